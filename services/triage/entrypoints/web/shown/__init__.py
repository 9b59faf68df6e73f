"""Views turned into what templates show: words instead of codes, sentences instead of states."""
