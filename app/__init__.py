"""Laddvakt: a charging watch for people who own EV chargers."""

__version__ = "0.1.0"
# As it names itself in what it writes.
PROGRAM = f"Laddvakt {__version__}"
