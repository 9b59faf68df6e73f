"""What watches a deployment: rules that wake somebody up, and a dashboard for whoever was woken."""
