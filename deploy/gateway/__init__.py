"""The one door to the three services: routes by path, static files, and what is said when too much is asked at once."""
