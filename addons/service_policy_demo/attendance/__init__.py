"""The story of the demo company, without ORM: who, and what happened on which day."""
