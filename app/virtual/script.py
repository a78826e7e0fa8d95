"""The little language of `simulate --script FILE`.

One verb a line; `#` begins a comment; empty lines are skipped. Outlets are numbers and may be
left out where there is one. Times are written `30s`, `500ms`, `5m`, `2h`; powers in watts.

    connect                     opens the line without booting
    boot [REASON]               connects if need be, boots, goes on when accepted
    boot once                   boots and goes on whatever the answer
    plug [OUTLET]               puts a car's cable in
    plug OUTLET soc 20 battery 40000 phases 1 current 10
                                the same with a car of one's own (any of these words)
    tap [OUTLET] CARD           holds a card to the reader
    charge 30s [at 7400] [OUTLET]
                                lets the car draw for so long, at exactly that power
    power 7400 [OUTLET]         the car draws exactly this from now on
    suspend [OUTLET]            the car wants no more
    resume [OUTLET]             the car wants more
    meter [OUTLET]              reads the meter and tells it at once
    stop [OUTLET] [CARD]        ends the transaction, with the card or with the button
    unplug [OUTLET]             takes the cable out
    fault TEXT / fault none     the first outlet breaks, or is mended
    wait 5s                     does nothing for so long
    wait for online             until the line is there and the boot accepted
    wait for start [OUTLET]     until a transaction is open, whoever started it
    wait for end [OUTLET]       until none is open
    wait for full [OUTLET]      until the car is full
    wait for delivered          until every message about transactions is answered
    list                        shows the local list
    list forget                 loses it, as a repaired charger has
    list failed|unsupported|mismatch once|cut after 1 part|honest
                                how a local list is taken from now on
    display                     shows what stands on the display
    display refuses|honest      how figures and tariffs for it are met from now on
    heartbeat                   says that it lives
    drop 10s [cleanly]          drops the line for so long, as a power cut does
    reconnect                   lets the line come back at once
    repeat last [new id]        sends the newest call again
    lose 2 replies              throws the next replies away unread
    clock -2h / clock right     tells a wrong time from now on, or the right one
    answer honestly|never|no    how commands are met from now on
    answer after 3s             delays answers to commands; `answer after 0s` ends it
    send TEXT                   puts exactly this text on the line
    call ACTION JSON            sends exactly this call and shows the answer
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.virtual.car import CarModel
from app.virtual.clock import as_text
from app.virtual.faults import Answering, Lists

if TYPE_CHECKING:
    from app.virtual.charger import VirtualCharger

Act = Callable[["VirtualCharger"], Awaitable[object]]


class ScriptError(Exception):
    """A line that makes no sense; the text is a sentence with the line's number."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line, understood."""

    line: int
    text: str
    act: Act


@dataclass(frozen=True, slots=True)
class _Verb:
    """How a verb's line looks after the verb, in words and as a pattern, and what it makes."""

    usage: str
    pattern: str
    make: Callable[[dict[str, str]], Act]


def read_script(text: str) -> list[Step]:
    """Understands every line before any is played. Raises ScriptError."""
    return [
        _read_line(number, line.strip())
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.strip().startswith("#")
    ]


async def play(steps: list[Step], charger: VirtualCharger) -> None:
    """Plays the steps in order. Raises whatever a verb raises, after saying which line it was."""
    for step in steps:
        charger.say(f"> {step.text}")
        try:
            await step.act(charger)
        except Exception:  # passed on: only the place is added here
            charger.say(f"line {step.line} failed")
            raise


def _read_line(number: int, line: str) -> Step:
    word, _, rest = line.partition(" ")
    verb = _VERBS.get(word.lower())
    if verb is None:
        raise ScriptError(f"Line {number}: there is no verb “{word}”.")
    # What is sent as it is may hold a `#`.
    rest = rest.strip() if word in ("send", "call") else rest.split("#")[0].strip()
    found = re.fullmatch(verb.pattern, rest)
    if found is None:
        usage = f"{word} {verb.usage}".strip()
        raise ScriptError(f"Line {number}: “{line}” is not clear; write “{usage}”.")
    given = {name: text for name, text in found.groupdict().items() if text is not None}
    try:
        return Step(number, line, verb.make(given))
    except ValueError as error:
        raise ScriptError(f"Line {number}: {error}") from error


# --- parts of lines ---------------------------------------------------------------------------

_OUTLET = r"(?P<outlet>\d{1,2})"
_TIME = r"(?P<time>[+-]?\d+(?:\.\d+)?(?:ms|s|m|h))"
_POWER = r"(?P<power>\d+(?:\.\d+)?)"
_UNITS_S = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
_CAR_WORDS = {
    "soc": "start_soc_percent",
    "battery": "battery_wh",
    "phases": "phases",
    "current": "max_current_a",
}


