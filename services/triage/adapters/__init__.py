"""How triage keeps and finds things: one technology in each file."""
