"""Missing energy: where a meter counted on between two sessions, and the way to book what it counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.core.edits import Edit, EditKind
from app.core.interfaces import History, SessionQuery
from app.core.ledger.continuity import Seam, seams
from app.core.model import Charger, Origin, Outlet, Session
from app.gui.ask import Ask
from app.gui.figures import local
from app.gui.history.words import Names, day_and_clock, exact_kwh
from app.gui.icons import Icons
from app.gui.page import Engine, Now
from app.gui.page_parts import scroll_area
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import EMPHASIS, GAP
from app.gui.widgets.buttons import button
from app.gui.widgets.card import Card, EmptyState, hairline
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.labels import label
from app.gui.widgets.pill import PillKind, StateMark

translate = QCoreApplication.translate

# By default no further back: what is older is on a statement long since.
RECENT: Final = timedelta(days=731)
_WIDTH_PX, _HEIGHT_PX = 720, 400


@dataclass(frozen=True, slots=True)
class Booked:
    session: Session
    edit: Edit | None


@dataclass(frozen=True, slots=True)
class OfOutlet:
    """What is to be said of one outlet's meter, newest first."""

    place: str
    torn: Sequence[Seam]
    booked: Sequence[Booked]
    begins_anew: bool  # it counts each session from 0, so it cannot tell

    @property
    def bookable(self) -> bool:
        return any(not seam.fell for seam in self.torn)


def read_missing(history: History, since: datetime | None) -> list[OfOutlet]:
    """Of every outlet that has sessions, also where its charger was removed or never approved."""
    sessions_at: dict[tuple[str, int], list[Session]] = {}
    for session in history.sessions(SessionQuery(since=since)):
        sessions_at.setdefault((session.charger_id, session.outlet), []).append(session)
    names = _names(history, sessions_at)
    found = []
    for key, sessions in sessions_at.items():
        joints = seams(sessions)
        booked = [Booked(each, _birth(history, each)) for each in sessions if each.origin is Origin.FOUND]
        known = sum(each.meter_start_wh is not None and each.meter_stop_wh is not None for each in sessions)
        torn = [seam for seam in reversed(joints) if not seam.holds]
        if torn or booked or (known > 1 and not joints):
            found.append(OfOutlet(names.place(*key), torn, booked, known > 1 and not joints))
    return sorted(found, key=lambda each: (not each.bookable, each.begins_anew, each.place.casefold()))


def _names(history: History, keys: Iterable[tuple[str, int]]) -> Names:
    """Outlets that the program does not know any more are told apart by their numbers."""
    chargers = {charger_id: Charger(charger_id) for charger_id, _ in keys}
    outlets = {key: Outlet(*key) for key in keys}
    chargers |= {charger.id: charger for charger in history.chargers()}
    outlets |= {(outlet.charger_id, outlet.number): outlet for outlet in history.outlets()}
    return Names(chargers, outlets)


def _birth(history: History, session: Session) -> Edit | None:
    return next((edit for edit in history.edits(session.id) if edit.kind is EditKind.FOUND), None)


def seam_words(seam: Seam, place: str, this_year: int) -> str:
    """ "Between 12 Nov 22:40 and 13 Nov 17:05 the meter of Garage counted 3.00 kWh that no session told of." """
    if seam.fell:
        words = translate(
            "Missing",
            "Between %1 and %2 the meter of %3 fell by %4 kWh. It was reset or exchanged, so nothing can be said.",
        )
    else:
        words = translate("Missing", "Between %1 and %2 the meter of %3 counted %4 kWh that no session told of.")
    return _between(words, seam.since, seam.until, this_year, place, abs(seam.missing_wh))


def booked_words(session: Session, place: str, this_year: int) -> str:
    words = translate("Missing", "%4 kWh that the meter of %3 counted between %1 and %2 are booked as a session.")
    booked = session.booked
    until = booked.stopped_at or booked.started_at
    return _between(words, booked.started_at, until, this_year, place, booked.energy_wh)


def _between(words: str, since: datetime, until: datetime, this_year: int, place: str, energy_wh: int) -> str:
    values = {
        "%1": day_and_clock(since, this_year),
        "%2": day_and_clock(until, this_year),
        "%4": exact_kwh(energy_wh),
        # Last: a name may hold anything.
        "%3": place,
    }
    for key, value in values.items():
        words = words.replace(key, value)
    return words


