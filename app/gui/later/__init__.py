"""Sections whose work has not come yet, which say so."""
