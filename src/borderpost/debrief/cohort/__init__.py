"""Many runs as one class: which files are runs, what each came to, what they show together."""
