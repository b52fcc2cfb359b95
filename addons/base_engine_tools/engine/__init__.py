"""What reads and writes many rows at once, in few statements."""
