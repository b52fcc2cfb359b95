"""Criteria and tiers in the words of the reader."""
