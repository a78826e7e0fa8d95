"""What an editor makes of a book: one version changed, added or taken out, the rest as it stands at that moment."""

from __future__ import annotations

from datetime import date

from app.core.prices.books import Book, Side, Version
from app.core.prices.clock import next_month
from app.core.values import Value, replace


class DayTaken(Exception):
    """There are other prices from that day on already."""

    def __init__(self, version: Version) -> None:
        super().__init__(f"There are prices from {version.valid_from} already.")
        self.version = version


class Revision(Value, frozen=True):
    """A version as somebody wants it, with what is true of the whole book."""

    side: Side
    version: Version
    currency: str
    zone: str
    name: str = ""
    vat_inside: bool = True
    instead_of: date | None = None  # the first day of the version that it takes the place of; None: it is a new one


def revised(book: Book | None, revision: Revision) -> Book:
    """The book after it. Raises VersionUsed or DayTaken."""
    known = book or Book(revision.side, revision.currency, revision.zone)
    version = revision.version
    old = version_from(known, revision.instead_of)
    there = version_from(known, version.valid_from)
    if there is not None and there != old:
        raise DayTaken(there)
    if old is not None and old.valid_from != version.valid_from:
        known = known.without(old)
    # Alike but for what the store gives: then it is that one still, with its number and its time.
    if there is not None and replace(version, id=there.id, used=there.used, entered_at=there.entered_at) == there:
        version = there
    facts = {"name": revision.name, "currency": revision.currency, "zone": revision.zone}
    return replace(known.with_version(version), vat_inside=revision.vat_inside, **facts)


def version_from(book: Book | None, day: date | None) -> Version | None:
    """The version that begins on this very day."""
    return next((each for each in book.versions if each.valid_from == day), None) if book is not None else None


def next_first_day(book: Book | None, today: date) -> date:
    """When new prices might begin: the first of the next month after all that there are, and after today."""
    latest = max([today, *(each.valid_from for each in book.versions)] if book is not None else [today])
    return next_month(latest)
