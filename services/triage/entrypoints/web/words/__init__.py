"""Every code that triage can show to a person, in that person's words: one place for each kind of code."""
