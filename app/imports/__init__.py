"""Files that people hand in → what the program knows: all of a file, or nothing of it."""
