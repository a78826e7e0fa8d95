"""The editor of the whole stack: every line of a version, what is true of all of them, and what it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from app.core.prices.books import Book, Component, Version, VersionUsed
from app.core.prices.document import DocumentWrong, book_of, document_of
from app.core.prices.revising import DayTaken, Revision, revised
from app.core.values import replace
from app.gui.page import Page
from app.gui.page_parts import scroll_area
from app.gui.prices.figures import Wrong
from app.gui.prices.stack.beginnings import beginning, free_part, kinds
from app.gui.prices.stack.book_form import BookForm
from app.gui.prices.stack.component_dialog import ComponentDialog
from app.gui.prices.stack.component_list import ComponentList
from app.gui.prices.stack.fields import DayField, WrongAt, all_right
from app.gui.prices.stack.fold import Fold
from app.gui.prices.stack.known import known_to
from app.gui.prices.stack.opening import Mode, Opening, copied
from app.gui.prices.stack.preview import Preview
from app.gui.prices.stack.previewing import Previewed, day_of_kind, previewed
from app.gui.prices.stack.version_form import VersionForm
from app.gui.prices.words import day_words, side_word
from app.gui.theme.tokens import GAP, GUTTER
from app.gui.widgets.buttons import button
from app.gui.widgets.dialog import Dialog, Sure

translate = QCoreApplication.translate

_WIDTH_PX, _HEIGHT_PX, _LEAST_PX = 940, 700, 480
_PREVIEW_AFTER_MS = 150


class StackDialog(Dialog):
    """Nothing is kept before all of it can be meant, and then all at once."""

    copy_wanted = Signal(object)
    """The Opening of new prices that begin as those that are looked at."""

    def __init__(self, page: Page, opening: Opening, series: Sequence[str]) -> None:
        """`series`: the price series that there are."""
        words = translate("Prices", "%1: every detail").replace("%1", side_word(opening.book.side))
        super().__init__(page.theme, words, opening.words(), page, width_px=_WIDTH_PX, resizable=True)
        self.setMinimumWidth(_WIDTH_PX)
        self.resize(_WIDTH_PX, min(_HEIGHT_PX, max(_LEAST_PX, page.window().height() - 40)))
        self._page, self._opening, self._series = page, opening, tuple(series)
        self._read_only = opening.mode is Mode.LOOK
        self._wanted: tuple[Book, Version, date] | None = None
        self.components = opening.version.components
        self._build()
        self._show()
        self._begun_as = self._peek()
        if self._read_only:
            self.yes.setFocus()
        elif self.components:
            self.list.focus(0)
        else:
            self.add.setFocus()
        for each in (self.first_day, self.version_form, self.book_form):
            each.changed.connect(self._changed)
        self.preview.changed.connect(self._ask_preview)
        self._ask_preview()

    # What it is made of

    def _build(self) -> None:
        theme, icons = self.theme, self._page.icons
        across = QHBoxLayout()
        across.setSpacing(GUTTER)
        self.area = scroll_area()
        inner = QWidget()
        inner.setObjectName("column")
        column = QVBoxLayout(inner)
        column.setContentsMargins(2, 2, 12, 2)
        column.setSpacing(GAP)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        self.first_day = DayField(
            theme, translate("Prices", "Valid from"), needed=translate("Prices", "Say from which day they hold.")
        )
        self.first_day.edit.setMaximumWidth(160)
        head.addWidget(self.first_day, 0, Qt.AlignmentFlag.AlignTop)
        head.addStretch(1)
        self.add = button(theme, translate("Prices", "Add a price"), "menu", icons=icons, icon="plus")
        self.add_menu = QMenu(self.add)
        for key, word in kinds():
            self.add_menu.addAction(word).setData(key)
        self.add_menu.triggered.connect(lambda action: self.add_one(action.data()))
        self.add.setMenu(self.add_menu)
        head.addWidget(self.add, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(head)
        self.list = ComponentList(theme, icons)
        self.list.acted.connect(self._act)
        self.list.reached.connect(self._reach)
        column.addWidget(self.list)
        self.about = Fold(theme, icons, translate("Prices", "Note, end, limits of a session, holidays"))
        self.version_form = VersionForm(theme, icons, self._opening.book.currency)
        self.about.body.addWidget(self.version_form)
        column.addWidget(self.about)
        self.whole = Fold(theme, icons, translate("Prices", "Currency, time zone and VAT of all these prices"))
        self.book_form = BookForm(theme)
        self.whole.body.addWidget(self.book_form)
        column.addWidget(self.whole)
        column.addStretch(1)
        self.area.setWidget(inner)
        across.addWidget(self.area, 1)
        self.preview = Preview(theme)
        across.addWidget(self.preview)
        self.body.addLayout(across, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PREVIEW_AFTER_MS)
        self._timer.timeout.connect(self._ask_preview)
        self.yes = self._add_buttons()

    def _add_buttons(self) -> QPushButton:
        if self._opening.mode is Mode.LOOK:
            self.cancel.setText(translate("Prices", "Close"))
            return self.add_yes(translate("Prices", "Make new prices from these…"), self._copy)
        if self._opening.mode is Mode.CHANGE:
            self.remove = button(self.theme, translate("Prices", "Remove these prices…"), "danger")
            self.remove.clicked.connect(self._ask_remove)
            self.foot.insertWidget(0, self.remove)
        return self.add_yes(translate("Prices", "Keep these prices"), self._keep)

    def _show(self) -> None:
        version = self._opening.version
        self.first_day.show_value(version.valid_from)
        self.version_form.show_version(version)
        self.book_form.show_book(self._opening.book)
        self.about.open(VersionForm.filled(version) or (self._read_only and bool(version.note or version.source)))
        if self._read_only:
            for each in (self.first_day.edit, self.version_form, self.book_form):
                each.setEnabled(False)
            self.add.hide()
        self._show_list()

    def _show_list(self) -> None:
        self.list.show_components(self.components, self._currency, read_only=self._read_only)

    @property
    def _currency(self) -> str:
        return self.book_form.currency.text

    # What is done to the lines

    def add_one(self, kind: str) -> None:
        self._edit(beginning(kind, self.components), None)

    def _act(self, act: str, place: int) -> None:
        stack = list(self.components)
        component = stack[place]
        match act:
            case "change":
                self._edit(component, place)
                return
            case "again":
                # In a group of its own: it would be an alternative that never applies.
                stack.insert(place + 1, replace(component, part=free_part(component.dimension, stack)))
                place += 1
            case "remove":
                del stack[place]
            case "up" | "down":
                to = place - 1 if act == "up" else place + 1
                if not 0 <= to < len(stack):
                    return
                stack.insert(to, stack.pop(place))
                place = to
        self._put(stack, place)

    def _edit(self, component: Component, place: int | None) -> None:
        others = [each for at, each in enumerate(self.components) if at != place]
        known = known_to(
            self._page.bridge.chargers.values(),
            self._page.bridge.cards.values(),
            self._series,
            self.version_form.names(),
            self._currency,
        )
        asked = ComponentDialog(self.theme, self._page.icons, known, component, others, self, new=place is None)

        def kept(made: Component) -> None:
            stack = list(self.components)
            at = len(stack) if place is None else place
            stack[at : at + (place is not None)] = [made]
            self._put(stack, at)

        asked.kept.connect(kept)
        # The line it is about has the keyboard again, whatever became of it.
        asked.finished.connect(lambda: self.list.focus(len(self.components) if place is None else place))
        asked.open()

    def _put(self, stack: list[Component], place: int) -> None:
        self.components = tuple(stack)
        self._show_list()
        self.list.focus(place)
        self._changed()

    def _changed(self) -> None:
        self.say("")
        self._timer.start()
        QTimer.singleShot(0, self._reach_focus)

    # What it comes to

    def _ask_preview(self) -> None:
        version, book = self._peek(), self._book()
        if version is None or book is None:
            return
        if not version.components:
            self._wanted = None
            self.preview.show_nothing()
            return
        today = self._page.now().astimezone().date()
        day = day_of_kind(self.preview.kind.chosen, today)
        history = self._page.engine.history
        self._wanted = (book, version, day)  # of several on their way the newest alone is shown
        self._page.ask.show(lambda: (book, version, previewed(history, book, version, day)), self._show_preview)

    def _show_preview(self, found: tuple[Book, Version, Previewed]) -> None:
        book, version, seen = found
        if self._wanted == (book, version, seen.day):  # nothing was typed meanwhile
            self.preview.show_preview(seen, book, version)

    # What is kept

    def _peek(self) -> Version | None:
        """None while something is half typed."""
        try:
            return self._version()
        except Wrong:
            return None

    def _version(self) -> Version:
        """As it is wanted; the version itself where nothing was changed. Raises Wrong."""
        made = self.version_form.version(self.first_day.read() or date.min, self.components)
        old = self._opening.version
        return old if replace(made, id=old.id, used=old.used, entered_at=old.entered_at) == old else made

    def _book(self) -> Book | None:
        form = self.book_form
        try:
            form.check_together()
        except WrongAt:
            return None
        return replace(
            self._opening.book,
            name=form.name.words(),
            currency=form.currency.text,
            zone=form.zone.text,
            vat_inside=form.display.chosen,
        )

    def revision(self) -> Revision | None:
        """What is wanted, whole; None where something is wrong, which is then said beside it."""
        fields = [self.first_day, *self.version_form.fields(), *self.book_form.fields()]
        wrong = all_right(fields, self._check)
        if wrong is not None:
            for fold in (self.about, self.whole):
                if fold.isAncestorOf(wrong):
                    fold.open()
            wrong.control.setFocus()
            QTimer.singleShot(0, self._reach_focus)  # what was folded away has no place before
            return None
        book = self._book()
        if not self.components or book is None:
            self.say(translate("Prices", "Add at least one price."))
            return None
        changed = self._opening.mode is Mode.CHANGE
        return Revision(
            book.side,
            self._version(),
            book.currency,
            book.zone,
            book.name,
            book.vat_inside,
            instead_of=self._opening.version.valid_from if changed else None,
        )

    def _reach(self, widget: QWidget) -> None:
        self.area.ensureWidgetVisible(widget, 0, 40)

    def _reach_focus(self) -> None:
        focus = self.focusWidget()
        if focus is not None and self.area.isAncestorOf(focus):
            self._reach(focus)

    def _check(self) -> None:
        """Raises WrongAt."""
        self.book_form.check_together()
        version = self._version()
        old = self._opening.version if self._opening.mode is Mode.CHANGE else None
        for each in self._opening.book.versions:
            if each.valid_from == version.valid_from and (old is None or each.valid_from != old.valid_from):
                words = translate(
                    "Prices", "There are prices from %1 already: change those, or choose another first day."
                )
                raise WrongAt(self.first_day, words.replace("%1", day_words(each.valid_from)))

    def _keep(self) -> None:
        revision = self.revision()
        if revision is not None:
            book = self._opening.book
            self._page.ask.show(lambda: _flaw(book, revision), partial(self._send, revision))

    def _send(self, revision: Revision, flaw: str) -> None:
        if flaw:
            self.say(flaw)
            return
        wish = self._page.engine.site.prices.revise(revision)
        self._page.ask(wish, busy=[self.yes], failed=self.say, done=self._kept, to_the_end=True)

    def _kept(self, _book: Book) -> None:
        self.accept()

    def _copy(self) -> None:
        today = self._page.now().astimezone().date()
        self.copy_wanted.emit(copied(self._opening.book, self._opening.version, today))
        self.accept()

    def _ask_remove(self) -> None:
        since = day_words(self._opening.version.valid_from)
        title = translate("Prices", "Remove the prices from %1?").replace("%1", since)
        about = translate("Prices", "The prices before them then go on until others begin.")
        self.sure = Sure(self.theme, title, about, translate("Prices", "Remove"), "danger", self)
        self.sure.accepted.connect(self._remove)
        self.sure.open()

    def _remove(self) -> None:
        side, first_day = self._opening.book.side, self._opening.version.valid_from
        wish = self._page.engine.site.prices.withdraw(side, first_day)
        self._page.ask(wish, busy=[self.yes, self.remove], failed=self.say, done=self._kept, to_the_end=True)

    @property
    def touched(self) -> bool:
        return not self._read_only and (self._peek() != self._begun_as or self._book() != self._opening.book)

    def reject(self) -> None:
        """What was typed is not thrown away by one key."""
        if not self.touched:
            super().reject()
            return
        title = translate("Prices", "Leave without keeping the changes?")
        self.sure = Sure(self.theme, title, "", translate("Prices", "Leave"), "danger", self)
        self.sure.accepted.connect(self._leave)
        self.sure.open()

    def _leave(self) -> None:
        super().reject()


def _flaw(book: Book, revision: Revision) -> str:
    """What a file of these prices would be refused for, which the forms should have said; empty: nothing."""
    try:
        book_of(document_of(revised(book if book.versions else None, revision)))
    except (DocumentWrong, DayTaken, VersionUsed) as failure:
        return str(failure)
    return ""
