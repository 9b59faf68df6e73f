"""Notify: everybody we can reach, who is signed in, and every message that goes out."""
