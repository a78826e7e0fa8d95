"""The open line to one charger's display: what it can show, the price text and the tariff it has, and figures told."""

from __future__ import annotations

import asyncio
import logging
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from app.core.changes import Changes, DisplayChanged
from app.core.commands import (
    UNHURRIED,
    BadAnswer,
    ClearTariffs,
    Command,
    CommandFailed,
    DisplayRead,
    NoAnswer,
    NotSupported,
    Offline,
    ReadDisplay,
    Refused,
    SetPriceText,
    SetTariff,
    TellCost,
    TellPrice,
)
from app.core.displays.display import Display, DisplaySettings, Showing, ShownCost, TariffState
from app.core.displays.words import price_sentence
from app.core.interfaces import Link, Now
from app.core.prices.books import Book, minor_unit
from app.core.prices.money import rounded
from app.core.prices.tariff import CannotBeSaid, Tariff, Unsayable, tariff_of
from app.core.pricing import Pricing
from app.core.values import replace

log = logging.getLogger(__name__)

_MOST_SAID = 2000
_TELLS = (Showing.YES, Showing.UNTOLD)


class ToShow:
    """What is to be shown, everywhere."""

    def __init__(self, prices: Pricing, now: Now) -> None:
        self.shown = ShownCost.CHARGED
        self.language = ""
        self._prices = prices
        self._now = now
        self._said: dict[tuple[str, date], Tariff | Unsayable] = {}  # by charger and day, of `_of`
        self._of: Book | None = None

    @property
    def book(self) -> Book | None:
        """One without prices is none."""
        side = self.shown.side
        book = None if side is None else self._prices.books.get(side)
        return book if book is not None and book.versions else None

    def tariff(self, charger_id: str, at: datetime | None = None) -> Tariff:
        """As it stands there, or stood then. Raises CannotBeSaid."""
        book = self.book
        if book is None:
            return tariff_of(None, "", charger_id)
        if book is not self._of or len(self._said) > _MOST_SAID:
            self._of, self._said = book, {}
        day = (at or self._now()).astimezone(ZoneInfo(book.zone)).date()
        said = self._said.get((charger_id, day))
        if said is None:  # asked for with every figure, so it is not worked out each time
            try:
                said = tariff_of(book.on(day), book.currency, charger_id)
            except CannotBeSaid as cannot:
                said = cannot.why
            self._said[charger_id, day] = said
        if isinstance(said, Unsayable):
            raise CannotBeSaid(said)
        return said

    def words(self, charger_id: str) -> str:
        """The price in a sentence; empty where it cannot be said."""
        try:
            return price_sentence(self.tariff(charger_id), self.language)
        except CannotBeSaid:
            return ""


class Line:
    """What was learned on the open line to one charger, and is forgotten with it."""

    def __init__(self, charger_id: str, link: Link) -> None:
        self.charger_id = charger_id
        self.link = link
        self.showing: Showing | None = None  # None: not asked
        self.settings = DisplaySettings()
        self.refused: set[type[Command]] = set()  # what it cannot take
        self.due = True  # a visit is
        self.told: dict[int, Decimal] = {}  # by session
        self.waiting: dict[int | str, TellCost | TellPrice] = {}  # by session, or card: the newest of each
        self.out: tuple[int | str, asyncio.Future[object]] | None = None  # what is being told
        self.words: str | None = None  # the price text as we had it shown
        self.tariff: Tariff | None = None  # that it was given on this line
        self.clean = False  # it has no tariff of ours
        self.worker: asyncio.Task[None] | None = None

    def takes(self, command: type[Command]) -> bool:
        """Also of one that was not asked yet: by the time that it was, the newest figure waits."""
        can = command not in self.refused and self.link.supports(command)
        return can and (self.showing is None or self.showing in _TELLS)

    def drop(self, key: int | str) -> None:
        """What is not on the wire yet is not told any more."""
        self.waiting.pop(key, None)
        if self.out is not None and self.out[0] == key:
            self.out[1].cancel()

    def in_its_decimals(self, cost: Decimal, currency: str) -> Decimal:
        decimals = self.settings.decimals
        if decimals is None:
            return cost
        return rounded(Fraction(cost), max(minor_unit(currency), Decimal(1).scaleb(-decimals)))


