"""What a journey needs of a town: its mail, its clock, windows to look through, people who sign in."""
