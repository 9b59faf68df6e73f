"""Notify's pages: one file for each thing that a person can do."""
