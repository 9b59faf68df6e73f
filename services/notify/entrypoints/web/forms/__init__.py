"""What people type on notify's pages, and what it means."""
