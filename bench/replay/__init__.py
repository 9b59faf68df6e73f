"""Sends a city's real record through the public doors, lets simulated people act on it, and balances a ledger."""
