"""Learning a card: it is held to a charger, or its number is typed, and then it gets a name and a person."""
