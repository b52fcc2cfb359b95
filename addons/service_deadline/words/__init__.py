"""How due times came about, and how long something may take, in the reader's words."""
