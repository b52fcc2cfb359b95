"""Figures and problems as people of a language say them."""
