"""Reads and writes in bulk what the wizards of policies show."""
