"""Backups: how they are kept, how one is restored, and how everything moves to another computer."""
