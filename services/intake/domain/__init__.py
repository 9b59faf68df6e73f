"""Reports and the rules about them, as they would be on paper."""
