"""The protocol versions, each as two tables of pure functions, by the name of its WebSocket subprotocol."""

from __future__ import annotations

from app.csms.dialects import v16, v21, v201
from app.csms.dialects.rows import Dialect

# Newest first: the server's choice where a charger offers several.
DIALECTS: dict[str, Dialect] = {dialect.name: dialect for dialect in (v21.DIALECT, v201.DIALECT, v16.DIALECT)}

__all__ = ["DIALECTS"]
