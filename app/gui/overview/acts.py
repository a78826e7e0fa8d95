"""What can be done with an outlet: one row for each act, with its words, when it makes sense, and the wish it is."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from app.core.commands import Accepted
from app.core.model import Availability, Charger, Outlet
from app.core.wishes import Wishes
from app.gui.words import Action

translate = QCoreApplication.translate

Wish = Callable[[Wishes, str, int], Coroutine[Any, Any, Accepted]]


@dataclass(frozen=True, slots=True)
class Act:
    """Something the charger is asked to do."""

    icon: str
    word: Callable[[], str]
    about: Callable[[], str]  # its consequence, in a line
    possible: Callable[[Charger, Outlet], bool]
    wish: Wish
    sure: Callable[[Outlet], bool] = lambda _outlet: False  # ask first
    question: Callable[[], str] = lambda: ""  # what is asked then; %1 is the charger's name
    done: Callable[[], str] = lambda: ""  # said when the charger agreed, where the outlet's state will not show it


def _running(outlet: Outlet) -> bool:
    return outlet.session is not None and outlet.session.open


def _paused(outlet: Outlet) -> bool:
    return outlet.limit_a == 0


def _off(outlet: Outlet) -> bool:
    return outlet.switched_off or outlet.availability is Availability.UNAVAILABLE


START = Act(
    "play",
    lambda: translate("Overview", "Start"),
    lambda: translate("Overview", "Starts a session without a card."),
    lambda charger, outlet: charger.online and not _running(outlet),
    lambda wishes, charger_id, number: wishes.start_charging(charger_id, number),
)
STOP = Act(
    "stop",
    lambda: translate("Overview", "Stop"),
    lambda: translate("Overview", "Ends the session. Many cars must be unplugged before they charge again."),
    lambda charger, outlet: charger.online and _running(outlet),
    lambda wishes, charger_id, number: wishes.stop_charging(charger_id, number),
)
PAUSE = Act(
    "pause",
    lambda: translate("Overview", "Pause"),
    lambda: translate("Overview", "Holds the current at 0 A; the session goes on."),
    lambda charger, outlet: charger.online and _running(outlet) and not _paused(outlet),
    lambda wishes, charger_id, number: wishes.pause(charger_id, number),
)
RESUME = Act(
    "play",
    lambda: translate("Overview", "Resume"),
    lambda: translate("Overview", "Lifts the pause."),
    lambda charger, outlet: charger.online and _paused(outlet),
    lambda wishes, charger_id, number: wishes.resume(charger_id, number),
)
UNLOCK = Act(
    "unlock",
    lambda: translate("Overview", "Unlock cable"),
    lambda: translate("Overview", "Opens the cable lock. A session that runs may end."),
    lambda charger, outlet: charger.online,
    lambda wishes, charger_id, number: wishes.unlock(charger_id, number),
    sure=_running,
    question=lambda: translate("Overview", "Unlock the cable of %1?"),
    done=lambda: translate("Overview", "The charger has opened the cable lock."),
)
RESTART = Act(
    "refresh",
    lambda: translate("Overview", "Restart charger"),
    lambda: translate("Overview", "It is gone for a minute or two. Sessions on all its outlets may end."),
    lambda charger, outlet: charger.online,
    lambda wishes, charger_id, number: wishes.restart(charger_id),
    sure=lambda _outlet: True,
    question=lambda: translate("Overview", "Restart %1?"),
)
SWITCH_OFF = Act(
    "close",
    lambda: translate("Overview", "Switch off"),
    lambda: translate("Overview", "No one can charge here until it is switched on."),
    lambda charger, outlet: charger.online and not _off(outlet),
    lambda wishes, charger_id, number: wishes.set_available(charger_id, False, number),
)
SWITCH_ON = Act(
    "check",
    lambda: translate("Overview", "Switch on"),
    lambda: translate("Overview", "Cars can charge here again."),
    lambda charger, outlet: charger.online and _off(outlet),
    lambda wishes, charger_id, number: wishes.set_available(charger_id, True, number),
)

# In the order of the menu.
ACTS = (START, STOP, PAUSE, RESUME, UNLOCK, RESTART, SWITCH_OFF, SWITCH_ON)

OF_ACTION = {
    Action.START: START,
    Action.STOP: STOP,
    Action.RESUME: RESUME,
    Action.RESTART: RESTART,
    Action.SWITCH_ON: SWITCH_ON,
}


_ELSEWHERE = {
    Action.CONNECTION_HELP: lambda: translate("Overview", "Help with connection"),
    Action.APPROVE_CARD: lambda: translate("Overview", "Approve this card"),
    Action.SEE_CARD: lambda: translate("Overview", "Look at the card"),
    Action.WHO_MAY_CHARGE: lambda: translate("Overview", "Who may charge"),
}


def action_word(action: Action) -> str:
    """What stands on the button."""
    act = OF_ACTION.get(action)
    return _ELSEWHERE[action]() if act is None else act.word()


def limiting(limit_a: float | None) -> Wish:
    """The wish to hold the current at so much, or with None to lift the limit."""
    return lambda wishes, charger_id, number: wishes.limit(charger_id, number, limit_a)
