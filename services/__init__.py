"""The three services: intake, triage and notify are strangers to each other and meet only in events."""
