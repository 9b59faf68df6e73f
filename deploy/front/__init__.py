"""Builds what browsers load: one style sheet, one script, fonts and icons, from locked packages and our own sources."""