def _outlet(given: dict[str, str]) -> int:
    return int(given.get("outlet", "1"))


def _seconds(text: str) -> float:
    number, unit = re.fullmatch(r"([+-]?[\d.]+)([a-z]+)", text).groups()  # type: ignore[union-attr]
    return float(number) * _UNITS_S[unit]


def _on_outlet(verb: str) -> Callable[[dict[str, str]], Act]:
    """A verb of the charger's own name that takes an outlet."""
    return lambda given: lambda charger: getattr(charger, verb)(_outlet(given))


# --- what lines do -----------------------------------------------------------------------------


def _boot(given: dict[str, str]) -> Act:
    async def act(charger: VirtualCharger) -> None:
        await charger.connect()
        await charger.boot(given.get("reason", "PowerUp"))
        if "once" not in given:
            await charger.wait_online()

    return act


def _plug(given: dict[str, str]) -> Act:
    words = given.get("car", "").split()
    changes = {_CAR_WORDS[word]: float(value) for word, value in zip(words[::2], words[1::2], strict=True)}

    def car(model: CarModel) -> CarModel:
        return replace(
            model,
            start_soc_percent=changes.get("start_soc_percent", model.start_soc_percent),
            battery_wh=int(changes.get("battery_wh", model.battery_wh)),
            phases=int(changes.get("phases", model.phases)),
            max_current_a=changes.get("max_current_a", model.max_current_a),
        )

    return lambda charger: charger.plug_in(_outlet(given), car(charger.settings.car))


def _tap(given: dict[str, str]) -> Act:
    return lambda charger: charger.tap(_outlet(given), given["card"])


def _charge(given: dict[str, str]) -> Act:
    seconds = _seconds(given["time"])

    async def act(charger: VirtualCharger) -> None:
        if "power" in given:
            await charger.hold_power(_outlet(given), float(given["power"]))
        await asyncio.sleep(seconds)

    return act


def _power(given: dict[str, str]) -> Act:
    return lambda charger: charger.hold_power(_outlet(given), float(given["power"]))


def _stop(given: dict[str, str]) -> Act:
    return lambda charger: charger.stop(_outlet(given), given.get("card"))


def _fault(given: dict[str, str]) -> Act:
    fault = None if given["text"] == "none" else given["text"]
    return lambda charger: charger.set_fault(1, fault)


def _wait(given: dict[str, str]) -> Act:
    if "time" in given:
        seconds = _seconds(given["time"])
        return lambda _charger: asyncio.sleep(seconds)
    number = _outlet(given)
    waits: dict[str, Act] = {
        "online": lambda charger: charger.wait_online(),
        "delivered": lambda charger: charger.delivered(),
        "start": lambda charger: charger.wait_for(number, lambda it: it.transaction is not None),
        "end": lambda charger: charger.wait_for(number, lambda it: it.transaction is None),
        "full": lambda charger: charger.wait_for(number, lambda it: it.car is not None and it.car.full),
    }
    return waits[given["what"]]


def _drop(given: dict[str, str]) -> Act:
    seconds, abruptly = _seconds(given["time"]), "cleanly" not in given
    return lambda charger: charger.drop(seconds, abruptly=abruptly)


def _repeat(given: dict[str, str]) -> Act:
    return lambda charger: charger.repeat_last(new_id="new" in given)


def _lose(given: dict[str, str]) -> Act:
    async def act(charger: VirtualCharger) -> None:
        charger.faults.lose_replies = int(given["count"])

    return act


def _clock(given: dict[str, str]) -> Act:
    offset = timedelta(seconds=_seconds(given["time"]) if "time" in given else 0)

    async def act(charger: VirtualCharger) -> None:
        charger.faults.clock_offset = offset

    return act


def _answer(given: dict[str, str]) -> Act:
    hows = {"honestly": Answering.HONEST, "never": Answering.SILENT, "no": Answering.REFUSE}

    async def act(charger: VirtualCharger) -> None:
        if "time" in given:
            charger.faults.answer_delay_s = _seconds(given["time"])
        else:
            charger.faults.answering = hows[given["how"]]

    return act


