"""The dialogs that write numbers: correct a session, and add one that no charger told of. Opened, never waited for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from app.core.edits import MOST_NOTE, Edit, EditRefused, WhyRefused, corrected, written_down
from app.core.model import Origin, Session
from app.gui.ask import Ask
from app.gui.failures import failure_words
from app.gui.figures import local
from app.gui.history.edit_fields import EnergyField, MomentField
from app.gui.history.edit_words import instant_beside, told_words
from app.gui.history.words import exact_kwh
from app.gui.page import Engine, Now
from app.gui.theme import Theme
from app.gui.theme.tokens import BODY, GUTTER
from app.gui.widgets.buttons import button
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.named import NameBox, Named

translate = QCoreApplication.translate

Place = tuple[str, int, str]  # the charger, the outlet, and how people call it

_WIDTH_PX = 600


class _Numbers(Dialog):
    """A start, an end and an energy, each told what is wrong with it while it is typed."""

    written = Signal(object)
    """The `Edit`, once it is kept."""

    def __init__(
        self, theme: Theme, engine: Engine, ask: Ask, now: Now, title: str, about: str, parent: QWidget
    ) -> None:
        super().__init__(theme, title, about, parent, width_px=_WIDTH_PX)
        self._engine = engine
        self._ask = ask
        self._now = now

    def _add_numbers(self, started_at: datetime, stopped_at: datetime, energy_wh: int, beside: QWidget) -> None:
        """`beside`: what stands at the right of the energy."""
        start, end, energy = translate("Edits", "Start"), translate("Edits", "End"), translate("Edits", "Energy")
        self.start = MomentField(self.theme, start, started_at)
        self.end = MomentField(self.theme, end, stopped_at)
        self.energy = EnergyField(self.theme, energy, energy_wh)
        self._start = Named(self.theme, start, self.start)
        self._end = Named(self.theme, end, self.end)
        self._energy = Named(self.theme, energy, self.energy)
        row = QHBoxLayout()
        row.setSpacing(GUTTER)
        row.addWidget(self._start, 1)
        row.addWidget(self._end, 1)
        self.body.addLayout(row)
        row = QHBoxLayout()
        row.setSpacing(GUTTER)
        row.addWidget(self._energy, 1)
        row.addWidget(beside, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        for changed in (self.start.dateTimeChanged, self.end.dateTimeChanged, self.energy.valueChanged):
            changed.connect(self._look)

    def _add_save(self, word: str) -> None:
        self.save = self.add_yes(word, self._write)
        self._look()

    @property
    def numbers(self) -> tuple[datetime, datetime, int]:
        started_at = self.start.at
        return started_at, self.end.after(started_at), self.energy.energy_wh

    def _look(self) -> None:
        """Say what is wrong beside the field it is wrong in, and what else is to be said there."""
        refused = self._refusal()
        wrong = _FIELD_OF.get(refused.why) if refused is not None else None
        for key, named in (("start", self._start), ("end", self._end), ("energy", self._energy)):
            if refused is not None and key == wrong:
                named.say(failure_words(refused), wrong=True)
            else:
                named.say(self._beside(key))
        self.say("")
        self.save.setEnabled(refused is None)

    def _refusal(self) -> EditRefused | None:
        raise NotImplementedError

    def _beside(self, key: str) -> str:
        return ""

    def _write(self) -> None:
        raise NotImplementedError

    def _done(self, edit: Edit) -> None:
        self.written.emit(edit)
        self.accept()


_FIELD_OF = {
    WhyRefused.ENDS_BEFORE_START: "end",
    WhyRefused.IN_FUTURE: "end",
    WhyRefused.NOT_ENERGY: "energy",
}


class CorrectDialog(_Numbers):
    """Other numbers over those that were told, which stay beside them."""

    def __init__(
        self,
        theme: Theme,
        engine: Engine,
        ask: Ask,
        now: Now,
        session: Session,
        place: str,
        *,
        split: bool,
        parent: QWidget,
    ) -> None:
        about = translate("Edits", "%1. What the charger told is never lost: it stays beside what you write.")
        super().__init__(
            theme, engine, ask, now, translate("Edits", "Correct session"), about.replace("%1", place), parent
        )
        self._session = session
        booked = session.booked
        assert booked.stopped_at is not None  # noqa: S101 - asked of ended sessions alone
        self._add_numbers(booked.started_at, booked.stopped_at, booked.energy_wh, QWidget())
        charger = session.origin is Origin.CHARGER
        as_said, at_first = translate("Edits", "As the charger said"), translate("Edits", "As it was at first")
        self.reset = button(theme, as_said if charger else at_first)
        # A part of a split session with the numbers of the whole would count the other part twice.
        self._resettable = not split
        self.reset.setVisible(self._resettable)
        self.reset.clicked.connect(self._reset)
        self.foot.insertWidget(0, self.reset)
        self._add_save(translate("Edits", "Correct"))
        self.energy.setFocus()
        self.energy.selectAll()

    def _reset(self) -> None:
        told = self._session
        assert told.stopped_at is not None  # noqa: S101 - asked of ended sessions alone
        self.start.show_at(told.started_at)
        self.end.show_at(told.stopped_at)
        self.energy.show_wh(told.energy_wh)
        self._look()

    def _refusal(self) -> EditRefused | None:
        try:
            after = corrected(self._session, *self.numbers, self._now())
        except EditRefused as refused:
            return refused
        return EditRefused(WhyRefused.NOTHING_CHANGES) if after == self._session.amended else None

    def _beside(self, key: str) -> str:
        """What was told, where something else stands in the field."""
        told, (started_at, stopped_at, energy_wh) = self._session, self.numbers
        words = ""
        if key == "start" and started_at != told.started_at:
            words = told_words(told, instant_beside(told.started_at, started_at, local(started_at).year))
        elif key == "end" and told.stopped_at is not None and stopped_at != told.stopped_at:
            words = told_words(told, instant_beside(told.stopped_at, stopped_at, local(stopped_at).year))
        elif key == "energy" and energy_wh != told.energy_wh:
            words = told_words(told, f"{exact_kwh(told.energy_wh)} kWh")
        self.reset.setEnabled(self.numbers != (told.started_at, told.stopped_at, told.energy_wh))
        return f"{words[:1].upper()}{words[1:]}"

    def _write(self) -> None:
        wish = self._engine.site.bookkeeping.correct(self._session.id, *self.numbers)
        self._ask(wish, busy=[self.save], failed=self.say, done=self._done, to_the_end=True)


class AddSessionDialog(_Numbers):
    """A session that no charger told of."""

    def __init__(
        self,
        theme: Theme,
        engine: Engine,
        ask: Ask,
        now: Now,
        places: Sequence[Place],
        people: Iterable[str],
        parent: QWidget,
        charger_id: str | None = None,
    ) -> None:
        """`charger_id`: the charger that is chosen at first."""
        about = translate("Edits", "For what was charged while nobody listened. It is marked as written by hand.")
        super().__init__(theme, engine, ask, now, translate("Edits", "Add session"), about, parent)
        where = translate("Edits", "Charger and outlet")
        self.place = QComboBox()
        self.place.setFont(theme.font(BODY))
        self.place.setAccessibleName(where)
        for charger, outlet, words in places:
            self.place.addItem(words, (charger, outlet))
        wanted = next((row for row, place in enumerate(places) if place[0] == charger_id), 0)
        self.place.setCurrentIndex(wanted if places else -1)
        self.body.addWidget(Named(theme, where, self.place, line=False))
        until = now().replace(minute=now().minute // 15 * 15, second=0, microsecond=0)
        person, note = translate("Edits", "Person"), translate("Edits", "Note")
        self.person = NameBox(theme, person, translate("Edits", "Nobody yet"))
        self.person.fill(people)
        self.note = QLineEdit()
        self.note.setFont(theme.font(BODY))
        self.note.setMaxLength(MOST_NOTE)
        self.note.setAccessibleName(note)
        beside = Named(theme, person, self.person, line=False)
        self._add_numbers(until - timedelta(hours=1), until, 0, beside)
        self.body.addWidget(Named(theme, note, self.note, line=False))
        self._add_save(translate("Edits", "Add"))
        self.place.setFocus()

    def _refusal(self) -> EditRefused | None:
        started_at, stopped_at, energy_wh = self.numbers
        if self.place.currentData() is None:
            return EditRefused(WhyRefused.UNKNOWN_SESSION)
        try:
            written_down(0, Origin.BY_HAND, "", 1, started_at, stopped_at, energy_wh, self._now())
        except EditRefused as refused:
            return refused
        return EditRefused(WhyRefused.NOTHING_CHANGES) if energy_wh == 0 else None

    def _beside(self, key: str) -> str:
        if key == "energy" and self.energy.energy_wh == 0:
            return translate("Edits", "How much was charged")
        return ""

    def _write(self) -> None:
        charger_id, outlet = self.place.currentData()
        wish = self._engine.site.bookkeeping.add(
            charger_id, outlet, *self.numbers, person=self.person.currentText(), note=self.note.text()
        )
        self._ask(wish, busy=[self.save], failed=self.say, done=self._done, to_the_end=True)
