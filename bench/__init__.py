"""Measures Nabo and plays real records through it."""
