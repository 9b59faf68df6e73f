"""What notify hears: one file for each topic, events in, use cases called."""
