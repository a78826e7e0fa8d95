"""What the demo's chargers call themselves."""

GARAGE = "DEMO-GARAGE"
CARPORT = "DEMO-CARPORT"
