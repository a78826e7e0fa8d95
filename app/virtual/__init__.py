"""The virtual charger: the demo, the `simulate` command, and the tests' charger."""
