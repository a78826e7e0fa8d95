"""Statements for everybody of a month: what would come of each, then all that can be are issued and written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Slot

from app.core.papers.batch import Each, Foreseen, WhyStatement, abouts
from app.core.statements import About, Statement, Wanted
from app.core.values import replace as with_
from app.gui.figures import kilowatt_hours, number
from app.gui.prices.words import money
from app.gui.reports.rows_table import Filled, RowsTable
from app.gui.reports.saving import Saving
from app.gui.reports.words import statement_words
from app.gui.widgets.buttons import SegmentedControl, button
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.labels import label
from app.gui.words import failure_words

if TYPE_CHECKING:
    from app.gui.reports.page import ReportsPage

translate = QCoreApplication.translate

_WIDE_PX, _TALL_PX = 820, 560


@dataclass(frozen=True, slots=True)
class _Seen:
    foreseen: tuple[Foreseen, ...]  # with sessions alone
    left: int  # sessions that would stand on none of them
    left_wh: int


class BatchDialog(Dialog):
    WHO, SESSIONS, ENERGY, AMOUNT, SAID = range(5)

    def __init__(self, page: ReportsPage, base: Wanted, when: str) -> None:
        about = translate(
            "Reports",
            "%1, for each one with sessions in it. Those that can be issued get the next numbers, all at once.",
        )
        super().__init__(
            page.theme,
            translate("Reports", "Statements for everybody"),
            about.replace("%1", when),
            page,
            width_px=_WIDE_PX,
            resizable=True,
        )
        self._page = page
        self._base = with_(base, recipient="")
        self._asked = 0
        self._seen: _Seen | None = None
        self._saving = Saving(page, self.tell)
        self.each = SegmentedControl(
            self.theme, [(each.value, each_word(each)) for each in Each], translate("Reports", "One statement for each")
        )
        self.each.chosen.connect(self.refresh)
        self.body.addWidget(self.each)
        self.table = RowsTable(self.theme, translate("Reports", "What would be issued"))
        self.body.addWidget(self.table, 1)
        self.sums = self.words("", "text")
        self.left = self.words("", "wait")
        self.said = label(self.theme, "", wrap=True)
        self.said.hide()
        for each in (self.sums, self.left, self.said):
            each.setFixedWidth(self.words_px)
            self.body.addWidget(each)
        self.cancel.setText(translate("Reports", "Close"))
        self.files = button(self.theme, translate("Reports", "Save the files again…"))
        self.files.clicked.connect(self._ask_folder)
        self.files.hide()
        self.foot.addWidget(self.files)
        self.yes = self.add_yes("", self._ask_folder)
        self._enable(None)
        self.resize(_WIDE_PX, _TALL_PX)
        self.refresh()

    # What would come of it

    @property
    def wanted(self) -> list[Wanted]:
        bridge = self._page.bridge
        each = Each(self.each.key)
        found = abouts(
            each,
            bridge.people.values(),
            bridge.cards.values(),
            bridge.chargers.values(),
            (one for one in bridge.vehicles.values() if one.name),
        )
        return [with_(self._base, about=about) for about in found]

    @Slot()
    def refresh(self, _key: str = "") -> None:
        self._asked += 1
        self._enable(None)
        self._page.ask(self._look(self._asked, self.wanted), failed=self.say, done=self._show)

    async def _look(self, asked: int, wanted: list[Wanted]) -> tuple[int, _Seen]:
        desk = self._page.engine.site.statements
        foreseen = await desk.foresee(wanted)
        everybody = await desk.draft(with_(self._base, about=About()))
        return asked, _seen(foreseen, everybody)

    def _show(self, looked: tuple[int, _Seen]) -> None:
        asked, seen = looked
        if asked != self._asked:
            return
        self._show_seen(seen)

    def _show_seen(self, seen: _Seen) -> None:
        self._seen = seen
        titles = (
            translate("Reports", "For"),
            translate("Reports", "Sessions"),
            translate("Reports", "Energy"),
            translate("Reports", "Amount"),
            translate("Reports", "What comes of it"),
        )
        rows = [_row(each) for each in seen.foreseen]
        self.table.fill(Filled(titles, rows, frozenset((self.SESSIONS, self.ENERGY, self.AMOUNT))))
        ready = [each.statement for each in seen.foreseen if each.ready]
        self.sums.setText(_sum_words(ready, len(seen.foreseen), sum(each.issued is not None for each in seen.foreseen)))
        words = translate("Reports", "%1 sessions (%2 kWh) are of none of these and stand on no statement.")
        if seen.left == 1:
            words = translate("Reports", "%1 session (%2 kWh) is of none of these and stands on no statement.")
        words = words.replace("%1", number(seen.left)).replace("%2", kilowatt_hours(seen.left_wh))
        self.left.setText(words if seen.left else "")
        self.left.setVisible(bool(seen.left))
        for each in (self.sums, self.left):
            self._settle(each)
        self._enable(len(ready))

    def _enable(self, ready: int | None) -> None:
        words = translate("Reports", "Issue %1 and save…").replace("%1", number(ready or 0))
        self.yes.setText(words)
        self.yes.setEnabled(bool(ready))
        self.each.setEnabled(ready is not None)
        issued = [each for each in self._seen.foreseen if each.issued is not None] if self._seen is not None else []
        self.files.setVisible(bool(issued))
        self.files.setEnabled(ready is not None)
        self.yes.setVisible(bool(ready) or not issued)

    # Issuing

    @Slot()
    def _ask_folder(self) -> None:
        self._saving.ask_folder(translate("Reports", "Where the files go"), self.issue_into)

    def issue_into(self, folder: Path) -> None:
        """Issue those that can be, and write these and those that were issued before."""
        if self._seen is None:
            return
        self.tell(translate("Reports", "Issuing and writing…"))
        wanted = [each.statement.wanted for each in self._seen.foreseen]
        self._enable(None)
        self._page.ask(self._issue(wanted, folder), failed=self._not_done, done=self._done, to_the_end=True)

    async def _issue(self, wanted: list[Wanted], folder: Path) -> tuple[list[Foreseen], int, str]:
        """What came of each, how many files, and why they could not be written."""
        engine = self._page.engine
        came = await engine.site.statements.issue_ready(wanted)
        statements = [each.issued for each in came if each.issued is not None]
        try:
            return came, len(await engine.papers.statements(statements, folder)), ""
        except OSError as failure:
            return came, 0, failure_words(failure)

    def _not_done(self, words: str) -> None:
        """None is issued: what stands changed meanwhile, or could not be kept."""
        self.tell("")
        self.say(words)
        self.refresh()

    def _done(self, done: tuple[list[Foreseen], int, str]) -> None:
        came, files, problem = done
        issued = sum(each.ready for each in came)
        said = [translate("Reports", "%1 statements are issued.").replace("%1", number(issued))]
        if problem:
            self.say(translate("Reports", "Their files were not all written. %1").replace("%1", problem))
        else:
            self.say("")
            said.append(translate("Reports", "%1 files are written.").replace("%1", number(files)))
        self.tell(" ".join(said))
        left = self._seen
        self._show_seen(
            _Seen(tuple(_over(each) for each in came), left.left if left else 0, left.left_wh if left else 0)
        )

    def tell(self, words: str) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))
        self._settle(self.said)


def each_word(each: Each) -> str:
    match each:
        case Each.PERSON:
            return translate("Reports", "Persons")
        case Each.GROUP:
            return translate("Reports", "Flats and groups")
        case Each.CHARGER:
            return translate("Reports", "Chargers")
        case Each.VEHICLE:
            return translate("Reports", "Vehicles")


def _seen(foreseen: list[Foreseen], everybody: Statement) -> _Seen:
    held = {row.session_id for each in foreseen for row in each.statement.rows}
    left = [row for row in everybody.rows if row.session_id not in held]
    return _Seen(tuple(each for each in foreseen if each.statement.rows), len(left), sum(row.energy_wh for row in left))


def _over(each: Foreseen) -> Foreseen:
    """One that is issued now cannot be issued again."""
    if not each.ready or each.issued is None:
        return each
    return with_(each, why=WhyStatement.ISSUED_ALREADY, detail=str(each.issued.number))


def _row(each: Foreseen) -> tuple[str, ...]:
    statement = each.issued or each.statement
    return (
        statement.title,
        number(len(statement.rows)),
        f"{kilowatt_hours(statement.energy_wh)} kWh",
        "" if statement.energy_only else money(statement.total.gross, statement.currency),
        _said(each),
    )


def _said(each: Foreseen) -> str:
    if each.issued is not None:
        return translate("Reports", "issued as statement %1").replace("%1", str(each.issued.number))
    refusal = each.refusal()
    if refusal is not None:
        return statement_words(refusal)
    if each.statement.estimated:
        words = translate("Reports", "can be issued; %1 of the sessions hold an estimate")
        return words.replace("%1", number(each.statement.estimated))
    return translate("Reports", "can be issued")


def _sum_words(ready: list[Statement], of: int, issued: int) -> str:
    if not of:
        return translate("Reports", "Nobody has sessions in this time.")
    if issued == of:
        return translate("Reports", "All of them are issued.")
    sums: dict[str, Decimal] = {}
    for each in ready:
        if not each.energy_only:
            sums[each.currency] = sums.get(each.currency, Decimal(0)) + each.total.gross
    words = translate("Reports", "%1 of %2 can be issued").replace("%1", number(len(ready))).replace("%2", number(of))
    energy = f"{kilowatt_hours(sum(each.energy_wh for each in ready))} kWh"
    return "  ·  ".join([words, energy, *(money(amount, currency) for currency, amount in sums.items())])
