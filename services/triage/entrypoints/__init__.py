"""Every way into triage: pages, topics, timers and operators' commands."""
