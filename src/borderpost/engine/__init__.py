"""What playing is: a compiled program, a state, pure steps, and a run as the path through them."""
