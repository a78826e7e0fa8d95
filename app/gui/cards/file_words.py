"""What is wrong in a file of cards, in one sentence with its line, and what came of files, counted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from app.core.cards import COLOURS
from app.core.cards_file import BadLine, CardColumn, CardsFileDone, WhyLine
from app.gui.figures import number

translate = QCoreApplication.translate

# The file's own words, which are the same in every language.
_COLUMNS = ", ".join(column.value for column in CardColumn)
_COLOURS = ", ".join(COLOURS)

_MOST_WARNINGS = 5

# %1: what stands in the cell.
_WHY: dict[WhyLine, Callable[[], str]] = {
    WhyLine.NOT_A_TABLE: lambda: translate(
        "CardsFile", "The file is no table with a first line that names its columns."
    ),
    WhyLine.NO_SUCH_COLUMN: lambda: translate("CardsFile", "There is no column “%1”. The columns are: %2.").replace(
        "%2", _COLUMNS
    ),
    WhyLine.NUMBER_COLUMN_MISSING: lambda: translate("CardsFile", "No column is called “number” or “person”."),
    WhyLine.COLUMN_TWICE: lambda: translate("CardsFile", "The column “%1” stands there twice."),
    WhyLine.NOT_UTF8: lambda: translate("CardsFile", "Its letters cannot be read. Save the file as CSV in UTF-8."),
    WhyLine.TOO_LARGE: lambda: translate("CardsFile", "The file is larger than any list of cards."),
    WhyLine.CELLS: lambda: translate("CardsFile", "There are more cells than the first line has names."),
    WhyLine.NO_NUMBER: lambda: translate("CardsFile", "There is neither a card's number nor a person."),
    WhyLine.NUMBER: lambda: translate("CardsFile", "“%1” is no card's number."),
    WhyLine.NUMBER_TWICE: lambda: translate("CardsFile", "The number %1 stands in the file twice."),
    WhyLine.NUMBER_TAKEN: lambda: translate("CardsFile", "The number %1 is another card's."),
    WhyLine.STATE: lambda: translate("CardsFile", "“%1” is neither allowed nor blocked."),
    WhyLine.DATE: lambda: translate("CardsFile", "“%1” is not a date, for example 2026-10-01."),
    WhyLine.HOURS: lambda: translate("CardsFile", "“%1” are no hours, for example mon-fri 08:00-17:00."),
    WhyLine.COLOUR: lambda: translate("CardsFile", "“%1” is none of the colours %2.").replace("%2", _COLOURS),
    WhyLine.YES_OR_NO: lambda: translate("CardsFile", "“%1” is neither yes nor no."),
    WhyLine.AMOUNT: lambda: translate("CardsFile", "“%1” is no amount."),
    WhyLine.MONEY: lambda: translate("CardsFile", "“%1” is no limit in money, for example 200 or 199.50."),
    WhyLine.THEN: lambda: translate("CardsFile", "“%1” is none of warn, stop, refuse."),
    WhyLine.TEXT_TOO_LONG: lambda: translate("CardsFile", "“%1” is too long."),
}


def bad_line_words(failure: BaseException) -> str:
    """ "Line 3: “maybe” is neither yes nor no."."""
    if not isinstance(failure, BadLine):
        return ""
    words = _WHY[failure.why]().replace("%1", failure.detail)
    if not failure.line:
        return words
    return translate("CardsFile", "Line %1: %2").replace("%1", number(failure.line)).replace("%2", words)


def no_such_charger_words(done: CardsFileDone) -> str:
    """The first lines that name a charger which is not known, how many more do, and what follows; empty: none does."""
    unknown = done.no_such_chargers
    lines = [
        translate("CardsFile", "Line %1: no charger “%2” is known yet.")
        .replace("%1", number(each.line))
        .replace("%2", each.charger_id)
        for each in unknown[:_MOST_WARNINGS]
    ]
    if len(unknown) > _MOST_WARNINGS:
        more = translate("CardsFile", "And %1 more such lines.")
        lines.append(more.replace("%1", number(len(unknown) - _MOST_WARNINGS)))
    if unknown:
        lines.append(translate("CardsFile", "The cards can charge there once it is."))
    return "\n".join(lines)


def counted_words(done: CardsFileDone) -> str:
    """ "12 cards and 5 people"; whoever is not there is not named."""
    cards = translate("CardsFile", "1 card") if done.cards == 1 else translate("CardsFile", "%1 cards")
    people = translate("CardsFile", "1 person") if done.people == 1 else translate("CardsFile", "%1 people")
    cards, people = cards.replace("%1", number(done.cards)), people.replace("%1", number(done.people))
    if not done.people:
        return cards
    return translate("CardsFile", "%1 and %2").replace("%1", cards).replace("%2", people) if done.cards else people
