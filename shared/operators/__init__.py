"""What operators can ask of every service alike: commands, and what they do."""
