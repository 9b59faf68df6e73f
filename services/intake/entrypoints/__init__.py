"""Every way into intake."""
