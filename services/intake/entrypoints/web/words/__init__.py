"""Codes, times and steps in the words of whoever reads the page."""
