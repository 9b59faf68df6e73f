"""Logs, metrics and the thread that runs from a request to the mail it caused."""
