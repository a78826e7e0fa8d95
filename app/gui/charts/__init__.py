"""The program's own charts, painted by hand.

Import from the modules: the first window then loads only what it shows.
"""
