"""MongoDB, SMTP and templates behind notify's ports: one technology each."""
