"""What can be asked of prices through the control socket, as verbs.py has it of chargers."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from app.core.commands import NotPossible, WhyNot
from app.core.prices.books import Side
from app.core.prices.document import DocumentWrong, book_of, never_reached
from app.core.prices.kept import PriceImport, SeriesInfo
from app.core.prices.series import PricePoint
from app.core.prices.simple import SimplePrice
from app.core.site import Site

Json = Any


async def set_price(site: Site, given: dict[str, Json]) -> Json:
    """A flat price, day and night, or spot, from a day on."""
    price = SimplePrice.from_words(given)
    side = Side(given["book"])
    standing = site.prices.books.get(side)
    if standing is not None and standing.versions:
        # Both are of the whole book: a price in another would be taken for one in the book's own.
        for asked, known in ((given["currency"], standing.currency), (given["zone"], standing.zone)):
            if asked not in (None, known):
                why = f"The book “{side.value}” is in {known}: export it, change that there and load it again."
                raise NotPossible(WhyNot.BAD_VALUE, why)
    currency, zone = given["currency"] or "SEK", given["zone"] or given["own_zone"]
    await site.prices.put_version(side, price.version(), currency=currency, zone=zone)


async def load(site: Site, given: dict[str, Json]) -> Json:
    try:
        book = book_of(given["document"])
    except DocumentWrong as wrong:
        raise NotPossible(WhyNot.BAD_VALUE, str(wrong)) from None
    await site.prices.put_book(book)
    return {"book": book.side.value, "versions": len(book.versions), "never_reached": never_reached(book)}


async def take_in(site: Site, given: dict[str, Json]) -> Json:
    """`points`: (start, end, value) in seconds since 1970 UTC, in order of time."""
    points = [PricePoint(_at(start), _at(end), Decimal(value)) for start, end, value in given["points"]]
    info = SeriesInfo(given["series"], given["area"], given["currency"], given["resolution_s"])
    came = PriceImport(
        info.id, given["name"], given["sha256"], len(points), points[0].start, points[-1].end, datetime.now(UTC)
    )
    return {"prices": len(points), "sessions": await site.prices.put_prices(info, points, came)}


async def reckon(site: Site, given: dict[str, Json]) -> Json:
    since, until = (None if at is None else datetime.fromisoformat(at) for at in (given["since"], given["until"]))
    return await site.prices.reckon(since, until)


def _at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
