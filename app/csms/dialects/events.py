"""2.x NotifyEvent: states and meter values that some chargers tell as events, and the rest as notes (N07, N08, G01)."""

from __future__ import annotations

from app.core.metering import Phase, Quantity, Sample, settle
from app.core.reports import Metered, Noted, Report
from app.csms.dialects.rows import Context, Kind, Payload, Unreadable
from app.csms.dialects.samples import MOST, PHASES
from app.csms.dialects.variables import name_of
from app.csms.dialects.words import outlet, plain, status_told
from app.csms.tolerance import as_list, as_number, as_object, as_text, read_time

# The components whose AvailabilityState is an outlet's, or with no outlet the whole charger's.
_STATEFUL = frozenset(("connector", "evse", "chargingstation"))

_METER = "fiscalmetering"
_METERED = {
    "energyimportregister": Quantity.ENERGY_WH,
    "energyactiveimportregister": Quantity.ENERGY_WH,
    "power": Quantity.POWER_W,
    "poweractiveimport": Quantity.POWER_W,
    "current": Quantity.CURRENT_A,
    "currentimport": Quantity.CURRENT_A,
    "voltage": Quantity.VOLTAGE_V,
}


def events(payload: Payload, context: Context) -> tuple[Report, ...]:
    """Each event as its own report; raises Unreadable where there is none."""
    found: list[Report] = []
    for item in as_list(payload.get("eventData")):
        if isinstance(item, dict):
            found.append(_event(item, context))
        else:
            context.notes.append("eventData holds something else")
    if not found:
        raise Unreadable(Kind.MISSING, "no eventData")
    return tuple(found)


def _event(item: Payload, context: Context) -> Report:
    component, variable = as_object(item.get("component")), as_object(item.get("variable"))
    thing, what = plain(as_text(component.get("name"), 100)), plain(as_text(variable.get("name"), 100))
    number = outlet(as_object(component.get("evse")).get("id"))
    value = as_text(item.get("actualValue"))
    if what == "availabilitystate" and thing in _STATEFUL and value:
        return status_told(value, number or 0, item, context)
    quantity = _METERED.get(what) if thing == _METER else None
    amount = as_number(item.get("actualValue"))
    phase = PHASES.get(
        as_text(variable.get("instance"), 20), Phase.N
    )  # other instances are as little use as the neutral
    if quantity is not None and amount is not None and phase is not Phase.N and abs(amount) <= MOST:
        at = read_time(item.get("timestamp"), context.received_at, context.notes)
        sample = Sample(quantity, amount, phase)
        return Metered(number or 0, settle(at, (sample,)), as_text(item.get("transactionId"), 255) or None)
    text = " ".join(filter(None, (as_text(item.get("techCode"), 100), as_text(item.get("techInfo")))))
    return Noted("event", f"{name_of(item)} = {value} {text}".strip())
