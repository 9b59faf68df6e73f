"""What intake can be asked to do: one command in each file."""
