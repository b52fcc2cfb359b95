"""Reads the facts of customers and writes their tiers, set by set, in SQL."""
