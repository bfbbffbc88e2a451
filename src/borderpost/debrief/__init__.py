"""What runs meant: the debrief of one or of a class, and what a teacher prints beside it."""
