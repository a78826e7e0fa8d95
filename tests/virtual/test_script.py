"""The script language, and the `simulate` command that plays it."""

import asyncio
import signal
from pathlib import Path

import pytest

from app.virtual.charger import VirtualCharger
from app.virtual.faults import Lists
from app.virtual.script import ScriptError, play, read_script
from app.virtual.settings import Version
from app.virtual.simulate import SimulateOptions, simulate
from app.virtual.words import CardAnswer
from tests.virtual.central import Central, central_system

SCRIPT = """
# a session with a hole in it
boot
plug 1 soc 50 battery 40000 phases 1
tap 1 04A2B3C4
charge 10ms at 3600
meter
clock -2h
suspend 1
clock right
repeat last new id
drop 20ms
wait for online
wait for delivered
heartbeat
call Heartbeat {}
answer no
answer after 10ms
answer honestly
stop 1
unplug 1
"""


async def run(central: Central, script: Path | None, said: list[str]) -> int:
    options = SimulateOptions(central.url, "SIM", central.version, script=script)
    return await simulate(options, said.append, lambda line: said.append(f"error: {line}"))


@pytest.mark.parametrize("version", list(Version))
def test_a_script_is_played_from_boot_to_unplug(version: Version, tmp_path: Path) -> None:
    script = tmp_path / "script.txt"
    script.write_text(SCRIPT, encoding="utf-8")
    said: list[str] = []

    async def story() -> None:
        async with central_system(version) as central:
            assert await run(central, script, said) == 0
            assert central.connections == 2
            assert central.actions[0] == "BootNotification"
            if version is Version.V16:
                assert central.actions.count("StartTransaction") == 1
                assert central.payloads("StopTransaction")[0]["reason"] == "Local"
                statuses = central.payloads("StatusNotification")
                assert statuses[-1]["status"] == "Available"
            else:
                assert central.payloads("TransactionEvent")[-1]["eventType"] == "Ended"

    asyncio.run(story())
    assert "> plug 1 soc 50 battery 40000 phases 1" in said


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("dance", "there is no verb “dance”"),
        ("plug one", "“plug one” is not clear; write “plug [OUTLET"),
        ("tap", "write “tap [OUTLET] CARD”"),
        ("charge fast", "write “charge 30s [at 7400] [OUTLET]”"),
        ("wait for godot", "write “wait 5s, or wait for online"),
        ("drop soon", "write “drop 10s [cleanly]”"),
        ("call Heartbeat {", "is not JSON"),
        ("list cards", "write “list [forget|failed|unsupported|mismatch once|cut after 1 part|honest]”"),
        ("answer maybe", "write “answer honestly|never|no"),
    ],
)
def test_a_bad_line_is_named_with_its_number(line: str, says: str) -> None:
    with pytest.raises(ScriptError) as error:
        read_script(f"# first\nboot\n\n{line}\n")
    assert str(error.value).startswith("Line 4: ")
    assert says in str(error.value)


def test_a_script_shows_the_list_loses_it_and_lets_it_go_wrong() -> None:
    said: list[str] = []

    async def story() -> None:
        async with (
            central_system(Version.V16) as central,
            VirtualCharger(central.settings(), say=said.append) as charger,
        ):
            charger.cards.take_list(True, 7, {"04a2b3c4": CardAnswer(True, "Accepted", "flat 3")})
            await play(read_script("list\nlist forget\nlist\nlist mismatch once"), charger)
            assert charger.faults.lists is Lists.MISMATCH_ONCE

    asyncio.run(story())
    shown = [line for line in said if not line.startswith(">")]
    assert shown == ["list: 1 cards, version 7", "  04A2B3C4 Accepted flat 3", "list: 0 cards, version 0"]


def test_every_line_of_the_description_is_understood() -> None:
    text = """
    connect
    boot
    boot once
    boot Watchdog
    plug
    plug 2
    tap 04A2B3C4
    tap 2 04A2B3C4
    charge 30s
    charge 1.5m at 7400 2
    power 7400
    suspend
    resume 2
    meter
    stop
    stop 1
    stop 04A2B3C4
    stop 1 04A2B3C4
    unplug   # done
    list
    list forget
    list failed
    list unsupported
    list mismatch once
    list cut after 1 part
    list honest
    fault broken screen
    fault none
    wait 500ms
    wait for start 2
    wait for end
    wait for full
    drop 10s cleanly
    reconnect
    repeat last
    lose 2 replies
    clock +2h
    answer never
    send [2,"1","#"]
    """
    assert len(read_script(text)) == 39


def test_a_script_that_cannot_be_read_or_understood_is_one_sentence(tmp_path: Path) -> None:
    async def story() -> None:
        async with central_system(Version.V16) as central:
            said: list[str] = []
            assert await run(central, tmp_path / "none.txt", said) == 1
            assert len(said) == 1
            assert "cannot be read" in said[0]
            bad = tmp_path / "bad.txt"
            bad.write_text("boot\njump", encoding="utf-8")
            said.clear()
            assert await run(central, bad, said) == 1
            assert said == ["error: Line 2: there is no verb “jump”."]
            assert central.connections == 0

    asyncio.run(story())


def test_a_verb_that_fails_ends_the_script_with_its_line(tmp_path: Path) -> None:
    async def story() -> None:
        script = tmp_path / "script.txt"
        script.write_text("boot\nplug\nplug\nheartbeat\n", encoding="utf-8")
        async with central_system(Version.V16) as central:
            said: list[str] = []
            assert await run(central, script, said) == 1
            assert "line 3 failed" in said
            assert said[-1] == "error: There is a cable in outlet 1 already."
            assert "Heartbeat" not in central.actions

    asyncio.run(story())


def test_a_central_system_that_is_never_reached_ends_with_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.virtual.simulate._BETWEEN_ATTEMPTS_S", 0.01)

    async def story() -> None:
        async with central_system(Version.V16) as central:
            pass
        said: list[str] = []
        assert await run(central, None, said) == 1
        assert len(said) == 1
        assert said[0].endswith("could not be reached.")

    asyncio.run(story())


def test_a_signal_ends_the_session_before_the_program() -> None:
    async def story() -> None:
        async with central_system(Version.V16) as central:
            said: list[str] = []
            running = asyncio.ensure_future(run(central, None, said))
            await central.until(lambda: any(p["status"] == "Preparing" for p in central.payloads("StatusNotification")))
            signal.raise_signal(signal.SIGTERM)
            assert await running == 0
            assert central.payloads("StatusNotification")[-1]["status"] == "Available"

    before = signal.getsignal(signal.SIGTERM)
    asyncio.run(story())
    assert signal.getsignal(signal.SIGTERM) == before
