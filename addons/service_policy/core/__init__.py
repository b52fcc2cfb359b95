"""What examples of policies are: plain Python, no ORM."""
