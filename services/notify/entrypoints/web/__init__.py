"""Notify on the web: signing in, one's own page, and the pages that mails lead to."""
