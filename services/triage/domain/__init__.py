"""The rules of triage, as they would stand on paper: values, decisions, and what follows from what happened."""