class Visits:
    """Every charger's Display, and how it comes to be true."""

    def __init__(self, changes: Changes, to_show: ToShow, now: Now) -> None:
        self._changes = changes
        self._to_show = to_show
        self._now = now
        self.displays: dict[str, Display] = {}

    async def visit(self, line: Line) -> None:
        """Bring what it knows of prices up to date, asking no more than is needed. Raises Offline."""
        book = self._to_show.book
        if book is None:
            line.waiting.clear()
            await self._withdraw(line)
            return
        if line.showing is None and ReadDisplay not in line.refused:
            await self._ask(line)
        if line.showing not in (None, Showing.CANNOT):
            line.showing = _showing(line.settings, book)
        if line.showing not in _TELLS:
            line.waiting.clear()
        self._show(line)
        if line.showing in _TELLS:
            await self._put_words(line)
            await self._put_tariff(line)

    async def say(self, line: Line, key: int | str) -> None:
        """One figure or price. Raises Offline."""
        command = line.waiting.pop(key)
        if not line.takes(type(command)):
            return
        sending: asyncio.Future[object] = asyncio.ensure_future(line.link.send(command))
        line.out = key, sending
        try:
            await asyncio.wait({sending})
        finally:
            line.out = None
            sending.cancel()
        if sending.cancelled():
            return  # a newer figure has taken its place
        failure = sending.exception()
        if isinstance(failure, CommandFailed):
            self._note(line, command, failure)
        elif failure is not None:
            raise failure
        elif isinstance(command, TellCost):
            self.was_told(line, int(key), command.cost, final=bool(command.words))

    def was_told(self, line: Line, session_id: int, cost: Decimal, *, final: bool) -> None:
        line.told[session_id] = cost
        if final:
            del line.told[session_id]
        self._show(line, told=cost)

    async def _ask(self, line: Line) -> None:
        try:
            result = await line.link.send(ReadDisplay())
            line.settings = result.settings if isinstance(result, DisplayRead) else DisplaySettings()
            line.showing = Showing.UNTOLD
        except (Offline, NoAnswer) as failure:
            self._note(line, ReadDisplay(), failure)
            line.refused |= UNHURRIED  # one that does not even answer is left in peace
            return
        except CommandFailed as failure:
            log.info("%s shows no costs: %s", line.charger_id, type(failure).__name__)
            line.showing = Showing.CANNOT
        self._show(line, at=self._now())

    async def _withdraw(self, line: Line) -> None:
        """Nothing is to be shown any more."""
        if line.words:
            await self._ordered(line, SetPriceText(""))
            line.words = ""
        await self._withdraw_tariff(line)
        self._show(line, tariff=TariffState.NONE, why=None, detail="")

    async def _put_words(self, line: Line) -> None:
        """Only where it has a place for them, and others stand there."""
        words = self._to_show.words(line.charger_id)
        known = line.settings.price_text if line.words is None else line.words
        if known is None or SetPriceText in line.refused:
            return
        if known != words and (words or line.words):
            await self._ordered(line, SetPriceText(words))
        line.words = words

    async def _put_tariff(self, line: Line) -> None:
        if not line.link.supports(SetTariff) or line.settings.takes_tariffs is False:
            return
        try:
            tariff = self._to_show.tariff(line.charger_id)
        except CannotBeSaid as cannot:
            await self._withdraw_tariff(line)  # an older one would be reckoned with on and on
            self._show(line, tariff=TariffState.UNSAYABLE, why=cannot.why, detail="")
            return
        if tariff == line.tariff or SetTariff in line.refused:
            return
        words = self._to_show.words(line.charger_id)
        line.clean = False
        failure = await self._ordered(line, SetTariff(tariff, words, self._to_show.language))
        line.tariff = tariff  # one that was refused is not offered again before there is another
        if failure is None:
            self._show(line, tariff=TariffState.HELD, why=None, detail="")
        elif isinstance(failure, NotSupported):
            self._show(line, tariff=TariffState.CANNOT, why=None, detail="")
        else:
            await self._withdraw_tariff(line)
            line.tariff = tariff
            self._show(line, tariff=TariffState.REFUSED, why=None, detail=_word(failure))

    async def _withdraw_tariff(self, line: Line) -> None:
        if not line.clean and ClearTariffs not in line.refused and line.link.supports(ClearTariffs):
            line.clean = await self._ordered(line, ClearTariffs()) is None
        line.tariff = None

    async def _ordered(self, line: Line, command: Command) -> CommandFailed | None:
        """Ask it; why it would not, None where it did. Raises Offline."""
        try:
            await line.link.send(command)
        except CommandFailed as failure:
            self._note(line, command, failure)
            return failure
        return None

    def _note(self, line: Line, command: Command, failure: CommandFailed) -> None:
        if isinstance(failure, Offline):
            raise failure
        log.info("%s did not take %s: %s", line.charger_id, type(command).__name__, type(failure).__name__)
        if isinstance(failure, NotSupported | NoAnswer):
            line.refused.add(type(command))
        if isinstance(failure, NotSupported) and isinstance(command, TellCost):
            line.showing = Showing.CANNOT
            self._show(line)

    def _show(self, line: Line, **changed: object) -> None:
        before = self.displays.get(line.charger_id)
        known = {"showing": line.showing or Showing.NOT_ASKED, "settings": line.settings}
        after = replace(before or Display(line.charger_id), **known, **changed)
        if after != before:
            self.displays[line.charger_id] = after
            self._changes.publish(DisplayChanged(after))


def _showing(settings: DisplaySettings, book: Book) -> Showing:
    if settings.shows is False:
        return Showing.OFF
    if settings.currency and settings.currency != book.currency:
        return Showing.OTHER_CURRENCY
    return Showing.YES if settings.shows else Showing.UNTOLD


def _word(failure: CommandFailed) -> str:
    """The charger's own, where it gave one."""
    match failure:
        case Refused(status, detail):
            return f"{status} ({detail})" if status and detail else status or detail
        case BadAnswer(detail):
            return detail
    return ""