class MissingEnergyDialog(Dialog):
    """Reads when it opens and after each booking."""

    written = Signal(object)
    """An `Edit`, once it is kept."""

    def __init__(self, theme: Theme, icons: Icons, engine: Engine, ask: Ask, now: Now, parent: QWidget) -> None:
        about = translate(
            "Missing",
            "A meter counts for life. What it counted between the end of one session and the start of the next "
            "was charged too, but told by nobody: while this computer was off, or before it came.",
        )
        super().__init__(theme, translate("Missing", "Missing energy"), about, parent, width_px=_WIDTH_PX)
        self._engine = engine
        self._ask = ask
        self._now = now
        self._whole_past = False
        self.buttons: list[QPushButton] = []  # of the rows, from top to bottom
        self.sentences: list[str] = []
        self._area = area = scroll_area()
        self.body.addWidget(area)
        self.nothing = EmptyState(
            theme, icons, "check", translate("Missing", "Every kilowatt-hour of the meter is in a session.")
        )
        self.nothing.hide()
        self.body.addWidget(self.nothing)
        area.setFixedHeight(_HEIGHT_PX)
        self.nothing.setFixedHeight(_HEIGHT_PX // 2)
        self.older = button(theme, translate("Missing", "Look further back than two years"))
        self.older.clicked.connect(self._look_back)
        self.foot.insertWidget(0, self.older)
        self.cancel.setText(translate("Missing", "Close"))
        self.cancel.setFocus()
        self._read()

    def _look_back(self) -> None:
        self._whole_past = True
        self.older.hide()
        self._read()

    def _read(self, _edit: object = None) -> None:
        since = None if self._whole_past else self._now() - RECENT
        self._ask.show(partial(read_missing, self._engine.history, since), self._show)

    def _show(self, found: Sequence[OfOutlet]) -> None:
        self.buttons, self.sentences = [], []
        at = self._area.verticalScrollBar().value()
        inner = QWidget()
        inner.setAutoFillBackground(False)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(GAP)
        for outlet in found:
            column.addWidget(self._card(outlet))
        column.addStretch(1)
        self._area.setWidget(inner)
        self._area.verticalScrollBar().setValue(at)
        self._area.setVisible(bool(found))
        self.nothing.setVisible(not found)
        width = self._area.viewport().width()
        self._area.setFixedHeight(min(_HEIGHT_PX, max(column.heightForWidth(width), 0) + 2))

    def _card(self, outlet: OfOutlet) -> Card:
        this_year = local(self._now()).year
        card = Card()
        card.body.addWidget(label(self.theme, outlet.place, EMPHASIS, STRONG, wrap=True))
        rows: list[QHBoxLayout] = []
        for seam in outlet.torn:
            words = seam_words(seam, outlet.place, this_year)
            book = None if seam.fell else button(self.theme, translate("Missing", "Book as session"))
            if book is not None:
                book.clicked.connect(partial(self._book, seam, book))
            rows.append(self._row(PillKind.NEUTRAL if seam.fell else PillKind.WAIT, words, book))
        for booked in outlet.booked:
            words = booked_words(booked.session, outlet.place, this_year)
            undo = None if booked.edit is None else button(self.theme, translate("Missing", "Undo"))
            if undo is not None and booked.edit is not None:
                undo.clicked.connect(partial(self._undo, booked.edit.id, undo))
            rows.append(self._row(PillKind.ACCENT, words, undo))
        if outlet.begins_anew:
            words = translate("Missing", "Its meter begins anew at each session, so it cannot tell what lay between.")
            rows.append(self._row(PillKind.NEUTRAL, words, None))
        for place, row in enumerate(rows):
            if place:
                card.body.addWidget(hairline())
            card.body.addLayout(row)
        return card

    def _row(self, mark: PillKind, words: str, act: QPushButton | None) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(StateMark(self.theme, mark))
        row.addWidget(label(self.theme, words, wrap=True), 1)
        self.sentences.append(words)
        if act is not None:
            act.setAccessibleDescription(words)
            row.addWidget(act)
            self.buttons.append(act)
        return row

    def _book(self, seam: Seam, pressed: QPushButton) -> None:
        wish = self._engine.site.bookkeeping.book_found(seam)
        self._ask(wish, busy=[pressed], failed=self.say, done=self._done, to_the_end=True)

    def _undo(self, edit_id: int, pressed: QPushButton) -> None:
        wish = self._engine.site.bookkeeping.undo(edit_id)
        self._ask(wish, busy=[pressed], failed=self.say, done=self._done, to_the_end=True)

    def _done(self, edit: Edit) -> None:
        self.say("")
        self.written.emit(edit)
        self._read()
