"""Prepares a broker and a database for Nabo: users, topics and who may do what, wherever they run."""
