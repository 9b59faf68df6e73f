"""What notify's use cases need from the outside, in notify's own words."""
