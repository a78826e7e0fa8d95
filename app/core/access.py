"""May this card charge here, now: one pure decision, with its reason, for every way of asking.

The same answer serves a card held to a reader, a start that comes without one, a remote start, and the list that a
charger keeps for when this computer is off.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from app.core.cards import (
    OUR_CARD,
    Allowance,
    AtTheEnd,
    Budget,
    Card,
    Decision,
    Hours,
    Openness,
    Policy,
    Reason,
    Used,
    Verdict,
)
from app.core.values import Value

# The group of every master card, as chargers are told it (2.x AuthCtrlr.MasterPassGroupId, C16).
MASTER_GROUP = "LADDVAKT-MASTER"
_DAY = timedelta(days=1)


class Question(Value, frozen=True):
    """Who asks, where and when. `local` is the same instant as `at`, in the zone that people live in."""

    number: str | None  # as the reader told it; None: nobody showed a card
    charger_id: str
    at: datetime
    local: datetime
    once: bool = False  # the user has just let this card in, here
    waits: bool = True  # the driver stands there, so that the user can still be asked
    ours: bool = False  # this computer has just asked this charger to start with a card of its own


class Circumstances(Value, frozen=True):
    """What is known of the card and its holder when it is shown."""

    card: Card | None = None
    used: Used = Used()
    charging: bool = False  # a session of this card is under way elsewhere
    budget: Budget | None = None  # its person's
    used_of_budget: Used = Used()


def may_charge(question: Question, policy: Policy, known: Circumstances) -> Decision:
    """The first rule that speaks decides; the order is that of what the driver can do least about."""
    card = known.card
    # Its number is no secret: only where this computer asked for it is it more than any other.
    if question.ours and question.number is not None and question.number.casefold() == OUR_CARD.casefold():
        return Decision(Verdict.ACCEPTED, Reason.THIS_COMPUTER, person_id=person_of(policy))
    if question.number is not None and not question.number.strip():
        return Decision(Verdict.UNKNOWN, Reason.NO_NUMBER)
    if policy.locked:
        return Decision(Verdict.NOT_HERE, Reason.CHARGER_LOCKED, card, holds_until=question.at)
    if policy.hours and not within(policy.hours, question.local):
        return Decision(Verdict.NOT_NOW, Reason.CHARGER_CLOSED, card, holds_until=question.at)
    closes_at = ends_at(policy.hours, question)
    if card is None:
        return _stranger(question, policy, closes_at)
    refusal = _own_refusal(card, question, known) or _used_up(card, question, known)
    if refusal is not None:
        return refusal
    until = _earliest(closes_at, ends_at(card.hours, question), card.expires_at, days_end(card.allowance, known.used))
    if counted(card, known.budget):
        until = question.at  # the next start is to be asked for: by then it may be used up
    return Decision(Verdict.ACCEPTED, Reason.KNOWN, card, card.person_id, card.group, until)


def may_stop(number: str | None, card: Card | None, began: str | None, began_card: Card | None) -> Decision:
    """May this card end a session that `began` began; a stop is recorded whatever is answered."""
    if card is not None and card.master:
        return Decision(Verdict.ACCEPTED, Reason.MASTER, card, group=MASTER_GROUP)
    group = "" if card is None else card.group
    if number is None or began is None or number.casefold() == began.casefold():
        return Decision(Verdict.ACCEPTED, Reason.OWN_SESSION, card, group=group)
    if card is not None and card == began_card:  # the same card, as another reader tells it
        return Decision(Verdict.ACCEPTED, Reason.OWN_SESSION, card, group=group)
    if group and began_card is not None and began_card.group == group:
        return Decision(Verdict.ACCEPTED, Reason.SAME_GROUP, card, group=group)
    return Decision(Verdict.NOT_HERE, Reason.ANOTHERS_SESSION, card, group=group)


def person_of(policy: Policy) -> int | None:
    """For whom a session is booked that no card speaks for."""
    return policy.person_id if policy.openness is Openness.PLUGGED else None


def must_end(known: Circumstances) -> Reason | None:
    """Why a session under way is to be ended, now that its card or person has used up what there was; None: it is not.

    Only what is counted ends it: hours, days and the number of sessions are for starts.
    """
    allowance, budget = (None if known.card is None else known.card.allowance), known.budget
    if allowance is not None and allowance.energy_wh is not None and known.used.energy_wh >= allowance.energy_wh:
        return Reason.ENERGY_USED_UP
    if allowance is not None and _spent(allowance.money, known.used.money):
        return Reason.MONEY_USED_UP
    if budget is not None and budget.at_the_end is AtTheEnd.STOP and _reached(budget, known.used_of_budget):
        return Reason.BUDGET_USED_UP
    return None


def must_warn(budget: Budget, used: Used) -> bool:
    """Whether so much of a month's budget is used that its person is to hear of it."""
    if budget.energy_wh is not None and used.energy_wh * 100 >= budget.energy_wh * budget.warn_percent:
        return True
    return budget.money is not None and _spent(budget.money * budget.warn_percent / 100, used.money)


