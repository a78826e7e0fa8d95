"""What a charger does when this computer is off, and how its own list of cards stands, each in a sentence."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.core.cards import Policy
from app.core.lists.away import Away, LeftOut, ListState, WhenOff, wanted
from app.gui.figures import moment, number
from app.gui.widgets.labels import Tone

translate = QCoreApplication.translate


def when_off_words(away: Away | None) -> str:
    """ "When this computer is off: everyone can charge." """
    return translate("Away", "When this computer is off: %1").replace("%1", _who(away))


def _who(away: Away | None) -> str:
    if away is None or (away.state is ListState.NOT_LOOKED and away.at is None):
        return translate("Away", "not known before the charger has been asked.")
    match away.when_off:
        case WhenOff.EVERYONE:
            return translate("Away", "everyone can charge.")
        case WhenOff.KNOWN if away.cards == 1:
            return translate("Away", "the one card in its list can charge.")
        case WhenOff.KNOWN:
            return translate("Away", "the %1 cards in its list can charge.").replace("%1", number(away.cards))
        case WhenOff.NOBODY:
            return translate("Away", "nobody can start.")
        case WhenOff.UNKNOWN:
            return translate("Away", "the charger does not tell.")


def set_so_words() -> str:
    """What the button says that sets a charger up as its rule wants it."""
    return translate("Access", "Set it so")


def list_words(away: Away | None, now: datetime) -> tuple[str, Tone]:
    """How its list stands, and whether that is as it should be; empty where there is nothing to say."""
    if away is None:
        return "", "muted"
    words, tone = _state(away, now)
    return " ".join(filter(None, (words, *(_left_out(why, many) for why, many in away.left_out)))), tone


def _left_out(why: LeftOut, many: int) -> str:
    match why:
        case LeftOut.HOURS:
            words = translate("Away", "Not in it because a list knows no hours: %1.")
        case LeftOut.NUMBER_TOO_LONG:
            words = translate(
                "Away",
                "Not in it because their number is too long for this charger: %1. They charge only while this computer "
                "is on.",
            )
        case LeftOut.NO_ROOM:
            words = translate("Away", "Not in it because there is no room: %1.")
    return words.replace("%1", number(many))


def _state(away: Away, now: datetime) -> tuple[str, Tone]:
    if away.switched_off:
        words = translate(
            "Away",
            "Its list of cards is switched off in the charger, so it takes none. “%1” switches it on, and the cards "
            "are sent after that.",
        )
        return words.replace("%1", set_so_words()), "wait"
    match away.state:
        case ListState.NOT_LOOKED:
            return "", "muted"
        case ListState.DIFFERS:
            return translate("Away", "Its list of cards is not as it should be yet."), "wait"
        case ListState.SAME:
            words = translate("Away", "Its list of cards is as it should be.")
            if away.at is None:
                return words, "muted"
            looked = translate("Away", "Looked at %1.").replace("%1", moment(away.at, now))
            return f"{words} {looked}", "muted"
        case ListState.SENDING:
            return translate("Away", "Its list of cards is being sent…"), "wait"
        case ListState.FAILED:
            why = away.detail or translate("Away", "no reason given")
            words = translate("Away", "Its list of cards could not be sent: %1. It is tried again later.")
            return words.replace("%1", why), "fault"
        case ListState.TOO_MANY:
            words = translate("Away", "There are more cards than its list holds (%1). It has those used last.")
            most = away.settings.most_cards
            return words.replace("%1", "?" if most is None else number(most)), "wait"
        case ListState.NOT_SUPPORTED:
            return translate("Away", "This charger cannot keep a list of cards."), "wait"
        case ListState.NOT_WANTED:
            return translate("Away", "It needs no list of cards: nobody is turned away there."), "muted"


def wanted_words(policy: Policy, away: Away | None) -> str:
    """What the rule wants instead; empty where it is so, or nothing can be done about it."""
    if away is None or away.when_off is WhenOff.UNKNOWN:
        return ""
    if away.when_off is wanted(policy):
        return ""
    match wanted(policy):
        case WhenOff.EVERYONE:
            return translate("Away", "By your rule everyone should.")
        case WhenOff.KNOWN:
            return translate("Away", "By your rule only known cards should.")
        case _:
            return translate("Away", "By your rule nobody should.")
