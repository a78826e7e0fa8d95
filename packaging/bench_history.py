"""Times History in the real window, from the wish to the picture: `python packaging/bench_history.py DATA`.

Prints the seconds as JSON: its first screen with the list of months, the year's chart, and a search through all years.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.application import EngineThread, Running
from app.gui.history.page import HistoryPage
from app.gui.history.period import Period, Span
from app.gui.main_window import MainWindow
from app.gui.run import RunOptions, run
from app.settings import Address, Settings, resources_folder

# One of two hundred cards that the data's sessions were begun with.
_WANTED = "04A2B3C400002A"
_LOOK_MS = 1
_TODAY = datetime.now(UTC).date()


class Clock:
    """Makes one wish after the other and notes how long each took until the page was painted with its answer."""

    def __init__(self, application: QApplication) -> None:
        self._application = application
        self.took_s: dict[str, float] = {}
        self._wishes: list[tuple[str, Callable[[], None]]] = [
            ("first screen", lambda: self._window().open_page("history")),
            ("year's chart", lambda: self._page().show_period(Period.around(Span.YEAR, _TODAY))),
            ("search in all years", self._search),
        ]
        self._begun: float | None = None
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)
        self._timer.start(_LOOK_MS)

    def _window(self) -> MainWindow:
        return next(each for each in self._application.topLevelWidgets() if isinstance(each, MainWindow))

    def _page(self) -> HistoryPage:
        page = self._window().current_page
        if not isinstance(page, HistoryPage):
            raise SystemExit("History is not in front.")
        return page

    def _search(self) -> None:
        page = self._page()
        page.period = Period.around(Span.ALL, _TODAY)
        page.search.setText(_WANTED)
        page.reload()  # at once, and not when the typing has paused

    def _look(self) -> None:
        window = self._window()
        if window.current_page is None:
            return  # the engine is starting
        name, wish = self._wishes[0]
        if self._begun is None:
            self._begun = perf_counter()
            wish()
            self._answers = 0
            show = self._page()._show

            def shown(*answer: object, **more: object) -> None:
                show(*answer, **more)  # type: ignore[arg-type]
                self._answers += 1

            self._page()._show = shown  # type: ignore[method-assign]
            return
        if self._answers and (self._page().list.months.rowCount() or not self._page().model.sessions):
            self._page().repaint()
            self.took_s[name] = perf_counter() - self._begun
            self._begun = None
            del self._page()._show
            self._wishes.pop(0)
            if not self._wishes:
                self._timer.stop()
                window.quit_asked.emit()


def main(data: Path) -> int:
    application = QApplication(sys.argv[:1])
    engines: list[EngineThread] = []

    def start_engine() -> Running:
        engines.append(EngineThread(Settings(data, listen=Address("127.0.0.1", 0))))
        return engines[0].start()

    clock = Clock(application)
    status = run(start_engine, RunOptions(resources=resources_folder(), data=data, language="en", appearance="light"))
    for engine in engines:
        engine.stop()
    print(json.dumps(clock.took_s), flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
