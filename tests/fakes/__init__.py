"""Stand-ins behind the ports; each passes the same contract suite as the real thing."""
