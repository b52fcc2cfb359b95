"""Who answers for whom: plain Python, no ORM."""
