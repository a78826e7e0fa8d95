"""The whole stack of prices: its lines in order, all that each can say, and what it comes to while it is typed."""