def _stranger(question: Question, policy: Policy, closes_at: datetime | None) -> Decision:
    if policy.openness is Openness.EVERYONE:
        return Decision(Verdict.ACCEPTED, Reason.OPEN_TO_ALL, holds_until=closes_at)
    if policy.openness is Openness.PLUGGED:
        return Decision(Verdict.ACCEPTED, Reason.PLUGGED_IN, person_id=person_of(policy), holds_until=closes_at)
    if question.once:
        return Decision(Verdict.ACCEPTED, Reason.ALLOWED_ONCE, holds_until=question.at)
    if question.number is None:  # nobody can be refused who showed nothing: the charger waits for a card by itself
        return Decision(Verdict.ACCEPTED, Reason.OPEN_TO_ALL)
    reason = Reason.ASKED if policy.openness is Openness.ASK and question.waits else Reason.UNKNOWN
    return Decision(Verdict.UNKNOWN, reason, holds_until=question.at)


def _own_refusal(card: Card, question: Question, known: Circumstances) -> Decision | None:
    """What the card itself says against a start."""
    if card.blocked:
        return Decision(Verdict.BLOCKED, Reason.BLOCKED, card)
    if card.expires_at is not None and card.expires_at <= question.at:
        return Decision(Verdict.EXPIRED, Reason.EXPIRED, card)
    if card.master:
        return Decision(Verdict.BLOCKED, Reason.MASTER_STARTS_NONE, card, group=MASTER_GROUP)
    if card.chargers and question.charger_id.casefold() not in map(str.casefold, card.chargers):
        return Decision(Verdict.NOT_HERE, Reason.OTHER_CHARGERS, card, group=card.group)
    if card.hours and not within(card.hours, question.local):
        return Decision(Verdict.NOT_NOW, Reason.OUTSIDE_ITS_HOURS, card, group=card.group, holds_until=question.at)
    if card.alone and known.charging:
        return Decision(Verdict.BUSY, Reason.ALREADY_CHARGING, card, group=card.group, holds_until=question.at)
    return None


def _used_up(card: Card, question: Question, known: Circumstances) -> Decision | None:
    reason = _allowance_used_up(card.allowance, known.used, question.at)
    binding = known.budget is not None and known.budget.at_the_end is not AtTheEnd.WARN
    if reason is None and known.budget is not None and binding and _reached(known.budget, known.used_of_budget):
        reason = Reason.BUDGET_USED_UP
    if reason is None:
        return None
    return Decision(Verdict.NO_CREDIT, reason, card, card.person_id, card.group, question.at)


def _allowance_used_up(allowance: Allowance | None, used: Used, at: datetime) -> Reason | None:
    if allowance is None:
        return None
    if allowance.energy_wh is not None and used.energy_wh >= allowance.energy_wh:
        return Reason.ENERGY_USED_UP
    if allowance.sessions is not None and used.sessions >= allowance.sessions:
        return Reason.SESSIONS_USED_UP
    if _spent(allowance.money, used.money):
        return Reason.MONEY_USED_UP
    end = days_end(allowance, used)
    return Reason.DAYS_USED_UP if end is not None and end <= at else None


def _reached(budget: Budget, used: Used) -> bool:
    if budget.energy_wh is not None and used.energy_wh >= budget.energy_wh:
        return True
    return _spent(budget.money, used.money)


def _spent(limit: Decimal | None, used: Decimal | None) -> bool:
    return limit is not None and used is not None and used >= limit


def counted(card: Card, budget: Budget | None) -> bool:
    """Whether a start may be the last: then a charger must not answer by itself for long."""
    return card.allowance is not None or (budget is not None and budget.at_the_end is not AtTheEnd.WARN)


def days_end(allowance: Allowance | None, used: Used) -> datetime | None:
    """When an allowance of days is over; None before its first session, and without one."""
    if allowance is None or allowance.days is None or used.first_at is None:
        return None
    return used.first_at + allowance.days * _DAY


def within(hours: Sequence[Hours], local: datetime) -> bool:
    return any(_span_of(each, local) is not None for each in hours)


def ends_at(hours: Sequence[Hours], question: Question) -> datetime | None:
    """When the span that runs now is over, in UTC; None without hours."""
    ends = [span for each in hours if (span := _span_of(each, question.local)) is not None]
    if not ends:
        return None
    # The wall clock's difference: on the night of a clock change an hour early or late, never a day.
    return question.at + (max(ends) - question.local.replace(tzinfo=None))


def _span_of(hours: Hours, local: datetime) -> datetime | None:
    """The end, by the wall clock, of the span of these hours that holds this instant; None outside of them."""
    now = local.replace(tzinfo=None)
    for day in (now.date() - _DAY, now.date()):
        if day.weekday() not in hours.days:
            continue
        since = datetime.combine(day, hours.since)
        until = datetime.combine(day, hours.until)
        if until <= since:
            until += _DAY
        if since <= now < until:
            return until
    return None


def _earliest(*instants: datetime | None) -> datetime | None:
    return min((each for each in instants if each is not None), default=None)
