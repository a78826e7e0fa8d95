"""packaging/dev.py: what it sets up, what it leaves alone, and the one sentence it says when it cannot."""

from __future__ import annotations

import importlib
import os
import re
import runpy
import shutil
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import PySide6
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PACKAGING = Path(__file__).parent.parent / "packaging"


class Checkout:
    """A copy of the checkout's tools in a folder of their own, with nothing set up yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.packaging = folder / "packaging"
        self.packaging.mkdir(parents=True)
        for file in PACKAGING.iterdir():
            if file.suffix in (".py", ".lock"):
                shutil.copy(file, self.packaging)
        (folder / "app").mkdir()
        (folder / "app" / "__main__.py").write_text("import os, sys\nprint(os.getcwd(), sys.argv[1:])")
        sys.path.insert(0, str(self.packaging))
        self.machine = self._fresh("machine")
        self.dev = self._fresh("dev")
        self.translations = self._fresh("translations")

    def close(self) -> None:
        sys.path.remove(str(self.packaging))
        for name in ("machine", "dev", "translations"):
            sys.modules.pop(name)

    def pretend_ready(self, parts: frozenset[str]) -> None:
        """Leaves the .venv as a finished setup does, with the Python of the tests in it."""
        python = Path(self.machine.venv_python())
        python.parent.mkdir(parents=True, exist_ok=True)
        python.symlink_to(sys.executable)
        self.machine._write_stamp("\n".join(self.machine._stamp_lines(parts)))

    def start(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Starts dev.py as a user would, without the settings that this machine gives to pip."""
        environment = {name: value for name, value in os.environ.items() if "PIP_" not in name}
        return subprocess.run(
            [sys.executable, "-X", "importtime", str(self.packaging / "dev.py"), *words],
            cwd=self.folder.parent,
            env={**environment, "PIP_CONFIG_FILE": os.devnull, **more},
            capture_output=True,
            text=True,
        )

    def _fresh(self, name: str) -> ModuleType:
        sys.modules.pop(name, None)
        return importlib.import_module(name)


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Checkout]:
    made = Checkout(tmp_path / "checkout")
    yield made
    made.close()


