"""The rows that every version has in the same shape: introductions, heartbeats, vendor talk, and polite answers."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from app.core.model import Standing
from app.core.reports import Alive, Answer, BootAnswer, Booted, Noted, Report
from app.csms.dialects.rows import Context, Incoming, Kind, Payload, Unreadable
from app.csms.dialects.words import said
from app.csms.tolerance import as_object, as_text

# Makers whose chargers repeat a vendor's message for ever when told that nobody here knows it (RPC-15).
VENDOR_TALK = frozenset(("ev-box", "evbox", "en+"))

# The Open Charge Alliance's own extension for prices on displays, and what chargers say in it.
COSTS_VENDOR = "org.openchargealliance.costmsg"
_OF_COSTS = frozenset(("ConnectorUnplugged",))

_REGISTRATION = {Standing.APPROVED: "Accepted", Standing.WAITING: "Pending", Standing.REFUSED: "Rejected"}


def wire_time(at: datetime) -> str:
    """UTC with seconds and Z: the only form that every charger reads (RPC-23, BN-10)."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def empty(answer: Answer, request: Payload, now: datetime) -> Payload:
    return {}


def boot(payload: Payload, context: Context) -> tuple[Report, ...]:
    """1.6 §4.2 or 2.x B01. Neither shape surprises: some chargers speak 1.6 on a 2.0.1 line (WS-04)."""
    station = payload.get("chargingStation")
    if isinstance(station, dict):
        vendor, model = station.get("vendorName"), station.get("model")
        serial = said(station.get("serialNumber"))
        firmware = station.get("firmwareVersion")
    else:
        vendor, model = payload.get("chargePointVendor"), payload.get("chargePointModel")
        serial = said(payload.get("chargePointSerialNumber")) or said(payload.get("chargeBoxSerialNumber"))
        firmware = payload.get("firmwareVersion")
    return (Booted(said(vendor), said(model), serial, said(firmware), as_text(payload.get("reason"), 100)),)


def boot_reply(answer: Answer, request: Payload, now: datetime) -> Payload:
    if not isinstance(answer, BootAnswer):
        raise TypeError(f"{answer!r} does not answer an introduction")
    return {
        "status": _REGISTRATION[answer.standing],
        "currentTime": wire_time(now),
        "interval": answer.interval_s,
    }


def alive(payload: Payload, context: Context) -> tuple[Report, ...]:
    return (Alive(),)


def time_reply(answer: Answer, request: Payload, now: datetime) -> Payload:
    return {"currentTime": wire_time(now)}


def vendor_talk(payload: Payload, context: Context) -> tuple[Report, ...]:
    """DataTransfer: a vendor's own message, kept and not understood."""
    words = (as_text(payload.get(name)) for name in ("vendorId", "messageId", "data"))
    return (Noted("data transfer", " ".join(filter(None, words))),)


def vendor_talk_reply(answer: Answer, request: Payload, now: datetime) -> Payload:
    vendor = as_text(request.get("vendorId"))
    if vendor == COSTS_VENDOR:
        known = as_text(request.get("messageId")) in _OF_COSTS
        return {"status": "Accepted" if known else "UnknownMessageId"}
    return {"status": "Accepted" if vendor.lower() in VENDOR_TALK else "UnknownVendorId"}


def _noted(about: str, fields: tuple[str, ...], payload: Payload, context: Context) -> tuple[Report, ...]:
    words = (as_text(payload.get(name)) for name in fields)
    return (Noted(about, " ".join(filter(None, words))),)


def _constant(reply: Payload, answer: Answer, request: Payload, now: datetime) -> Payload:
    return dict(reply)


def polite(about: str, *fields: str, reply: Payload | None = None, reply_needed: bool = True) -> Incoming:
    """A row for what is only kept: noted with the values of these fields, and answered always the same."""
    return Incoming(
        read=partial(_noted, about, fields),
        reply=partial(_constant, reply) if reply else empty,
        reply_needed=reply_needed,
    )


def required(payload: Payload, name: str) -> object:
    """A field without which a message means nothing; raises Unreadable where it is absent."""
    value = payload.get(name)
    if value is None:
        raise Unreadable(Kind.MISSING, f"no {name}")
    return value


def inner(payload: Payload, name: str, context: Context) -> Payload:
    """An object inside a message, empty where there is none."""
    value = payload.get(name)
    if value is not None and not isinstance(value, dict):
        context.notes.append(f"{name} not an object")
    return as_object(value)


BOOT = Incoming(boot, boot_reply, repeatable=False, while_waiting=True)
HEARTBEAT = Incoming(alive, time_reply, repeatable=False)
DATA_TRANSFER = Incoming(vendor_talk, vendor_talk_reply)
