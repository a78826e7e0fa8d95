"""The ledger: how what chargers say, in whatever order, becomes sessions."""
