"""The Overview: every outlet as it is now, and what can be done about it."""
