"""Prices: what I pay and what I charge, today's price, and where it comes from."""
