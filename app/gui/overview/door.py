"""What cards and the rules of who may charge add to an outlet's state: locked, closed, a card turned away."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from app.core import access
from app.core.cards import Doing, Openness, Policy, Reason, Shown, Verdict
from app.core.changes import CardShownChange, Change
from app.core.states import State
from app.gui.access_words import reason_sentence
from app.gui.card_names import NOBODY_KNOWN, CardNames
from app.gui.figures import local
from app.gui.kind_words import kind_words
from app.gui.widgets.pill import PillKind
from app.gui.words import Action, Saying

translate = QCoreApplication.translate

# How long an outlet says that a card was turned away; the list of strangers keeps it.
REFUSAL_STAYS = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Door:
    """Who may charge at an outlet, and the card that was turned away there a moment ago."""

    names: CardNames = NOBODY_KNOWN
    policy: Policy = Policy()  # noqa: RUF009 - frozen
    refused: Shown | None = None


ANYONE = Door()


class Refusals:
    """The newest card that was turned away at each charger."""

    def __init__(self) -> None:
        self._newest: dict[str, Shown] = {}

    def heard(self, changes: Iterable[Change]) -> None:
        for change in changes:
            if isinstance(change, CardShownChange):
                shown = change.shown
                if shown.doing in (Doing.ASKING, Doing.STARTING) and shown.verdict is not Verdict.ACCEPTED:
                    self._newest[shown.charger_id] = shown
                else:
                    self._newest.pop(shown.charger_id, None)

    def at(self, charger_id: str, outlet: int, now: datetime) -> Shown | None:
        """One that named no outlet stands at all of its charger's."""
        shown = self._newest.get(charger_id)
        if shown is None or shown.outlet not in (0, outlet) or now - shown.at > REFUSAL_STAYS:
            return None
        return shown

    def last(self, charger_id: str) -> Shown | None:
        """The newest: a button that was pressed as its time ran out still means it."""
        return self._newest.get(charger_id)


# What helps where a card was turned away, and is no stranger's.
_OF_THE_CHARGER = (Reason.CHARGER_LOCKED, Reason.CHARGER_CLOSED)
_STRANGE = (Reason.UNKNOWN, Reason.ASKED)


def at_the_door(saying: Saying, state: State, door: Door, now: datetime) -> Saying:
    """The state as it is where not everyone is served."""
    words = _WORDS.get(state)
    if words is None:
        return saying
    if door.refused is not None:
        return _refused(saying, door.refused, door.names)
    if door.policy.locked:
        return replace(
            saying,
            pill=translate("Words", "Locked"),
            sentence=translate("Words", "Locked – nobody can start here but from this computer"),
            detail="",
            kind=PillKind.NEUTRAL,
        )
    if door.policy.hours and not access.within(door.policy.hours, local(now)):
        return replace(
            saying,
            pill=translate("Words", "Closed"),
            sentence=translate("Words", "Closed – outside its opening hours"),
            detail="",
            kind=PillKind.NEUTRAL,
        )
    detail = words.get(door.policy.openness)
    return saying if detail is None else replace(saying, detail=detail())


def _refused(saying: Saying, shown: Shown, names: CardNames) -> Saying:
    kind = kind_words(shown.kind)
    action = Action.SEE_CARD
    if shown.reason in _OF_THE_CHARGER:
        action = Action.WHO_MAY_CHARGE
    elif shown.reason in _STRANGE or names.find(shown.card) is None:
        action = Action.APPROVE_CARD
    return replace(
        saying,
        pill=kind.turned_away,
        kind=PillKind.FAULT,
        sentence=kind.turned_away,
        detail=kind.not_known if shown.reason is Reason.UNKNOWN else reason_sentence(shown.reason),
        beside=names.words(shown.card),
        action=action,
    )


def _plug_in_and_show() -> str:
    return translate("Words", "Plug in and hold a known card to the charger.")


def _show_known() -> str:
    return translate("Words", "Hold a known card to the charger or press Start.")


def _show_any() -> str:
    return translate("Words", "Hold any card to the charger or press Start.")


# The states in which somebody may want to start, and what they need for it.
_WORDS: dict[State, dict[Openness, Callable[[], str]]] = {
    State.FREE: {Openness.KNOWN: _plug_in_and_show, Openness.ASK: _plug_in_and_show},
    State.NEED_CARD: {
        Openness.KNOWN: _show_known,
        Openness.ASK: _show_known,
        Openness.EVERYONE: _show_any,
        Openness.PLUGGED: _show_any,
    },
    State.RESERVED: {},
    State.UNKNOWN: {},
}
