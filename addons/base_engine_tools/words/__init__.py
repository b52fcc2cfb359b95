"""Figures and dates as people of a language say them."""
