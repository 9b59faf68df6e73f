"""What can be asked of notify: one question per file."""
