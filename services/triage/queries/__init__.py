"""Questions that pages and programs ask: each answers with frozen views and changes nothing."""
