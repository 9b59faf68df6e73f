"""Every way into notify: pages and an API, events, the sender, operators' commands, and the two processes."""
