"""Compiles the translations beside their sources, and tells what is still untranslated.

`python packaging/translations.py check` fails if the program has a sentence that the Swedish file lacks.
Standard library alone; the compilers are those that came with Qt into the .venv.
"""

from __future__ import annotations

import os
import sys

from machine import ROOT, VENV, SetupFailed

FOLDER = os.path.join(ROOT, "resources", "translations")
SWEDISH = os.path.join(FOLDER, "laddvakt_sv.ts")


def compile_outdated() -> None:
    """Writes each .qm that is missing or older than its .ts. Raises SetupFailed."""
    if not os.path.isdir(FOLDER):
        return
    for entry in os.scandir(FOLDER):
        compiled = entry.path[: -len(".ts")] + ".qm"
        if not entry.name.endswith(".ts") or _is_newer(compiled, entry.stat().st_mtime):
            continue
        import subprocess

        done = subprocess.run(
            [qt_tool("lrelease"), "-silent", entry.path, "-qm", compiled],
            capture_output=True,
            text=True,
        )
        if done.returncode != 0:
            raise SetupFailed(f"{entry.name} could not be compiled: {done.stderr.strip()}")


def untranslated() -> list[str]:
    """The program's sentences that the Swedish file lacks or has unfinished."""
    import shutil
    import subprocess
    import tempfile
    import xml.etree.ElementTree as ElementTree

    sources = [
        os.path.join(folder, name)
        for folder, _, names in os.walk(os.path.join(ROOT, "app"))
        for name in names
        if name.endswith(".py")
    ]
    with tempfile.TemporaryDirectory() as scratch:
        copy = shutil.copy(SWEDISH, scratch)
        subprocess.run(
            [qt_tool("lupdate"), *sorted(sources), "-no-obsolete", "-silent", "-ts", copy],
            check=True,
        )
        messages = ElementTree.parse(copy).iter("message")  # noqa: S314  # our own file
        return [
            message.findtext("source", "")
            for message in messages
            if (translation := message.find("translation")) is None or translation.get("type") == "unfinished"
        ]


def qt_tool(name: str) -> str:
    """Path of one of Qt's programs in the .venv."""
    import sysconfig

    inside = {"base": VENV, "platbase": VENV, "installed_base": VENV}
    packages = sysconfig.get_path("platlib", "venv", vars=inside)
    return os.path.join(packages, "PySide6", name + (".exe" if os.name == "nt" else ""))


def _is_newer(path: str, time: float) -> bool:
    return os.path.exists(path) and os.stat(path).st_mtime >= time


def main(words: list[str]) -> int:
    if words != ["check"]:
        print("usage: translations.py check", file=sys.stderr)
        return 2
    if not os.path.exists(SWEDISH):
        return 0
    missing = untranslated()
    for sentence in missing:
        print(f"not in Swedish yet: {sentence}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
