"""What commands of both worlds have in common; each returns what the answers are made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.virtual.clock import as_text
from app.virtual.limits import TX, Profile, read_profile
from app.virtual.outlet import Card, EndCause, Outlet, Transaction
from app.virtual.peer import Json, Reply

if TYPE_CHECKING:
    from app.virtual.body import Body

Command = Callable[["Body", Json], Reply | None]
"""Obeys one request, given with its names as on the wire; None: not supported in this form."""


def status(word: str) -> Reply:
    """An answer that is a status alone."""
    return Reply({"status": word})


def transaction_outlet(body: Body, is_it: Callable[[Transaction], bool]) -> Outlet | None:
    """The outlet whose open transaction is the one meant."""
    for it in body.outlets.values():
        if it.transaction is not None and is_it(it.transaction):
            return it
    return None


def outlet_to_start(body: Body, wanted: int | None) -> Outlet | None:
    """The outlet a remote start is for: the named one, else one with a cable, else a free one."""
    candidates = [
        it
        for it in body.outlets.values()
        if wanted in (None, it.number) and it.card is None and it.operative and it.fault is None
    ]
    candidates.sort(key=lambda it: it.car is None)
    return candidates[0] if candidates and body.accepted else None


async def start(body: Body, it: Outlet, card: Card, remote_start_id: int | None = None) -> None:
    """Begins as if the card had been held to the reader."""
    async with it.lock:
        if it.card is None:
            body.take_card(it, card, remote_start_id)
            await body.settle(it, "RemoteStart")


async def stop(body: Body, it: Outlet, cause: EndCause) -> None:
    """Ends the transaction of the outlet."""
    async with it.lock:
        await body.end(it, cause)


def set_operative(body: Body, numbers: list[int], operative: bool) -> Reply:
    """Makes outlets available or not; those that charge become unavailable afterwards."""
    chosen = [body.outlets[number] for number in numbers]
    busy = [it for it in chosen if it.transaction is not None and not operative]
    for it in chosen:
        it.inoperative_after = it in busy
        it.operative = operative or it in busy

    async def tell() -> None:
        for it in chosen:
            async with it.lock:
                await body.tell_status(it)

    return Reply({"status": "Scheduled" if busy else "Accepted"}, tell)


def settle_all(body: Body) -> Callable[[], Any]:
    """For after a change of limits: every outlet acts on what it may draw now."""

    async def settle() -> None:
        for it in body.outlets.values():
            async with it.lock:
                await body.settle(it)

    return settle


def install_profile(body: Body, wire: Json, outlet: int) -> Reply:
    """Installs a charging profile, or rejects it."""
    try:
        profile = read_profile(wire, outlet, body.told_time())
    except (KeyError, ValueError):
        return status("Rejected")
    if outlet and outlet not in body.outlets:
        return status("Rejected")
    if profile.purpose == TX and not _fits_transaction(body, profile):
        return status("Rejected")
    body.limits.install(profile)
    return Reply({"status": "Accepted"}, settle_all(body))


def _fits_transaction(body: Body, profile: Profile) -> bool:
    it = body.outlets.get(profile.outlet)
    if it is None or it.transaction is None:
        return False
    own = (it.transaction.key, str(it.transaction.number))
    return profile.transaction is None or profile.transaction in own


def install_for_start(body: Body, wire: Json | None, it: Outlet) -> bool:
    """Installs the profile that came with a remote start; False if it makes no sense."""
    if wire is None:
        return True
    try:
        body.limits.install(read_profile(wire, it.number, body.told_time()))
    except (KeyError, ValueError):
        return False
    return True


def composite(body: Body, outlet: int, duration_s: int, unit: str) -> Json:
    """The schedule in force: `chargingRateUnit`, `chargingSchedulePeriod`, `start`."""
    it = body.outlets.get(outlet)
    began = it.transaction.begun.at if it is not None and it.transaction is not None else None
    most_a = body.settings.max_current_a * (1 if outlet else len(body.outlets))
    now = body.told_time()
    factor = 230 * body.settings.phases if unit == "W" else 1
    steps = body.limits.composite(outlet, now, duration_s, began, most_a)
    return {
        "start": as_text(now),
        "unit": unit,
        "periods": [
            {
                "startPeriod": offset,
                "limit": round(limit_a * factor, 1),
                "numberPhases": body.settings.phases,
            }
            for offset, limit_a in steps
        ],
    }
