"""Whether a charger shows its driver what charging costs, and whether it knows the prices, each in a sentence."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.core.displays.display import Display, Showing, ShownCost, TariffState
from app.core.prices.tariff import Unsayable
from app.gui.widgets.labels import Tone

translate = QCoreApplication.translate


def display_words(display: Display | None, shown: ShownCost, *, prices: bool) -> tuple[str, Tone]:
    """`prices`: there are some of the kind that is shown."""
    if shown is ShownCost.NOTHING:
        return translate("Display", "Shows the driver's cost: no, this is switched off in Settings."), "text"
    if not prices and shown is ShownCost.CHARGED:
        return translate("Display", "Shows the driver's cost: no, since you charge nothing."), "text"
    if not prices:
        return translate("Display", "Shows the driver's cost: no, there are no prices yet."), "text"
    match Showing.NOT_ASKED if display is None else display.showing:
        case Showing.NOT_ASKED:
            return translate("Display", "Shows the driver's cost: the charger was not asked yet."), "text"
        case Showing.YES:
            return translate("Display", "Shows the driver's cost: yes."), "text"
        case Showing.UNTOLD:
            return translate("Display", "Shows the driver's cost: it is told, and does not say what it shows."), "text"
        case Showing.OFF:
            return translate("Display", "Shows the driver's cost: it could, but is set not to."), "wait"
        case Showing.OTHER_CURRENCY:
            words = translate("Display", "Shows the driver's cost: no, it counts in %1 and your prices do not.")
            return words.replace("%1", "" if display is None else display.settings.currency), "wait"
        case _:
            return translate("Display", "Shows the driver's cost: this charger cannot."), "text"


def tariff_words(display: Display | None) -> tuple[str, Tone]:
    """Empty where there is nothing to say."""
    if display is None:
        return "", "muted"
    match display.tariff:
        case TariffState.NONE:
            return "", "muted"
        case TariffState.HELD:
            return translate("Display", "It knows your prices, and shows them also when this computer is off."), "muted"
        case TariffState.UNSAYABLE:
            words = translate("Display", "It cannot be told your prices: %1")
            return words.replace("%1", _why(display.why)), "muted"
        case TariffState.REFUSED:
            words = translate("Display", "It did not take your prices: %1.")
            return words.replace("%1", _refusal(display.detail)), "wait"
        case TariffState.CANNOT:
            return translate("Display", "It cannot keep prices."), "muted"


def can_be_set(display: Display | None) -> bool:
    """Whether a word from us may help."""
    return display is not None and display.showing in (Showing.OFF, Showing.OTHER_CURRENCY)


def _refusal(word: str) -> str:
    match word.partition(" ")[0]:
        case "TooManyElements":
            return translate("Display", "there are more of them than it can keep")
        case "ConditionNotSupported":
            return translate("Display", "it cannot tell times, days or amounts apart as they do")
    return word or translate("Display", "no reason given")


def _why(why: Unsayable | None) -> str:
    match why:
        case Unsayable.SERIES:
            return translate("Display", "they follow a price series, which no charger can reckon with.")
        case Unsayable.BY_USE:
            return translate("Display", "they depend on how much was charged before.")
        case Unsayable.BY_MONTH:
            return translate("Display", "a fee of the day or the month is no session's.")
        case Unsayable.PEAKS:
            return translate("Display", "a power charge is the whole month's.")
        case Unsayable.FOR_SOME:
            return translate("Display", "they are others for some cards or groups.")
        case Unsayable.HOLIDAYS:
            return translate("Display", "chargers know no holidays.")
        case Unsayable.SEASONS:
            return translate("Display", "they are others in some months of every year.")
        case Unsayable.METER_CLOCK:
            return translate("Display", "their clock ignores summer time.")
        case Unsayable.BOUNDS:
            return translate("Display", "a part of them has a least or a most.")
        case Unsayable.STEPS:
            return translate("Display", "they are rounded up in steps.")
        case Unsayable.VAT:
            return translate("Display", "their parts have different VAT.")
        case Unsayable.NO_PRICES:
            return translate("Display", "there are none in force today.")
    return translate("Display", "their conditions are more than a charger can be told.")
