"""What is put on paper: statements, the year, who owes what, and what else is written into files."""
