"""The window: shows what core knows, asks core for what the user wants, writes nothing itself."""