def _list(given: dict[str, str]) -> Act:
    how = given.get("how", "")

    async def act(charger: VirtualCharger) -> None:
        cards = charger.cards
        if how == "forget":
            cards.lose_list()
        elif how:
            charger.faults.lists = Lists(how)
        else:
            charger.say(f"list: {len(cards)} cards, version {cards.list_version}")
            for uid, answer in sorted(cards.listed.items()):
                until = "" if answer.expires_at is None else f" until {as_text(answer.expires_at)}"
                charger.say(f"  {uid.upper()} {answer.status} {answer.group or ''}".rstrip() + until)

    return act


def _display(given: dict[str, str]) -> Act:
    how = given.get("how", "")

    async def act(charger: VirtualCharger) -> None:
        if how:
            charger.faults.costs_refused = how == "refuses"
            return
        display = charger.display
        charger.say(f"display: {display.price or 'no price'}, {len(display.tariffs)} tariffs")
        for number, shown in display.costs.items():
            charger.say(f"  outlet {number} {shown.cost} {'in all' if shown.final else 'so far'}")

    return act


def _send(given: dict[str, str]) -> Act:
    return lambda charger: charger.send_raw(given["text"])


def _call(given: dict[str, str]) -> Act:
    try:
        payload = json.loads(given["payload"])
    except ValueError as error:
        raise ValueError(f"“{given['payload']}” is not JSON ({error}).") from error

    async def act(charger: VirtualCharger) -> None:
        answer = await charger.call(given["action"], payload)
        charger.say(f"answer: {answer.error_code} {json.dumps(answer.payload)}")

    return act


_VERBS: dict[str, _Verb] = {
    "connect": _Verb("", "", lambda _: lambda charger: charger.connect()),
    "boot": _Verb("[REASON]", r"(?:(?P<once>once)|(?P<reason>\w+))?", _boot),
    "plug": _Verb(
        "[OUTLET [soc 20] [battery 40000] [phases 1] [current 10]]",
        rf"(?:{_OUTLET}(?P<car>(?:\s+(?:soc|battery|phases|current)\s+\d+)*))?",
        _plug,
    ),
    "tap": _Verb("[OUTLET] CARD", rf"(?:{_OUTLET}\s+)?(?P<card>\S+)", _tap),
    "charge": _Verb("30s [at 7400] [OUTLET]", rf"{_TIME}(?:\s+at\s+{_POWER})?(?:\s+{_OUTLET})?", _charge),
    "power": _Verb("7400 [OUTLET]", rf"{_POWER}(?:\s+{_OUTLET})?", _power),
    "suspend": _Verb("[OUTLET]", rf"{_OUTLET}?", _on_outlet("suspend_by_car")),
    "resume": _Verb("[OUTLET]", rf"{_OUTLET}?", _on_outlet("resume")),
    "meter": _Verb("[OUTLET]", rf"{_OUTLET}?", _on_outlet("meter_tick")),
    "stop": _Verb("[OUTLET] [CARD]", rf"(?:{_OUTLET}(?!\S))?\s*(?P<card>\S+)?", _stop),
    "unplug": _Verb("[OUTLET]", rf"{_OUTLET}?", _on_outlet("unplug")),
    "fault": _Verb("TEXT", r"(?P<text>.+)", _fault),
    "wait": _Verb(
        "5s, or wait for online|start|end|full|delivered [OUTLET]",
        rf"{_TIME}|for\s+(?P<what>online|start|end|full|delivered)(?:\s+{_OUTLET})?",
        _wait,
    ),
    "list": _Verb(
        "[forget|failed|unsupported|mismatch once|cut after 1 part|honest]",
        rf"(?P<how>forget|{'|'.join(each.value for each in Lists)})?",
        _list,
    ),
    "display": _Verb("[refuses|honest]", r"(?P<how>refuses|honest)?", _display),
    "heartbeat": _Verb("", "", lambda _: lambda charger: charger.heartbeat()),
    "drop": _Verb("10s [cleanly]", rf"{_TIME}(?:\s+(?P<cleanly>cleanly))?", _drop),
    "reconnect": _Verb("", "", lambda _: lambda charger: charger.reconnect()),
    "repeat": _Verb("last [new id]", r"last(?:\s+(?P<new>new id))?", _repeat),
    "lose": _Verb("2 replies", r"(?P<count>\d+)\s+repl(?:y|ies)", _lose),
    "clock": _Verb("-2h, or clock right", rf"{_TIME}|right", _clock),
    "answer": _Verb(
        "honestly|never|no, or answer after 3s",
        rf"(?P<how>honestly|never|no)|after\s+{_TIME}",
        _answer,
    ),
    "send": _Verb("TEXT", r"(?P<text>.+)", _send),
    "call": _Verb("ACTION JSON", r"(?P<action>\S+)\s+(?P<payload>.+)", _call),
}
