"""The published language: what has happened, in types that every service may read."""
