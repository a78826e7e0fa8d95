"""Signed meter values in what chargers send: 1.6 in a SampledValue's own value, 2.x in its signedMeterValue."""

from __future__ import annotations

from datetime import datetime

from app.core.papers.signed import MOST_CHARS, SignedValue
from app.core.reports import Report, SignedTold
from app.csms.dialects.rows import Context, Payload
from app.csms.tolerance import as_object, as_text, read_time

_MOST_WORD = 50
_MOST_KEY = 2_500  # of 2.x's public keys


def with_signed(
    reports: tuple[Report, ...], values: object, context: Context, *, outlet: int, transaction_id: str | None
) -> tuple[Report, ...]:
    """The reports, and behind them what is signed of the same meter values, if anything is."""
    signed = read_signed(values, context)
    return (*reports, SignedTold(outlet, signed, transaction_id)) if signed else reports


def read_signed(values: object, context: Context) -> tuple[SignedValue, ...]:
    """Every signed record in a meterValue or transactionData field."""
    found: list[SignedValue] = []
    for entry in values if isinstance(values, list) else ():
        items = entry.get("sampledValue") if isinstance(entry, dict) else None
        for item in items if isinstance(items, list) else ():
            if isinstance(item, dict) and ("signedMeterValue" in item or item.get("format") == "SignedData"):
                at = read_time(entry.get("timestamp"), context.received_at, [])
                found += _signed(item, at, context)
    return tuple(found)


def _signed(item: Payload, at: datetime, context: Context) -> list[SignedValue]:
    inner = as_object(item.get("signedMeterValue"))
    data = inner.get("signedMeterData") if inner else item.get("value")
    if not isinstance(data, str) or not data:
        context.notes.append("signed value without its data")
        return []
    key = inner.get("publicKey")
    key = key if isinstance(key, str) else ""
    if len(data) > MOST_CHARS or len(key) > _MOST_KEY:
        context.notes.append("signed value too long")
        return []
    return [
        SignedValue(
            at,
            data,
            context=as_text(item.get("context"), _MOST_WORD),
            encoding_method=as_text(inner.get("encodingMethod"), _MOST_WORD),
            signing_method=as_text(inner.get("signingMethod"), _MOST_WORD),
            public_key=key,
        )
    ]
