"""Cards in words: how each was answered and why, what state a card is in, and why a wish about cards makes no sense."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.core.access import Circumstances, Question, may_charge
from app.core.card_book import CardRefused, WhyCard
from app.core.cards import Budget, Card, Policy, Reason, Shown, Used, Verdict
from app.core.values import replace
from app.gui.figures import day, local, moment, short_date
from app.gui.widgets.pill import PillKind

translate = QCoreApplication.translate

_VERDICTS: dict[Verdict, Callable[[], str]] = {
    Verdict.ACCEPTED: lambda: translate("Access", "let in"),
    Verdict.BLOCKED: lambda: translate("Access", "refused"),
    Verdict.EXPIRED: lambda: translate("Access", "refused"),
    Verdict.UNKNOWN: lambda: translate("Access", "refused"),
    Verdict.BUSY: lambda: translate("Access", "refused"),
    Verdict.NO_CREDIT: lambda: translate("Access", "refused"),
    Verdict.NOT_HERE: lambda: translate("Access", "refused"),
    Verdict.NOT_NOW: lambda: translate("Access", "refused"),
}

_REASONS: dict[Reason, Callable[[], str]] = {
    Reason.THIS_COMPUTER: lambda: translate("Access", "it was started from this computer"),
    Reason.OPEN_TO_ALL: lambda: translate("Access", "everyone may charge here"),
    Reason.PLUGGED_IN: lambda: translate("Access", "whoever plugs in may charge here"),
    Reason.KNOWN: lambda: translate("Access", "the card is known and allowed"),
    Reason.ALLOWED_ONCE: lambda: translate("Access", "it was let in this once"),
    Reason.OWN_SESSION: lambda: translate("Access", "it is the card's own session"),
    Reason.SAME_GROUP: lambda: translate("Access", "a card of the same group began the session"),
    Reason.MASTER: lambda: translate("Access", "a master card stops any session"),
    Reason.UNKNOWN: lambda: translate("Access", "this card is not known"),
    Reason.ASKED: lambda: translate("Access", "this card is not known, and nobody has said yes yet"),
    Reason.NO_NUMBER: lambda: translate("Access", "the reader told no number"),
    Reason.BLOCKED: lambda: translate("Access", "the card is blocked"),
    Reason.EXPIRED: lambda: translate("Access", "the card has expired"),
    Reason.OTHER_CHARGERS: lambda: translate("Access", "the card is for other chargers"),
    Reason.OUTSIDE_ITS_HOURS: lambda: translate("Access", "it is outside the card's hours"),
    Reason.CHARGER_CLOSED: lambda: translate("Access", "the charger is closed at this hour"),
    Reason.CHARGER_LOCKED: lambda: translate("Access", "the charger is locked"),
    Reason.MASTER_STARTS_NONE: lambda: translate("Access", "a master card stops sessions and starts none"),
    Reason.ALREADY_CHARGING: lambda: translate("Access", "the card is charging already"),
    Reason.ENERGY_USED_UP: lambda: translate("Access", "the card's energy is used up"),
    Reason.SESSIONS_USED_UP: lambda: translate("Access", "the card's sessions are used up"),
    Reason.DAYS_USED_UP: lambda: translate("Access", "the card's days are over"),
    Reason.MONEY_USED_UP: lambda: translate("Access", "the card's money is used up"),
    Reason.BUDGET_USED_UP: lambda: translate("Access", "this month's budget is used up"),
    Reason.ANOTHERS_SESSION: lambda: translate("Access", "another card began this session"),
}

_REFUSALS: dict[WhyCard, Callable[[], str]] = {
    WhyCard.NO_NUMBER: lambda: translate("Access", "A card needs a number."),
    WhyCard.NUMBER_TOO_LONG: lambda: translate("Access", "This number is too long to be a card's."),
    WhyCard.NUMBER_NOT_PRINTABLE: lambda: translate("Access", "This number has signs that no card's number has."),
    WhyCard.NUMBER_TAKEN: lambda: translate("Access", "This number is a known card's already."),
    WhyCard.UNKNOWN_CARD: lambda: translate("Access", "This card is not known any more."),
    WhyCard.UNKNOWN_PERSON: lambda: translate("Access", "This person is not known any more."),
    WhyCard.NO_NAME: lambda: translate("Access", "Write a name first."),
    WhyCard.NAME_TAKEN: lambda: translate("Access", "This name is taken already. Choose another."),
    WhyCard.TOO_LONG: lambda: translate("Access", "That is too long."),
    WhyCard.NO_PERSON: lambda: translate("Access", "Choose the person who is charged for what is charged here."),
    WhyCard.BAD_HOURS: lambda: translate(
        "Access", "Hours need a day of the week, and an end that differs from their beginning."
    ),
    WhyCard.BAD_AMOUNT: lambda: translate("Access", "A limit must be more than nothing."),
    WhyCard.BAD_MONEY: lambda: translate("Access", "A limit in money is more than nothing, and a million at most."),
    WhyCard.NOBODY_WAITS: lambda: translate("Access", "Nobody waits for this answer any more."),
    WhyCard.LEARNING_ALREADY: lambda: translate("Access", "A card is being learnt already. Finish that first."),
}


def verdict_words(verdict: Verdict) -> str:
    """How a card was answered: "refused"."""
    return _VERDICTS[verdict]()


def reason_words(reason: Reason) -> str:
    """Why, as it stands behind a dash: "this card is not known"."""
    return _REASONS[reason]()


def reason_sentence(reason: Reason) -> str:
    """Why, as a sentence of its own: "This card is not known."."""
    words = reason_words(reason)
    return f"{words[:1].upper()}{words[1:]}."


def shown_words(shown: Shown, charger: str, now: datetime) -> str:
    """ "18:31 at Garage: refused – this card is not known"; `charger`: its title."""
    words = translate("Access", "%1 at %2: %3 – %4")
    parts = (moment(shown.at, now), charger, verdict_words(shown.verdict), reason_words(shown.reason))
    for place, part in enumerate(parts, start=1):
        words = words.replace(f"%{place}", part)
    return f"{words[:1].upper()}{words[1:]}"


def card_refused_words(failure: BaseException) -> str:
    """Why a wish about cards, people or policies was turned down."""
    return _REFUSALS[failure.why]() if isinstance(failure, CardRefused) else ""


@dataclass(frozen=True, slots=True)
class CardState:
    """What a card may do, in a word or two."""

    word: str
    kind: PillKind
    also: tuple[str, ...] = ()  # what holds beside it

    @property
    def all_words(self) -> str:
        return " · ".join((self.word, *self.also))


def card_state(
    card: Card, now: datetime, used: Used, budget: Budget | None = None, used_of_budget: Used | None = None
) -> CardState:
    """The first of these is the pill's word, the others stand beside it for whoever wants to know."""
    # What bounds it, apart from where and when: asked as a charger would ask.
    bare = replace(card, blocked=False, master=False, alone=False, chargers=(), hours=())
    known = Circumstances(bare, used, budget=budget, used_of_budget=used_of_budget or Used())
    bound = may_charge(Question(card.uid, "", now, local(now)), Policy(), known).reason
    found: list[tuple[str, PillKind]] = []
    if card.blocked:
        found.append((translate("Access", "blocked"), PillKind.FAULT))
    if bound is Reason.EXPIRED:
        found.append((translate("Access", "expired"), PillKind.FAULT))
    if card.master:
        found.append((translate("Access", "master"), PillKind.INFO))
    if bound is Reason.BUDGET_USED_UP:
        found.append((translate("Access", "budget used up"), PillKind.WAIT))
    elif bound not in (Reason.KNOWN, Reason.EXPIRED):
        found.append((translate("Access", "used up"), PillKind.WAIT))
    if card.expires_at is not None and bound is not Reason.EXPIRED:
        found.append((translate("Access", "until %1").replace("%1", near_day(card.expires_at, now)), PillKind.WAIT))
    if card.hours:
        found.append((translate("Access", "only at certain hours"), PillKind.NEUTRAL))
    if card.chargers:
        found.append((translate("Access", "not at every charger"), PillKind.NEUTRAL))
    if not found:
        found.append((translate("Access", "allowed"), PillKind.ACCENT))
    (word, kind), *rest = found
    return CardState(word, kind, tuple(each for each, _ in rest))


def near_day(at: datetime, now: datetime) -> str:
    """ "30 November"; with the year where it is another."""
    return day(at) if local(at).year == local(now).year else short_date(at)
