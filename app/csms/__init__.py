"""Speaks with chargers: the only folder that knows OCPP."""
