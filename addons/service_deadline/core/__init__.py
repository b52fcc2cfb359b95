"""The arithmetic of deadlines: plain Python, integer seconds, no ORM."""
