"""Meter values that a charger's meter signed: kept as they came and handed on, never changed and never judged.

What they prove is for other programs to say; this one claims nothing of calibration law.
"""

from __future__ import annotations

from datetime import datetime

from app.core.values import Value

# What a session begins and ends with is kept beside any number of values in between.
ENDS = ("Transaction.Begin", "Transaction.End")
# No meter signs more at once; what is longer is left to the log of messages, for a part of it would prove nothing.
MOST_CHARS = 40_000
# Of one session, of those at its ends and of those in between: a charger cannot fill the disk with them.
MOST_CHARS_A_SESSION = 1_000_000
# What one counts as beside its own characters.
CHARS_BESIDE = 200


class SignedValue(Value, frozen=True):
    """One signed record."""

    at: datetime
    data: str  # as it came
    context: str = ""  # the charger's own word: Transaction.Begin, Sample.Periodic …
    encoding_method: str = ""
    signing_method: str = ""
    public_key: str = ""


class KeptSigned(Value, frozen=True):
    """One that is kept with its session."""

    session_id: int
    value: SignedValue
