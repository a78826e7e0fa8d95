"""A driver waits with an unknown card: the question on top of every page, and in the tray where nobody looks."""
