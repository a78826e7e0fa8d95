"""What may become of the books that are kept: a version that priced sessions stays as it is, and currencies agree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from zoneinfo import ZoneInfo

from app.core.commands import CommandFailed
from app.core.prices.books import Book, is_currency
from app.core.prices.cost import Cost
from app.core.values import replace


class WhyPricing(Enum):
    VERSION_USED = "version_used"  # these prices priced sessions already
    NO_CURRENCY = "no_currency"  # what stands in its place is none
    DAY_TAKEN = "day_taken"  # others begin on that day
    WRONG_CURRENCY = "wrong_currency"  # of a series, or of a book that priced sessions already
    UNKNOWN_SERIES = "unknown_series"
    UNKNOWN_ZONE = "unknown_zone"
    NO_BOOK = "no_book"
    NOTHING_TO_KEEP = "nothing_to_keep"  # a book without prices, a file without points
    SERIES_IN_USE = "series_in_use"


@dataclass
class PricingRefused(CommandFailed):
    """What a user wanted of prices that makes no sense."""

    why: WhyPricing
    detail: str = ""


def kept(known: Book | None, book: Book, now: datetime) -> Book:
    """The book as it is kept in the place of the known one. Raises PricingRefused.

    Its versions are numbered, and every one that is used stands as it did.
    """
    if not is_currency(book.currency):
        raise PricingRefused(WhyPricing.NO_CURRENCY, book.currency)
    try:
        ZoneInfo(book.zone)
    except (KeyError, OSError, ValueError):
        raise PricingRefused(WhyPricing.UNKNOWN_ZONE, book.zone) from None
    used = [] if known is None else [each for each in known.versions if each.used]
    if known is not None and used and known.currency != book.currency:
        raise PricingRefused(WhyPricing.WRONG_CURRENCY, f"{book.currency}, {known.currency}")
    if known is not None and used and known.zone != book.zone:  # its days and hours would be others
        raise PricingRefused(WhyPricing.VERSION_USED, f"{used[0].valid_from}")
    for old in used:
        new = next((each for each in book.versions if each.valid_from == old.valid_from), None)
        if new is None or replace(new, id=old.id, used=True, entered_at=old.entered_at) != old:
            raise PricingRefused(WhyPricing.VERSION_USED, f"{old.valid_from}")
    standing = {each.valid_from: each for each in used}
    last = max((each.id for each in (known.versions if known is not None else ())), default=0)
    versions = []
    for each in book.versions:
        if each.valid_from in standing:
            versions.append(standing[each.valid_from])
        else:
            last += 1
            versions.append(replace(each, id=last, used=False, entered_at=each.entered_at or now))
    return replace(book, versions=tuple(versions))


def marked(book: Book, costs: Iterable[Cost]) -> Book | None:
    """The book with what these were priced by marked as used, if any was not: it is never changed any more."""
    ids = {each for came_to in costs for each in came_to.version_ids}
    versions = tuple(replace(each, used=each.used or each.id in ids) for each in book.versions)
    return None if versions == book.versions else replace(book, versions=versions)
