"""What the card or the line of one outlet says: every text of it, made from the picture, nothing of Qt's widgets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.core.contact import Knock, Outcome
from app.core.model import Charger, Outlet
from app.core.prices.kept import CostSum
from app.core.states import State, state_of
from app.gui.figures import current, kilowatts, moment, number
from app.gui.overview.door import ANYONE, Door, at_the_door
from app.gui.overview.traces import power_now_w
from app.gui.prices.cost_words import ahead_figure, ahead_words, quality_sentence, sum_words
from app.gui.terms import outcome_words
from app.gui.theme import Colour
from app.gui.widgets.pill import PillKind
from app.gui.words import Action, outlet_title, saying_of, session_words, who_words

translate = QCoreApplication.translate

_CURVE_COLOUR: dict[PillKind, Colour] = {PillKind.ACCENT: "accent", PillKind.WAIT: "wait", PillKind.FAULT: "fault"}


@dataclass(frozen=True, slots=True)
class Note:
    """How the user's last wish here ended; it stands until the state changes or another wish is made."""

    words: str
    failed: bool
    state: State


@dataclass(frozen=True, slots=True)
class OutletView:
    """One outlet in the user's words."""

    key: str
    name: str
    beside: str  # the outlet's own name or number
    kind: PillKind
    pill: str
    sentence: str
    fact: str  # beside the pill: since when, who
    detail: str  # what it means or what to do; how the user's last wish ended
    failed: bool  # the detail tells of a wish that failed
    power: str  # the figure, in kW; empty where a fault is all there is to say
    curve_colour: Colour
    session: str  # energy and duration of this session
    cost: str  # of this session, or in a line of the last one
    cost_about: str  # how far it can be believed
    ahead: str  # what it will cost
    ahead_about: str
    right: str  # what limits it, how full the car is
    action: Action | None
    enabled: bool  # nothing is on its way
    last_used: str

    @property
    def spoken(self) -> str:
        """For a screen reader."""
        return ", ".join(filter(None, (self.name, self.beside, self.sentence, self.detail)))


def view_of(
    key: str,
    charger: Charger,
    outlet: Outlet,
    now: datetime,
    *,
    several: bool,
    sending: str = "",
    note: Note | None = None,
    last_used: datetime | None = None,
    refusal: Knock | None = None,
    door: Door = ANYONE,
    cost: CostSum | None = None,
) -> OutletView:
    """`sending`: the word for a wish that is not answered yet; `refusal`: it called and was not let in.

    `cost`: of the outlet's session or, where it has none, of the last one there.
    """
    saying = saying_of(charger, outlet, now)
    if refusal is not None and state_of(charger, outlet, now) in (State.NEVER_SEEN, State.OFFLINE):
        title, advice = outcome_words(refusal)
        saying = replace(saying, sentence=title, detail=advice)
    state = state_of(charger, outlet, now)
    saying = at_the_door(saying, state, door, now)
    if note is not None and note.state is not state:
        note = None
    name, beside = outlet_title(charger, outlet, several=several)
    power_w = power_now_w(outlet, now) if charger.online else None
    return OutletView(
        key=key,
        name=name,
        beside=beside,
        kind=PillKind.WAIT if sending else saying.kind,
        pill=sending or saying.pill,
        sentence=sending or saying.sentence,
        fact=" · ".join(filter(None, (saying.beside, who_words(saying.card, door.names)))),
        detail=saying.detail if note is None else note.words,
        failed=note is not None and note.failed,
        power=_power(power_w, saying.kind),
        curve_colour=_CURVE_COLOUR.get(saying.kind, "muted"),
        session="" if outlet.session is None else session_words(outlet.session, now),
        cost=_cost(cost),
        cost_about=_cost_about(cost),
        ahead=ahead_figure(cost.ahead, cost.currency) if cost is not None and power_w else "",
        ahead_about=ahead_words(cost.ahead, cost.currency) if cost is not None else "",
        right=_right(outlet),
        action=saying.action,
        enabled=not sending,
        last_used=_last_used(last_used, now, _cost(cost)),
    )


def refusal_of(charger: Charger, knocks: Iterable[Knock]) -> Knock | None:
    """The newest attempt of this charger since it was last here, if it was not let in; `knocks`: newest last."""
    refusal = None
    for knock in knocks:
        if knock.identity is not None and knock.identity.casefold() == charger.id.casefold():
            refusal = None if knock.outcome in (Outcome.WELCOME, Outcome.WAITING) else knock
    since = charger.last_seen_at
    return refusal if refusal is not None and (since is None or refusal.at > since) else None


def _power(power_w: int | None, kind: PillKind) -> str:
    if power_w is None:
        return "–"
    figure = kilowatts(power_w)
    return "" if kind is PillKind.FAULT and figure == "0" else figure


def _right(outlet: Outlet) -> str:
    parts = []
    if outlet.limit_a:
        parts.append(translate("Overview", "Limit %1").replace("%1", current(outlet.limit_a)))
    if outlet.live is not None and outlet.live.soc_percent is not None:
        parts.append(translate("Overview", "Car %1 %").replace("%1", number(outlet.live.soc_percent)))
    return " · ".join(parts)


def _last_used(at: datetime | None, now: datetime, cost: str) -> str:
    if at is None:
        return ""
    words = translate("Overview", "Last used %1").replace("%1", moment(at, now))
    return " · ".join(filter(None, (words, cost)))


def _cost(came_to: CostSum | None) -> str:
    if came_to is not None and came_to.gross is None:
        return translate("Overview", "price missing")
    return sum_words(came_to)


def _cost_about(came_to: CostSum | None) -> str:
    if came_to is None:
        return ""
    words = translate("Overview", "Cost with VAT") if came_to.final else translate("Overview", "Cost so far, with VAT")
    return f"{words}. {quality_sentence(came_to.quality)}"
