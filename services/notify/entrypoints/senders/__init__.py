"""What goes out: the loops that hand messages to channels."""
