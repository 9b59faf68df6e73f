"""Intake: what residents tell us, and how they follow what becomes of it."""