@pytest.fixture
def commands(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What setup would have run; each command succeeds, and making a .venv leaves a Python in it."""
    ran: list[list[str]] = []

    def record(command: list[str]) -> int:
        ran.append(command)
        if "venv" in command:
            python = Path(checkout.machine.venv_python())
            python.parent.mkdir(parents=True)
            python.symlink_to(sys.executable)
        return 0

    monkeypatch.setattr(checkout.machine, "_logged", record)
    return ran


def words_of(started: subprocess.CompletedProcess[str]) -> list[str]:
    """What a start said on standard error, without Python's own list of imports."""
    return [line for line in started.stderr.splitlines() if not line.startswith("import time:")]


def imported_by(started: subprocess.CompletedProcess[str]) -> set[str]:
    lines = [line for line in started.stderr.splitlines() if line.startswith("import time:")]
    return {line.rsplit("|", 1)[1].strip() for line in lines}


# --- the second start


def test_a_machine_that_is_ready_goes_straight_to_the_program(checkout: Checkout) -> None:
    checkout.pretend_ready(checkout.dev.NEEDS["run"])
    started = checkout.start("run", "--demo", "--data", "here")
    assert started.returncode == 0, started.stderr
    assert started.stdout.strip() == f"{checkout.folder.parent} ['--demo', '--data', 'here']"
    assert words_of(started) == []
    slow = {"argparse", "subprocess", "ctypes", "pathlib", "shutil", "venv"}
    assert imported_by(started) & slow == set()


def test_a_changed_lock_is_noticed(checkout: Checkout) -> None:
    needs = checkout.dev.NEEDS["run"]
    assert not checkout.machine.is_ready(needs)
    checkout.pretend_ready(needs)
    assert checkout.machine.is_ready(needs)
    with (checkout.packaging / "requirements.lock").open("a") as lock:
        lock.write("another==1.0\n")
    assert not checkout.machine.is_ready(needs)


def test_a_venv_of_another_python_is_noticed(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    needs = checkout.dev.NEEDS["run"]
    checkout.pretend_ready(needs)
    monkeypatch.setattr(sys, "version_info", (3, 99, 0, "final", 0))
    assert not checkout.machine.is_ready(needs)


def test_a_venv_whose_python_is_gone_is_noticed(checkout: Checkout) -> None:
    checkout.pretend_ready(checkout.dev.NEEDS["run"])
    Path(checkout.machine.venv_python()).unlink()
    assert not checkout.machine.is_ready(checkout.dev.NEEDS["run"])


def test_what_the_tests_need_is_not_yet_what_the_window_needs(checkout: Checkout) -> None:
    checkout.pretend_ready(checkout.dev.needs("test", []))
    assert checkout.machine.is_ready(checkout.dev.needs("run", ["serve"]))
    assert not checkout.machine.is_ready(checkout.dev.needs("run", ["--demo"]))
    assert not checkout.machine.is_ready(checkout.dev.needs("run", []))


# --- the first start


def test_a_first_start_makes_the_venv_and_installs_exactly_the_lock(
    checkout: Checkout, commands: list[list[str]]
) -> None:
    parts = frozenset({checkout.machine.RUNTIME, checkout.machine.DEV})
    checkout.machine.prepare(parts)
    made, runtime, dev = commands
    assert made[-3:] == ["-m", "venv", checkout.machine.VENV]
    assert runtime[-1].endswith("requirements.lock")
    assert dev[-1].endswith("requirements-dev.lock")
    assert {"--require-hashes", "--no-deps"} <= set(runtime) & set(dev)
    assert checkout.machine.is_ready(parts)


def test_a_later_need_adds_only_what_is_missing(checkout: Checkout, commands: list[list[str]]) -> None:
    checkout.machine.prepare(frozenset({checkout.machine.RUNTIME}))
    commands.clear()
    checkout.machine.prepare(frozenset({checkout.machine.RUNTIME, checkout.machine.DEV}))
    assert [command[-1] for command in commands] == [checkout.machine.LOCKS["dev"]]


def test_a_setup_that_was_interrupted_is_done_anew(
    checkout: Checkout, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    record = checkout.machine._logged

    def interrupted(command: list[str]) -> int:
        if "pip" in command:
            raise KeyboardInterrupt
        return int(record(command))

    parts = frozenset({checkout.machine.RUNTIME})
    with monkeypatch.context() as during:
        during.setattr(checkout.machine, "_logged", interrupted)
        with pytest.raises(KeyboardInterrupt):
            checkout.machine.prepare(parts)
    half_copied = Path(checkout.machine.VENV, "half-copied")
    half_copied.touch()
    assert not checkout.machine.is_ready(parts)

    checkout.machine.prepare(parts)
    assert not half_copied.exists()
    assert ["venv" in command for command in commands] == [True, True, False]
    assert checkout.machine.is_ready(parts)


def test_a_package_index_out_of_reach_ends_in_one_sentence(checkout: Checkout) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]  # closed again: nothing listens there
    unreachable = f"http://127.0.0.1:{port}/simple"
    started = checkout.start("run", "serve", PIP_INDEX_URL=unreachable)
    assert started.returncode == 1
    assert started.stdout == ""
    *steps, sentence = words_of(started)
    assert len(steps) == 2
    assert sentence.startswith("The package index cannot be reached")
    assert checkout.machine.LOG in sentence
    assert "127.0.0.1" in Path(checkout.machine.LOG).read_text()

    again = words_of(checkout.start("run", "serve", PIP_INDEX_URL=unreachable))
    assert again == [steps[-1], sentence]  # the .venv itself was sound and is kept


def test_the_locks_hold_all_that_the_project_asks_for() -> None:
    project = tomllib.loads((PACKAGING.parent / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {
        "requirements.lock": project["project"]["dependencies"],
        "requirements-dev.lock": project["dependency-groups"]["dev"],
    }
    for name, ranges in asked.items():
        lock = (PACKAGING / name).read_text(encoding="utf-8")
        locked = dict(re.findall(r"^([\w.-]+)==([\w.]+)", lock, flags=re.MULTILINE))
        for wanted in map(Requirement, ranges):
            version = locked.get(canonicalize_name(wanted.name))
            assert version is not None, f"{wanted.name} is not in {name}: run dev.py lock"
            assert version in wanted.specifier, f"{name} holds {version}, not {wanted}: run dev.py lock"
        assert "://" not in lock  # nobody's package index


# --- system packages


@pytest.fixture
def debian(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A Linux that lacks one of the two libraries asked of it; the user is root and has apt-get."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    wanted = {"qt": {"libthere.so.6": "libthere6", "libmissing.so.1": "libmissing1"}}
    monkeypatch.setattr(checkout.machine, "LIBRARIES", wanted)
    monkeypatch.setattr(checkout.machine, "_loads", lambda soname: "missing" not in soname)
    return checkout.machine


def test_only_the_libraries_that_do_not_load_are_named(debian: ModuleType) -> None:
    assert debian.missing_system_packages({"qt"}) == ["libmissing1"]
    assert debian.missing_system_packages({"runtime"}) == []


def test_a_library_that_does_not_exist_does_not_load(checkout: Checkout) -> None:
    assert not checkout.machine._loads("libno-such-thing.so.99")


def test_root_gets_what_is_missing_by_apt(debian: ModuleType, commands: list[list[str]]) -> None:
    debian.prepare({"qt"})
    update, install, _ = commands
    assert update == ["apt-get", "update"]
    assert install[-4:] == ["install", "-y", "--no-install-recommends", "libmissing1"]
    assert debian.is_ready({"qt"})


def test_without_root_or_sudo_the_user_is_told_the_exact_command(
    debian: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda name: None if name == "sudo" else f"/usr/bin/{name}")
    with pytest.raises(debian.SetupFailed) as told:
        debian.prepare({"qt"})
    assert "sudo apt-get install --no-install-recommends libmissing1" in str(told.value)


def test_a_system_without_apt_is_told_what_it_lacks(debian: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(debian.SetupFailed, match="libmissing1"):
        debian.prepare({"qt"})


def test_an_apt_that_fails_ends_in_one_sentence(debian: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian, "_logged", lambda command: 100)
    with pytest.raises(debian.SetupFailed, match=r"could not install libmissing1.*setup\.log"):
        debian.prepare({"qt"})


# --- Python itself, and wrong words


def test_an_older_python_ends_in_one_sentence(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer, and this is Python 3\.9"):
        runpy.run_path(str(checkout.packaging / "dev.py"), run_name="__main__")


def test_an_older_python_hands_over_to_a_newer_one_that_works(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []

    def which(name: str) -> str | None:
        return f"/usr/bin/{name}" if name in ("python3.13", "python3.12") else None

    def call(command: list[str], **_: object) -> int:
        started.append(command)
        if command[0] == "/usr/bin/python3.13":
            return 127  # a name on the path behind which there is no Python
        return 0 if "-c" in command else 7

    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    monkeypatch.setattr(sys, "argv", ["dev.py", "test"])
    monkeypatch.setattr(shutil, "which", which)
    monkeypatch.setattr(subprocess, "call", call)
    dev = str(checkout.packaging / "dev.py")
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(dev, run_name="__main__")
    assert ended.value.code == 7
    assert started[-1] == ["/usr/bin/python3.12", dev, "test"]


@pytest.mark.parametrize("words", [[], ["fly"], ["screenshots"], ["screenshots", "a", "b"]])
def test_wrong_words_are_answered_with_the_right_ones(
    checkout: Checkout, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert checkout.dev.main(words) == 2
    assert "screenshots" in capsys.readouterr().err


# --- translations

EMPTY_SWEDISH = '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE TS><TS version="2.1" language="sv_SE">{}</TS>'
HELLO = "<context><name>Page</name><message><source>Hello</source>{}</message></context>"


@pytest.fixture
def swedish(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The Swedish file of a program that says one thing, compiled by the Qt that the tests run with."""
    qt = Path(PySide6.__path__[0])
    suffix = ".exe" if os.name == "nt" else ""
    monkeypatch.setattr(checkout.translations, "qt_tool", lambda name: str(qt / (name + suffix)))
    (checkout.folder / "app" / "page.py").write_text(
        'from PySide6.QtCore import QCoreApplication\nQCoreApplication.translate("Page", "Hello")\n'
    )
    path = Path(checkout.translations.SWEDISH)
    path.parent.mkdir(parents=True)
    return path


def test_without_translations_nothing_is_compiled(checkout: Checkout) -> None:
    checkout.translations.compile_outdated()
    assert not (checkout.folder / "resources").exists()


def test_a_translation_is_compiled_when_it_is_newer_than_its_compiled_form(checkout: Checkout, swedish: Path) -> None:
    compiled = swedish.with_suffix(".qm")
    swedish.write_text(EMPTY_SWEDISH.format(HELLO.format("<translation>Hej</translation>")))
    checkout.translations.compile_outdated()
    first = compiled.read_bytes()
    assert first

    compiled.write_bytes(b"left alone")
    checkout.translations.compile_outdated()
    assert compiled.read_bytes() == b"left alone"

    os.utime(compiled, (0, 0))
    checkout.translations.compile_outdated()
    assert compiled.read_bytes() == first


@pytest.mark.parametrize(
    ("messages", "missing"),
    [
        ("", ["Hello"]),
        (HELLO.format('<translation type="unfinished">Hej</translation>'), ["Hello"]),
        (HELLO.format("<translation>Hej</translation>"), []),
    ],
)
def test_a_sentence_without_its_swedish_is_found(
    checkout: Checkout, swedish: Path, messages: str, missing: list[str]
) -> None:
    swedish.write_text(EMPTY_SWEDISH.format(messages))
    before = swedish.read_text()
    assert checkout.translations.untranslated() == missing
    assert swedish.read_text() == before
