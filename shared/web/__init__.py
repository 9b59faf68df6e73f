"""What the Flask apps of the three services have in common: pages, forms, doors, words and errors."""
