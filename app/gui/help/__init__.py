"""Help that needs no network."""
