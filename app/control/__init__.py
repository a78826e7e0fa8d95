"""The local control socket: the command line's way into a running program."""

# In the data folder: the port and the token of the program that runs on it.
FILE_NAME = "control.json"
