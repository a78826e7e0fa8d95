"""What is wrong with prices, or doubtful in a file of them, as English sentences for standard error."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from app.core.displays.display import Showing, TariffState
from app.core.prices.folder import FolderState, WaitingFile, WatchedFolder, WhyFile
from app.core.prices.keeping import PricingRefused, WhyPricing
from app.core.prices.series_file import BadPrices, WhyPrices
from app.core.prices.survey import Survey

_WHY_PRICES = {
    WhyPrices.EMPTY: "The file is empty.",
    WhyPrices.TOO_LARGE: "The file is larger than ten years of prices; take a shorter time.",
    WhyPrices.NOT_TEXT: "The file is no text.",
    WhyPrices.NOT_RECOGNISED: "This is none of the files of prices that are known.",
    WhyPrices.NO_PRICES: "There are no prices in the file.",
    WhyPrices.COLUMNS: "Which columns are time and price cannot be told ({detail}); say --time-column and "
    "--price-column.",
    WhyPrices.AREA: "The file has several areas ({detail}); say which with --area.",
    WhyPrices.UNIT: "The file does not say what its prices are in; say --unit, for example öre/kWh or EUR/MWh.",
    WhyPrices.CURRENCIES: "The file mixes currencies: {detail}.",
    WhyPrices.TIME: "“{detail}” is not a time.",
    WhyPrices.ZONE: "The times are without an offset, or of no zone that is known ({detail}); say --zone, for example "
    "Europe/Stockholm.",
    WhyPrices.NEVER_WAS: "{detail} never was: the clock went past it.",
    WhyPrices.SAID_ONCE: "{detail} was there twice that night and stands in the file once; which of the two is meant "
    "cannot be told.",
    WhyPrices.PRICE: "“{detail}” is not a price.",
    WhyPrices.IMPOSSIBLE: "{detail} a kWh is no price that ever was; is the unit right?",
    WhyPrices.OVERLAP: "There are two prices for {detail}.",
}

_WHY_PRICING = {
    WhyPricing.VERSION_USED: "The prices from {detail} have priced sessions already and stay as they are; give the new "
    "ones a later first day.",
    WhyPricing.NO_CURRENCY: "“{detail}” is no currency; write its three capital letters, as in SEK.",
    WhyPricing.DAY_TAKEN: "There are other prices from {detail} already; choose another first day.",
    WhyPricing.WRONG_CURRENCY: "The currencies differ ({detail}).",
    WhyPricing.UNKNOWN_SERIES: "No price series is called {detail}.",
    WhyPricing.UNKNOWN_ZONE: "“{detail}” is no time zone, for example Europe/Stockholm.",
    WhyPricing.NO_BOOK: "There are no prices yet.",
    WhyPricing.NOTHING_TO_KEEP: "There is no price in it.",
    WhyPricing.SERIES_IN_USE: "A price book follows {detail}.",
}
_MOST_NAMED = 3


_WHY_FILE = {
    WhyFile.NO_SERIES: "Which series its prices belong to is not said.",
    WhyFile.WITH_TAX: "Its prices have tax and VAT in them.",
    WhyFile.CURRENCY: "The currencies differ ({detail}).",
    WhyFile.LINK: "It is a link, and links are not followed.",
    WhyFile.NO_FILE: "It is no file.",
    WhyFile.UNREADABLE: "It cannot be read: {detail}.",
}


def folder_sentences(before: WatchedFolder, after: WatchedFolder, since: datetime) -> list[str]:
    """What is new of the folder since this run began, each once."""
    said = []
    if after.state is not before.state or after.folder != before.folder:
        if after.state is FolderState.WATCHING:
            said.append(f"Price files in {after.folder} are taken in.")
        elif after.state is FolderState.GONE:
            said.append(f"{after.folder} cannot be looked into: {after.detail}. It is looked for again and again.")
    if after.taken is not None and after.taken != before.taken and after.taken.at >= since:
        said.append(f"{after.taken.name}: {after.taken.prices} prices of {after.taken.series_id} are taken in.")
    known = set(before.waiting)
    asking = [each for each in after.waiting if each.asks and each not in known]
    others = [each for each in after.waiting if not each.asks and each not in known]
    said += [f"{each.name}: {_waits(each)}" for each in (*asking, *others[:_MOST_NAMED])]
    if len(others) > _MOST_NAMED:
        said.append(f"{len(others) - _MOST_NAMED} more files there are none of prices and are left alone.")
    return said


def _waits(file: WaitingFile) -> str:
    if file.survey is not None:
        words = " ".join(survey_sentences(file.survey, str(file.survey.samples[0].start.tzinfo)))
    elif isinstance(file.why, WhyFile):
        words = _WHY_FILE[file.why].format(detail=file.detail)
    else:
        words = prices_sentence(BadPrices(file.why, file.line, file.detail))
    return f"{words} It waits until it is taken in with “price import”." if file.asks else f"{words} It is left alone."


def prices_sentence(wrong: BadPrices) -> str:
    words = _WHY_PRICES[wrong.why].format(detail=wrong.detail)
    return f"Line {wrong.line}: {words}" if wrong.line else words


def pricing_sentence(failure: PricingRefused) -> str:
    return _WHY_PRICING[failure.why].format(detail=failure.detail)


def survey_sentences(found: Survey, zone: str) -> list[str]:
    """What is doubtful in a file; nothing where nothing is."""
    local = ZoneInfo(zone)
    said = [
        f"{odd.day.isoformat()} has {odd.prices} prices instead of {odd.expected}."
        for odd in found.odd_days[:_MOST_NAMED]
    ]
    if len(found.odd_days) > _MOST_NAMED:
        said.append(f"So have {len(found.odd_days) - _MOST_NAMED} more days.")
    for start, end in found.gaps[:_MOST_NAMED]:
        said.append(
            f"Prices are missing from {start.astimezone(local):%Y-%m-%d %H:%M} to "
            f"{end.astimezone(local):%Y-%m-%d %H:%M}."
        )
    if len(found.gaps) > _MOST_NAMED:
        said.append(f"There are {len(found.gaps) - _MOST_NAMED} more gaps.")
    if found.unusual:
        point = found.unusual[0]
        more = f", and {len(found.unusual) - 1} more like it" if len(found.unusual) > 1 else ""
        when = f"{point.start.astimezone(local):%Y-%m-%d %H:%M}"
        said.append(f"{point.value:f} a kWh on {when} is unusual{more}; is the unit right?")
    return said


_SHOWING = {
    Showing.NOT_ASKED: "The charger was not asked yet whether it shows what charging costs",
    Showing.YES: "It shows what charging costs",
    Showing.UNTOLD: "It is told what charging costs, and does not say whether it shows it",
    Showing.OFF: "It could show what charging costs, and is set not to",
    Showing.OTHER_CURRENCY: "It counts in {currency}, and the prices here do not",
    Showing.CANNOT: "It cannot show what charging costs",
}
_TARIFFS = {
    TariffState.NONE: "",
    TariffState.HELD: "It knows the prices.",
    TariffState.UNSAYABLE: "The prices cannot be put in its terms ({why}).",
    TariffState.REFUSED: "It did not take the prices ({detail}).",
    TariffState.CANNOT: "It cannot keep prices.",
}


def display_sentence(row: Mapping[str, object]) -> str:
    """What a charger shows its driver; of a row of `display`."""
    showing = _SHOWING[Showing(str(row["showing"]))].format(currency=row["currency"])
    told = f", last {row['told']}" if row["told"] is not None else ""
    tariff = _TARIFFS[TariffState(str(row["prices"]))]
    said = tariff.format(why=str(row["why"]).replace("_", " "), detail=row["detail"] or "no reason given")
    return f"{showing}{told}. {said}".strip()
