"""What was charged: totals, bars and the list of sessions, and each session whole."""
