"""The virtual charger against a small recording central system."""
