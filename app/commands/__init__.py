"""The verbs of the command line, each a few lines that call what a button calls; like __main__ they know all rooms."""
