"""What operators can ask of triage: `python -m services.triage.entrypoints.cli`."""
