"""Signs of danger, and of what is for professionals only: how they are noticed in what people write (rules R1, R2)."""
