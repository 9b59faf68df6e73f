"""One technology in each file; they translate and never decide."""
