"""What an outlet's register showed around an instant, for holding its sum against the sum of its sessions."""

from __future__ import annotations

from datetime import datetime

from app.core.values import Value


class Shown(Value, frozen=True):
    """What the register said, and when."""

    at: datetime
    energy_wh: int


class RegisterAround(Value, frozen=True):
    """The last that is known at or before an instant, and the first after it; None: nothing is."""

    charger_id: str
    outlet: int
    at: datetime
    before: Shown | None
    after: Shown | None
