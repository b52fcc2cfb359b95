"""The arithmetic of a fair roster, without ORM."""
