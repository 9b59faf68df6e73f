"""`/api/notify/v1`: what somebody sees of themselves, for programs."""
