"""The lists that chargers keep for when this computer is off, and what they do then."""
