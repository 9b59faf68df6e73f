"""The neighbourhoods that are shipped, one folder each, and the command that prepares and checks them."""
