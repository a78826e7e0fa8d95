"""The program's own small widgets; their words are handed in, already translated.

Import from the modules: the first window then loads only what it shows.
"""
