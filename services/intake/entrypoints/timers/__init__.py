"""Times that come: one file for each kind of thing that waits for one."""
