"""Pictures that people send, made anew by a process that can do nothing else (rule R15)."""
