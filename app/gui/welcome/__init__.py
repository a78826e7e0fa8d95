"""Adding a charger: the address it must call, what has come of it, and letting it in."""
