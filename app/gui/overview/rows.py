"""Which rows the Overview has, in which order: pure, made from the live picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from app.core.contact import WARNINGS, Trouble
from app.core.model import Charger, Outlet, Standing
from app.core.states import State, state_of


class Kind(StrEnum):
    """Which sort of widget shows a row."""

    TROUBLE = "trouble"
    STRIP = "strip"
    NEW = "new"
    ASKS = "asks"  # who may charge, asked once
    OPEN = "open"  # nobody has been asked yet, and everyone may
    CARD = "card"
    LINE = "line"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its key is unique and stays the same as long as its thing is there."""

    key: str
    kind: Kind
    charger_id: str = ""
    number: int = 0  # the outlet; 0 where the charger has told of none yet
    several: bool = False  # the charger has more than one outlet
    more: int = 0  # so many more new chargers wait than there are rows for


# Something happens here or someone is wanted: a card with its curve. Everything else is one line.
_CARD_STATES = frozenset(
    {
        State.FAULT,
        State.STOPPING,
        State.CHARGING,
        State.CHARGING_LIMITED,
        State.PAUSED_BY_USER,
        State.PAUSED_BY_CHARGER,
        State.PAUSED_BY_CAR,
        State.FULL,
        State.CAR_WAITING,
        State.NEED_CARD,
        State.NEED_CABLE,
        State.STARTING,
        State.DONE,
    }
)
MOST_NEW = 3
_STAYS = timedelta(minutes=15)
_CARD_WHILE_RUNNING = frozenset({State.OFFLINE, State.RESTARTING, State.OUT_OF_SERVICE})


def outlet_key(charger_id: str, number: int) -> str:
    return f"outlet {number} {charger_id}"


def outlet_kind(charger: Charger, outlet: Outlet, now: datetime) -> Kind:
    """A card for an outlet where something happens, a line for one that needs nothing."""
    state = state_of(charger, outlet, now)
    if state in _CARD_STATES:
        return Kind.CARD
    running = outlet.session is not None and outlet.session.open
    return Kind.CARD if running and state in _CARD_WHILE_RUNNING else Kind.LINE


def _is_here(charger: Charger, now: datetime) -> bool:
    """A stranger that calls now, or did a little while ago."""
    return charger.online or (charger.last_seen_at is not None and now - charger.last_seen_at < _STAYS)


def _lasting(trouble: Trouble) -> bool:
    """What is only warned of stands below what has gone wrong."""
    return trouble.kind in WARNINGS


def rows(
    chargers: Mapping[str, Charger],
    outlets: Mapping[tuple[str, int], Outlet],
    troubles: Iterable[Trouble],
    now: datetime,
    openness: Kind | None = None,
) -> list[Row]:
    """Troubles, whoever wants in, the site, then the cards and then the lines, each by name.

    `openness`: what is to be said of who may charge, ASKS or OPEN.
    """
    numbers: dict[str, list[int]] = {}
    for charger_id, number in outlets:
        numbers.setdefault(charger_id, []).append(number)
    new: list[Row] = []
    cards: list[Row] = []
    lines: list[Row] = []
    for charger in sorted(chargers.values(), key=lambda each: (each.title.casefold(), each.id)):
        if charger.standing is Standing.WAITING and _is_here(charger, now):
            new.append(Row(f"new {charger.id}", Kind.NEW, charger.id))
        elif charger.approved:
            own = sorted(numbers.get(charger.id, ()))
            if not own:
                lines.append(Row(outlet_key(charger.id, 0), Kind.LINE, charger.id))
            for number in own:
                kind = outlet_kind(charger, outlets[charger.id, number], now)
                row = Row(outlet_key(charger.id, number), kind, charger.id, number, len(own) > 1)
                (cards if kind is Kind.CARD else lines).append(row)
    # Whoever calls under many names must not push what is the user's own out of sight.
    if len(new) > MOST_NEW:
        new = [*new[: MOST_NEW - 1], replace(new[MOST_NEW - 1], more=len(new) - MOST_NEW)]
    wanting = [Row(f"trouble {trouble.kind.value}", Kind.TROUBLE) for trouble in sorted(troubles, key=_lasting)]
    if not (new or cards or lines):
        return [*wanting, Row("empty", Kind.EMPTY)]
    strip = [Row("strip", Kind.STRIP)] if cards or lines else []
    ours = bool(cards or lines)
    asks = [Row("asks", Kind.ASKS)] if ours and openness is Kind.ASKS else []
    says = [Row("open", Kind.OPEN)] if ours and openness is Kind.OPEN else []
    return [*wanting, *asks, *new, *strip, *cards, *lines, *says]
