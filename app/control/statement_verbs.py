"""What can be asked of statements through the control socket, as verbs.py has it of chargers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

from app.control.sentences import sentence
from app.core.papers.batch import Foreseen
from app.core.site import Site
from app.core.statements import PaymentKind, Wanted

Json = Any


async def issue(site: Site, given: dict[str, Json]) -> Json:
    """Those of `wanted` that have sessions; their numbers."""
    wanted = msgspec.convert(given["wanted"], list[Wanted])
    if len(wanted) == 1:
        return [(await site.statements.issue(wanted[0])).number]
    return [each.number for each in await site.statements.issue_all(wanted)]


async def batch(site: Site, given: dict[str, Json]) -> Json:
    """Issue those of `wanted` that can be, or with `preview` none; a row for each."""
    wanted = msgspec.convert(given["wanted"], list[Wanted])
    desk = site.statements
    return [batch_row(each) for each in await (desk.foresee(wanted) if given["preview"] else desk.issue_ready(wanted))]


def batch_row(foreseen: Foreseen) -> dict[str, Json]:
    statement = foreseen.issued or foreseen.statement
    refusal = foreseen.refusal()
    return {
        "title": statement.title,
        "sessions": len(statement.rows),
        "energy_wh": statement.energy_wh,
        "gross": None if statement.energy_only else str(statement.total.gross),
        "currency": statement.currency or None,
        "number": statement.number or None,
        "problem": None if refusal is None else sentence(refusal),
    }


async def correct(site: Site, given: dict[str, Json]) -> Json:
    return (await site.statements.correct(given["number"])).number


async def note(site: Site, given: dict[str, Json]) -> Json:
    amount = None if given.get("amount") is None else Decimal(given["amount"])
    issued = await site.statements.note(given["number"], PaymentKind(given["kind"]), amount, given.get("note") or "")
    return {"standing": issued.standing.value, "open": str(issued.open), "currency": issued.statement.currency}
