"""Holds the one rule of the house: core imports nothing of ours, every other folder imports core and itself."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# What stands beside app/ in the checkout; .ci, .gitignore and LICENSE only because tools demand them.
TOP_LEVEL = {
    *("pyproject.toml", "README.md", "app", "resources", "packaging", "tests"),
    *(".ci", ".gitignore", "LICENSE"),
}
KNOW_ALL = {"application", "commands", "__main__"}
ONLY_FOR_KNOW_ALL = {"settings", *KNOW_ALL}
# The rooms that may import a library, or those that may not.
ONLY_IN = {"ocpp": {"virtual"}}
NOT_IN = {library: {"core"} for library in ("PySide6", "qasync", "websockets", "sqlite3")}
VERSION_NAME = re.compile(r"ocpp[12]\.\d")  # a subprotocol as it stands on the wire
ROOMS_THAT_SPEAK_OCPP = {"csms", "virtual"}


def trespasses(path: str, source: str) -> list[str]:
    """The lines of one module, given by its path from the checkout, that break the rule."""
    room = _room(path)
    tree = ast.parse(source)
    package = Path(path).with_suffix("").parts[:-1]
    found = []
    for line, name in _imports(tree, package):
        top, *rest = name.split(".")
        if room not in ONLY_IN.get(top, {room}) or room in NOT_IN.get(top, set()):
            found.append(f"{path}:{line}: {room} may not import {top}")
        if top == "app" and not _may_import(room, rest[0] if rest else ""):
            found.append(f"{path}:{line}: {room} may not import {name}")
    if room == "gui":
        found += [
            f"{path}:{node.lineno}: exec() stops the window's tasks; use open() and await finished"
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("exec", "exec_")
        ]
    if room not in ROOMS_THAT_SPEAK_OCPP and VERSION_NAME.search(source):
        found.append(f"{path}: only csms and virtual know the names of OCPP's versions")
    return found


def _room(path: str) -> str:
    """The folder of app/ that a module stands in, or its own name where it stands in app/ itself."""
    return Path(path).with_suffix("").parts[1]


def _may_import(room: str, wanted: str) -> bool:
    if room in KNOW_ALL:
        return True
    if room == "core":
        return wanted == "core"
    return wanted in {"", "core", room} and (wanted not in ONLY_FOR_KNOW_ALL or wanted == room)


def _imports(tree: ast.Module, package: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Every imported name with its line, relative ones made absolute."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*above, *filter(None, [node.module])])
            if module != "app":
                yield node.lineno, module
                continue
            for alias in node.names:  # `from app import x`: a room, or __version__ and its like
                is_room = alias.name[0].islower()
                yield node.lineno, f"app.{alias.name}" if is_room else "app"


def test_every_module_keeps_to_its_room() -> None:
    modules = sorted((ROOT / "app").rglob("*.py"))
    assert modules
    found = [
        trespass
        for module in modules
        for trespass in trespasses(module.relative_to(ROOT).as_posix(), module.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("app/core/site.py", "from app.store import records"),
        ("app/core/site.py", "from app import __version__"),
        ("app/core/prices/engine.py", "from ...store.records import Writer"),
        ("app/core/site.py", "def late():\n    import sqlite3"),
        ("app/core/site.py", "from PySide6.QtCore import QObject"),
        ("app/gui/overview/page.py", "from app.csms import server"),
        ("app/gui/overview/page.py", "import app.settings"),
        ("app/gui/overview/page.py", "from ... import application"),
        ("app/gui/overview/page.py", "def ask(dialog):\n    dialog.exec()"),
        ("app/lan/doctor.py", "import app.control.client"),
        ("app/csms/schemas.py", "from ocpp import messages"),
        ("app/lan/doctor.py", "OFFERED = 'ocpp1.6'"),
        ("app/settings.py", "from app.store import database"),
    ],
)
def test_a_trespass_is_caught(path: str, source: str) -> None:
    assert trespasses(path, source) != []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("app/__main__.py", "from app import application, settings\nimport app.gui.run"),
        ("app/core/site.py", "from app.core.model import Charger\nfrom . import changes"),
        ("app/gui/overview/page.py", "from app.core import changes\nfrom ..words import state"),
        ("app/gui/overview/page.py", "from app import __version__"),
        ("app/virtual/peer.py", "import ocpp.v16\nVERSION = 'ocpp1.6'"),
    ],
)
def test_what_the_rule_allows_passes(path: str, source: str) -> None:
    assert trespasses(path, source) == []


def test_packaging_does_not_hide_the_library_of_that_name() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_the_checkout_holds_only_what_the_house_needs_at_its_top() -> None:
    assert _top_level() - TOP_LEVEL == set()


def _top_level() -> set[str]:
    """What is tracked at the top; in a copy without its history, all that .gitignore does not name."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, check=True)
        return {Path(line).parts[0] for line in listed.stdout.decode().splitlines()}
    ignored = [
        line.rstrip("/")
        for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    return {entry.name for entry in ROOT.iterdir() if not any(fnmatch(entry.name, pattern) for pattern in ignored)}
