"""Everything that turns the services into a running deployment: images, packs, gateway and the local stack."""
