"""A folder that price files are put into: what was taken from it last, and what waits there for a person."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from app.core.prices.series_file import WhyPrices
from app.core.prices.survey import Survey
from app.core.values import Value


class FolderState(Enum):
    OFF = "off"  # none is watched
    WATCHING = "watching"
    GONE = "gone"  # it is not there, or cannot be looked into; looked for again and again


class WhyFile(Enum):
    """Why a file was not taken in by itself, beside what can be wrong with its content."""

    DOUBTFUL = "doubtful"  # gaps, days of an odd length, or unusual prices
    NO_SERIES = "no_series"  # which series it belongs to is not said
    WITH_TAX = "with_tax"  # its prices have tax and VAT in them
    CURRENCY = "currency"  # another than that of its series or of a book that follows it
    LINK = "link"  # no links are followed
    NO_FILE = "no_file"  # a folder, a pipe, a device
    UNREADABLE = "unreadable"


# A person can answer these where the file is imported by hand; the others are no files of prices.
_ASKS = frozenset(
    (
        WhyFile.DOUBTFUL,
        WhyFile.NO_SERIES,
        WhyFile.WITH_TAX,
        WhyPrices.COLUMNS,
        WhyPrices.AREA,
        WhyPrices.UNIT,
        WhyPrices.ZONE,
    )
)


class WaitingFile(Value, frozen=True):
    """A file that was left where it is."""

    name: str
    path: str
    why: WhyFile | WhyPrices
    line: int = 0
    detail: str = ""
    survey: Survey | None = None  # where it is doubtful

    @property
    def asks(self) -> bool:
        """Whether it wants an answer, and is then taken in."""
        return self.why in _ASKS


class TakenFile(Value, frozen=True):
    name: str
    series_id: str
    prices: int
    at: datetime


class WatchedFolder(Value, frozen=True):
    folder: str = ""
    state: FolderState = FolderState.OFF
    taken: TakenFile | None = None  # the last one
    waiting: tuple[WaitingFile, ...] = ()  # by name
    detail: str = ""  # why it cannot be looked into


NOT_WATCHED = WatchedFolder()
