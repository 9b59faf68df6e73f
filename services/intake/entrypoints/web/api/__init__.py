"""`/api/intake/v1`: reports by program, as the design's fixed points say."""
