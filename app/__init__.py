"""Laddvakt: a charging watch for people who own EV chargers."""

__version__ = "0.1.0"
