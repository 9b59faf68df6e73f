"""The whole published language: importing this makes every event type known to the process, whichever service it is."""

from shared.events import intake, notify, triage, triage_people

CONTEXTS = (intake, notify, triage, triage_people)
