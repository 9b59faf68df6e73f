"""What intake can be asked: one question in each file; nothing here writes."""
