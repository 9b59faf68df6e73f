"""What operators can ask of intake: `python -m services.intake.entrypoints.cli`."""
