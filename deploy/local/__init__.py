"""The embedded stack of development and tests: broker, database, gateway, mail catcher and the three services."""
