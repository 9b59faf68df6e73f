"""What triage can be asked to do: one use case in each file."""
