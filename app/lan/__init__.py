"""This computer on its network: its addresses, who holds a port, its certificates."""
