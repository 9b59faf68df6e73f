"""What operators can ask of notify: `python -m services.notify.entrypoints.cli`."""
