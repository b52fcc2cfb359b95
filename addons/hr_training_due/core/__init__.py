"""When trainings are due, without ORM."""
