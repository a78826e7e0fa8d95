"""Reading and setting what a charger does with cards when it cannot ask: the same conversation in every version."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from datetime import datetime
from typing import NamedTuple

from app.core.commands import Accepted, AwayRead, NotSupported, ReadAway, Refused, SetAway, SettingsRead
from app.core.lists.away import AwaySettings
from app.csms.dialects.rows import Conversation, Payload, Request, Talk
from app.csms.tolerance import as_bool, as_int


class AwayNames(NamedTuple):
    """A version's own names for the settings; "": it has none such."""

    keeps_list: str
    asks_list_first: str
    listed_when_off: str
    strangers_when_off: str
    stops_refused: str
    most_cards: str
    most_at_once: str
    most_bytes: str = ""  # in one message
    master_group: str = ""


class Manner(NamedTuple):
    """How a version asks for settings and sets one, and reads the answers.

    `wrote` raises NotSupported where the charger has no such setting, and Refused.
    """

    ask: Callable[[Sequence[str]], Request]
    read: Callable[[Payload], SettingsRead]
    write: Callable[[str, str], Request]
    wrote: Callable[[Payload], Accepted]


_Values = dict[str, str | None]
"""By name in lower case; None: the charger does not have it, or does not tell it."""

# A card in a message with every field as long as it can be, and what stands around all of them (2.x).
_ENTRY_BYTES = 280
_AROUND_BYTES = 160


def reading_away(names: AwayNames, manner: Manner) -> Conversation[ReadAway]:
    def talk(command: ReadAway, now: datetime) -> Talk:
        found = yield from _fetched(tuple(filter(None, names)), manner)
        return AwayRead(_settings(names, found))

    return Conversation(talk)


def setting_away(names: AwayNames, manner: Manner) -> Conversation[SetAway]:
    """As much as the charger will is set before the first refusal is raised."""

    def talk(command: SetAway, now: datetime) -> Talk:
        wanted = _wanted(names, command.settings)
        taken: list[Accepted] = []
        refusal: Refused | None = None
        for name, value in wanted:
            try:
                taken.append(manner.wrote((yield manner.write(name, value))))
            except NotSupported:
                continue
            except Refused as refused:
                if (yield from _holds(name, value, manner)):
                    taken.append(Accepted())
                elif refusal is None:
                    refusal = Refused(refused.status, f"{name}: {refused.detail}" if refused.detail else name)
        if refusal is not None:
            raise refusal
        if wanted and not taken:
            raise NotSupported("SetAway")
        return Accepted(reboot=any(each.reboot for each in taken))

    return Conversation(talk)


def _fetched(wanted: Sequence[str], manner: Manner) -> Generator[Request, Payload, _Values]:
    """What one request does not bring is asked one by one (RPC-24)."""
    found: _Values = {}
    refusal: Refused | None = None
    try:
        found = _values(manner.read((yield manner.ask(wanted))))
    except Refused as refused:  # so many at once are too many
        refusal = refused
    for name in wanted:
        if name.lower() in found:
            continue
        try:
            found |= _values(manner.read((yield manner.ask((name,)))))
        except (Refused, NotSupported):
            continue
    if not found and refusal is not None:
        raise refusal
    return found


def _holds(name: str, value: str, manner: Manner) -> Generator[Request, Payload, bool]:
    """Whether the setting has this value already: some refuse to be told what they do anyway."""
    try:
        found = _values(manner.read((yield manner.ask((name,))))).get(name.lower())
    except (Refused, NotSupported):
        return False
    return found is not None and found.strip().lower() == value.lower()


def _values(told: SettingsRead) -> _Values:
    found: _Values = {name.lower(): None for name in told.unknown}
    return found | {each.name.lower(): each.value for each in told.settings}


def _settings(names: AwayNames, found: _Values) -> AwaySettings:
    def flag(name: str) -> bool | None:
        return as_bool(found.get(name.lower()))

    def count(name: str) -> int | None:
        number = as_int(found.get(name.lower()))
        return number if number is not None and number > 0 else None

    at_once = [count(names.most_at_once)]
    most_bytes = count(names.most_bytes)
    if most_bytes is not None:
        at_once.append(max(1, (most_bytes - _AROUND_BYTES) // _ENTRY_BYTES))
    return AwaySettings(
        keeps_list=flag(names.keeps_list),
        asks_list_first=flag(names.asks_list_first),
        listed_when_off=flag(names.listed_when_off),
        strangers_when_off=flag(names.strangers_when_off),
        stops_refused=flag(names.stops_refused),
        most_cards=count(names.most_cards),
        most_at_once=min((each for each in at_once if each is not None), default=None),
        master_group=found.get(names.master_group.lower()) if names.master_group else None,
    )


def _wanted(names: AwayNames, settings: AwaySettings) -> list[tuple[str, str]]:
    flags = [
        (names.keeps_list, settings.keeps_list),
        (names.asks_list_first, settings.asks_list_first),
        (names.listed_when_off, settings.listed_when_off),
        (names.strangers_when_off, settings.strangers_when_off),
        (names.stops_refused, settings.stops_refused),
    ]
    wanted = [(name, "true" if value else "false") for name, value in flags if value is not None]
    if names.master_group and settings.master_group is not None:
        wanted.append((names.master_group, settings.master_group))
    return wanted
