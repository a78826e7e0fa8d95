"""Photographs every screen, dialog and empty state, in both themes and both languages.

    python packaging/screenshots.py DIR [--only START …]   all of them, or those whose names begin so
    python packaging/screenshots.py --readme               resources/screenshots/overview.png

The pages, the site and the store are the program's own; only the chargers' lines and the clock are not, so that two
runs write the same bytes.
"""

from __future__ import annotations

import argparse
import logging
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "resources"
LANGUAGES = ("en", "sv")
LOOKS = ("light", "dark")
# Of PNG's compression: half the time, a tenth more bytes.
_QUICKLY = 80
# Before Qt looks: the same everywhere, whatever this computer is set to.
_SURROUNDINGS = {
    "TZ": "Europe/Stockholm",
    "LC_ALL": "C.UTF-8",
    "QT_QPA_PLATFORM": "offscreen",
    "QT_HASH_SEED": "0",
}


def main(argv: list[str]) -> int:
    words = argparse.ArgumentParser(description="Photograph every screen of the window.")
    words.add_argument("folder", nargs="?", type=Path)
    words.add_argument("--only", nargs="*", default=[""], metavar="START", help="pictures whose names begin so")
    words.add_argument("--language", choices=LANGUAGES, help="in this language alone")
    words.add_argument("--look", choices=LOOKS, nargs="*", default=LOOKS, help="in these looks alone")
    words.add_argument("--sharp", action="store_true", help="those at twice the resolution alone")
    words.add_argument("--readme", action="store_true", help="the picture of the README alone")
    asked = words.parse_args(argv)
    if asked.readme:
        asked.folder, asked.language = RESOURCES / "screenshots", "en"
    if asked.folder is None:
        words.error("the folder to write to is missing")
    asked.folder.mkdir(parents=True, exist_ok=True)
    if asked.language is None:
        return _in_processes(asked.folder, asked.only)
    os.environ.update(_SURROUNDINGS)
    if asked.sharp:
        os.environ["QT_SCALE_FACTOR"] = "2"
    if hasattr(time, "tzset"):
        time.tzset()
    sys.path.insert(0, str(ROOT))
    # It says every trouble aloud, and some of the pictures are of troubles.
    logging.getLogger("app.core.site").setLevel(logging.CRITICAL)
    _photograph(asked)
    return 0


def _in_processes(folder: Path, only: list[str]) -> int:
    """Several at once: each waits more than it works, and Qt takes its scale only at the start."""
    plain = [["--language", code, "--look", look] for code in LANGUAGES for look in LOOKS]
    sharp = [["--language", code, "--sharp"] for code in LANGUAGES]
    command = [sys.executable, __file__, str(folder), "--only", *only]
    running = [subprocess.Popen([*command, *words]) for words in (*plain, *sharp)]
    status = max(each.wait() for each in running)
    if status == 0:
        print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")
    return status


def _hush(_kind: object, _context: object, words: str) -> None:
    """The offscreen platform says of every window what it cannot do; the rest is worth reading."""
    if not words.startswith("This plugin does not support"):
        print(words, file=sys.stderr)


def _photograph(asked: argparse.Namespace) -> None:
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication
    from qasync import QEventLoop
    from screenshots_house import House, Houses
    from screenshots_shots import README, SHARP, SHOTS, Shot
    from screenshots_studio import Studio, speak

    from app.gui.icons import Icons
    from app.gui.language import Language
    from app.gui.theme import Theme, ThemeChoice

    qInstallMessageHandler(_hush)
    application = QApplication(sys.argv[:1])
    application.setQuitOnLastWindowClosed(False)
    application.setCursorFlashTime(0)
    theme = Theme(application, RESOURCES / "icons", ThemeChoice.LIGHT)
    icons = Icons(RESOURCES / "icons", theme)
    language = Language(application, RESOURCES / "translations", asked.language)
    speak(language, asked.language)

    failures: list[BaseException | None] = []  # what nobody in the window caught

    async def take(shot: Shot, house: House, path: Path) -> None:
        with tempfile.TemporaryDirectory(prefix="laddvakt-window-") as scratch:
            studio = Studio(house, theme, icons, language, shot.size, Path(scratch) / "window.ini")
            if shot.engine:
                await studio.fill()
            image = await studio.picture(await shot.stage(studio))
            await studio.close()
            if failures:
                raise RuntimeError(f"{path.name}: something failed in the window") from failures[0]
            if not image.save(str(path), None, _QUICKLY):
                raise OSError(f"{path} could not be written")

    async def take_all() -> None:
        async with Houses() as houses:
            if asked.readme:
                await take(README, await houses.of(README.house), asked.folder / "overview.png")
                return
            for look in asked.look:
                theme.choose(ThemeChoice(look))
                for shot in SHARP if asked.sharp else SHOTS:
                    if shot.name.startswith(tuple(asked.only)):
                        house = await houses.of(shot.house, own=shot.alters)
                        await take(shot, house, asked.folder / f"{shot.name}-{look}-{asked.language}.png")

    before = sys.excepthook
    sys.excepthook = lambda _kind, failure, _trace: failures.append(failure)
    try:
        with QEventLoop(application) as loop:
            loop.set_exception_handler(lambda _loop, context: failures.append(context.get("exception")))
            loop.run_until_complete(take_all())
    finally:
        sys.excepthook = before


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
