"""What the program knows and decides: no Qt, no sockets, no SQL, no OCPP words."""
