"""What can be done in notify: one command per file."""
