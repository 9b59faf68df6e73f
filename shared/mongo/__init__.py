"""MongoDB: aggregates with their pending events, history, parking, leases."""
