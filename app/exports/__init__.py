"""Statements and lists → files and tables."""
