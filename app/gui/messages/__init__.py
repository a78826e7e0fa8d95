"""The raw message log: the one place of the window where the protocol's own words stand."""
