"""The sentences of Cards & people: when a card was used, what is left of it, what a budget does, who a stranger is."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from app.core.card_numbers import masked
from app.core.cards import AtTheEnd, Budget, Card, PersonUse, Stranger, Used
from app.core.prices.books import Book, Side
from app.gui.access_words import near_day, verdict_words
from app.gui.card_names import CardNames
from app.gui.figures import energy, kilowatt_hours, local, moment, number
from app.gui.kind_words import kind_words
from app.gui.prices.words import amount_words, money

translate = QCoreApplication.translate


def when(at: datetime, now: datetime) -> str:
    """ "today 17:20", else as `moment`."""
    words = moment(at, now)
    if local(at).date() == local(now).date():
        return translate("Cards", "today %1").replace("%1", words)
    return words


def used_words(at: datetime | None, now: datetime) -> str:
    if at is None:
        return translate("Cards", "never used")
    return translate("Cards", "used %1").replace("%1", when(at, now))


def charged_words(sessions: int, energy_wh: int) -> str:
    """ "12 sessions · 143 kWh"; empty where it never charged."""
    return f"{sessions_words(sessions)} · {energy(energy_wh)}" if sessions else ""


def left_words(card: Card, used: Used, now: datetime, book: Book | None = None) -> str:
    """ "9.4 of 15.0 kWh left · 2 of 3 sessions left"; empty where it has no bounds. `book`: whose costs count."""
    allowance = card.allowance
    if allowance is None:
        return ""
    parts = []
    if allowance.energy_wh is not None:
        words = translate("Cards", "%1 of %2 left")
        left = kilowatt_hours(max(0, allowance.energy_wh - used.energy_wh))
        parts.append(words.replace("%1", left).replace("%2", energy(allowance.energy_wh)))
    if allowance.money is not None and (used.money is None or book is None):
        parts.append(limit_without_prices(allowance.money))
    elif allowance.money is not None and used.money is not None and book is not None:
        words = translate("Cards", "%1 of %2 left")
        left = amount_words(max(Decimal(0), allowance.money - used.money))
        parts.append(words.replace("%1", left).replace("%2", money(allowance.money, book.currency)))
    if allowance.sessions is not None:
        words = translate("Cards", "%1 of %2 sessions left")
        left = number(max(0, allowance.sessions - used.sessions))
        parts.append(words.replace("%1", left).replace("%2", number(allowance.sessions)))
    if allowance.days is not None:
        if used.first_at is None:
            words = translate("Cards", "%1 days from its first use")
            parts.append(words.replace("%1", number(allowance.days)))
        else:
            gone = max(0, (now - used.first_at).days)
            words = translate("Cards", "%1 of %2 days left")
            left = number(max(0, allowance.days - gone))
            parts.append(words.replace("%1", left).replace("%2", number(allowance.days)))
    return " · ".join(filter(None, (*parts, unpriced_words(used))))


def used_of_words(budget: Budget, used: Used, book: Book | None) -> list[str]:
    """ "139 kWh of 150 kWh" and "180.00 kr of 200.00 kr", of what is bounded."""
    shape, parts = translate("Cards", "%1 of %2"), []
    if budget.energy_wh is not None:
        parts.append(shape.replace("%1", energy(used.energy_wh)).replace("%2", energy(budget.energy_wh)))
    if budget.money is not None and used.money is not None and book is not None:
        taken, limit = money(used.money, book.currency), money(budget.money, book.currency)
        parts.append(shape.replace("%1", taken).replace("%2", limit))
    elif budget.money is not None:
        parts.append(limit_without_prices(budget.money))
    return parts


def limit_without_prices(limit: Decimal) -> str:
    return translate("Cards", "limit %1, no prices are set").replace("%1", amount_words(limit))


def unpriced_words(used: Used) -> str:
    """What a used amount of money lacks; empty: nothing."""
    if not used.unpriced:
        return ""
    if used.unpriced == 1:
        return translate("Cards", "1 session without a price is not counted")
    return translate("Cards", "%1 sessions without a price are not counted").replace("%1", number(used.unpriced))


def month_cost_words(use: PersonUse, book: Book | None) -> str:
    """ "62.48 kr"; "no price" where no session has one, empty where no prices are set at all."""
    if book is None:
        return ""
    if use.unpriced and use.unpriced == use.sessions:
        return translate("Cards", "no price")
    return money(use.money or Decimal(0), book.currency)


def cost_about_words(use: PersonUse, book: Book | None) -> str:
    """Whose cost it is, as prices/limits.py has it, and what it lacks."""
    if book is None:
        return ""
    words = translate("Cards", "What you pay for it, VAT included.")
    if book.side is Side.CHARGE:
        words = translate("Cards", "What you charge for it, VAT included.")
    lacks = unpriced_words(Used(unpriced=use.unpriced))
    return f"{words} {lacks}." if lacks else words


def sessions_words(count: int) -> str:
    return (
        translate("Cards", "1 session")
        if count == 1
        else translate("Cards", "%1 sessions").replace("%1", number(count))
    )


def month_sessions_words(use: PersonUse) -> str:
    """ "9 sessions"; "9 sessions, 2 without a price" where some have one."""
    words = sessions_words(use.sessions)
    if not 0 < use.unpriced < use.sessions:
        return words
    lacks = translate("Cards", "%1 without a price").replace("%1", number(use.unpriced))
    return f"{words}, {lacks}"


def month_words(use: PersonUse, book: Book | None) -> str:
    """ "This month 31.2 kWh, 62.48 kr, 9 sessions." and whose cost it is."""
    month = translate("Cards", "This month")
    parts = (f"{month} {energy(use.energy_wh)}", month_cost_words(use, book), sessions_words(use.sessions))
    return f"{', '.join(filter(None, parts))}. {cost_about_words(use, book)}".strip()


def budget_end_words(budget: Budget) -> str:
    """What follows: "warns at 90 %, then stops charging"."""
    end = {
        AtTheEnd.WARN: translate("Cards", "warns at %1 %"),
        AtTheEnd.STOP: translate("Cards", "warns at %1 %, stops charging at the end"),
        AtTheEnd.REFUSE: translate("Cards", "warns at %1 %, refuses the next start at the end"),
    }[budget.at_the_end]
    return end.replace("%1", number(budget.warn_percent))


def held_words(stranger: Stranger, charger: str, now: datetime) -> str:
    """ "held twice, last to Garage today 18:31 · refused"."""
    kind = kind_words(stranger.kind)
    words = {1: kind.once, 2: kind.twice}.get(stranger.times, kind.often.replace("%4", number(stranger.times)))
    parts = (charger, when(stranger.last_at, now), verdict_words(stranger.verdict))
    for place, part in enumerate(parts, start=1):
        words = words.replace(f"%{place}", part)
    return words


def alike_words(card: Card, names: CardNames) -> str:
    """ "may be Blue tag (Anna)": why, the dialog tells."""
    return translate("Cards", "may be %1").replace("%1", names.card_words(card))


def card_title(card: Card) -> str:
    """Its name, or its number masked."""
    return card.name or masked(card.uid)


def since_words(at: datetime, now: datetime) -> str:
    return translate("Cards", "Counted since %1").replace("%1", near_day(at, now))
