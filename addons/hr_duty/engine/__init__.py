"""Loads in bulk what the arithmetic of rosters needs."""
