"""The figures of a month as people of a language say them."""
