"""What a charger does with cards when this computer is off: its own list of them, and the settings that heed it."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from app.core.cards import Openness, Policy, Verdict
from app.core.values import Value


class Listed(Value, frozen=True):
    """One card in a charger's own list: accepted there, or refused there for this reason."""

    card: str
    verdict: Verdict = Verdict.ACCEPTED
    group: str = ""
    expires_at: datetime | None = None


class AwaySettings(Value, frozen=True):
    """The settings that decide; None: the charger does not tell, or has none such.

    In the order of 1.6 and 2.x: LocalAuthListEnabled / LocalAuthListCtrlr.Enabled, LocalPreAuthorize,
    LocalAuthorizeOffline, AllowOfflineTxForUnknownId / OfflineTxForUnknownIdEnabled, StopTransactionOnInvalidId /
    StopTxOnInvalidId.
    """

    keeps_list: bool | None = None  # it looks into its list at all
    asks_list_first: bool | None = None  # a listed card charges without asking this computer, also when it is on
    listed_when_off: bool | None = None
    strangers_when_off: bool | None = None
    stops_refused: bool | None = None  # a session that was begun offline ends when its card turns out to be refused
    most_cards: int | None = None  # how many its list holds
    most_at_once: int | None = None  # how many it takes in one message
    master_group: str | None = None  # the group whose cards end any session; None: it has no such thing


class WhenOff(Enum):
    """Who can charge at a charger while this computer is off, as far as its settings tell."""

    EVERYONE = "everyone"
    KNOWN = "known"  # the cards in its list
    NOBODY = "nobody"
    UNKNOWN = "unknown"  # it does not tell


class Holding(Value, frozen=True):
    """What is known of the list that a charger keeps."""

    charger_id: str
    version: int = 0  # of the last part that it took
    listed: tuple[Listed, ...] = ()  # what it holds after that part
    whole: bool = False  # False: a change was cut short, and the whole list is to be sent again
    checked_at: datetime | None = None  # when the charger last told this very version
    forget: bool = False  # it may remember answers that are wrong by now, and is to forget them


class ListState(Enum):
    """How a charger's list stands against the cards that hold for it."""

    NOT_LOOKED = "not_looked"  # not connected since the program began
    DIFFERS = "differs"  # looked at, and not what it should be
    SAME = "same"
    SENDING = "sending"
    FAILED = "failed"  # it did not take the list; tried again later
    TOO_MANY = "too_many"  # more cards than it holds: it has the ones used last
    NOT_SUPPORTED = "not_supported"
    NOT_WANTED = "not_wanted"  # nobody is refused there, so no list is needed


class LeftOut(Enum):
    """Why a card's number that may charge at a charger is not in its list."""

    HOURS = "hours"  # a list knows no hours: it would let the card charge at any
    NUMBER_TOO_LONG = "number_too_long"  # the charger's protocol version cannot name it
    NO_ROOM = "no_room"  # the list is full of cards that were used later


class Away(Value, frozen=True):
    """How a charger stands for when this computer is off."""

    charger_id: str
    state: ListState = ListState.NOT_LOOKED
    cards: int = 0  # that its list lets in; a card that readers tell differently counts once for each number
    settings: AwaySettings = AwaySettings()
    at: datetime | None = None  # when it was last looked at
    detail: str = ""  # of FAILED: the charger's own word
    left_out: tuple[tuple[LeftOut, int], ...] = ()  # numbers that may charge there and that its list does not hold

    @property
    def switched_off(self) -> bool:
        """It took no list because its own settings say that it has none: 1.6 then even says that it cannot."""
        return self.settings.keeps_list is False and self.state in (ListState.FAILED, ListState.NOT_SUPPORTED)

    @property
    def when_off(self) -> WhenOff:
        return who_when_off(self.settings, self.cards)


def who_when_off(settings: AwaySettings, cards: int) -> WhenOff:
    """Who can charge, as these settings say. A listed card counts only where the list is on and not empty."""
    if settings.strangers_when_off:
        return WhenOff.EVERYONE
    if settings.listed_when_off is None and settings.strangers_when_off is None:
        return WhenOff.UNKNOWN
    if settings.listed_when_off and settings.keeps_list and cards:
        return WhenOff.KNOWN
    return WhenOff.NOBODY


def wanted(policy: Policy) -> WhenOff:
    """What comes nearest to this policy without this computer.

    A charger's opening hours are not looked at, since no charger knows them: between refusing everyone by day and
    serving somebody by night, people would rather be served.
    """
    if policy.locked:
        return WhenOff.NOBODY
    return WhenOff.EVERYONE if policy.openness in (Openness.EVERYONE, Openness.PLUGGED) else WhenOff.KNOWN


def settings_for(when_off: WhenOff) -> AwaySettings:
    """The settings that make it so."""
    match when_off:
        case WhenOff.EVERYONE:
            return AwaySettings(keeps_list=True, listed_when_off=True, strangers_when_off=True, stops_refused=False)
        case WhenOff.KNOWN:
            return AwaySettings(
                keeps_list=True,
                asks_list_first=False,
                listed_when_off=True,
                strangers_when_off=False,
                stops_refused=True,
            )
        case _:
            return AwaySettings(keeps_list=True, listed_when_off=False, strangers_when_off=False, stops_refused=True)
