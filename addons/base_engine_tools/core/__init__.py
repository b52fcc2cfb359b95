"""Plain Python without ORM, for the functional cores of other add-ons."""
