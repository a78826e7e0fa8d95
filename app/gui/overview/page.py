"""The Overview page: keeps its rows in step with the live picture, touching only what is in view."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import islice

from PySide6.QtCore import QCoreApplication, QPoint, QTimer, Slot
from PySide6.QtWidgets import QWidget

from app.core.changes import (
    Change,
    ChargerChanged,
    ChargerForgotten,
    OutletChanged,
    SessionChanged,
    TroublesChanged,
)
from app.core.interfaces import PowerPoint
from app.core.model import Availability, Charger, Outlet, Standing
from app.gui.figures import clock, weekday_and_day
from app.gui.overview.doorkeeper import Doorkeeper
from app.gui.overview.facts import Facts
from app.gui.overview.first_question import QUESTION_HEIGHT_PX, OpennessQuestion
from app.gui.overview.hand import Hand
from app.gui.overview.notices import NEW_HEIGHT_PX, NewNotice, no_charger
from app.gui.overview.outlet_card import CARD_HEIGHT_PX, LINE_HEIGHT_PX, OutletCard, OutletLine
from app.gui.overview.pointer import AIM_MS, Pointer
from app.gui.overview.rows import Kind, Row, outlet_key, outlet_kind, rows
from app.gui.overview.site_strip import STRIP_HEIGHT_PX, SiteStrip, SiteSum
from app.gui.overview.traces import SPAN, Trace, Traces, span_of
from app.gui.overview.view import OutletView, refusal_of, view_of
from app.gui.page import Page
from app.gui.page_parts import page_column, page_head
from app.gui.theme.tokens import PAGE_PADDING
from app.gui.troubles import TROUBLE_HEIGHT_PX, TroubleNotice, accept_place
from app.gui.widgets.buttons import button
from app.gui.widgets.flow_layout import FlowItem
from app.gui.widgets.labels import label
from app.gui.widgets.virtual_flow import VirtualFlow
from app.gui.words import Action

translate = QCoreApplication.translate

_TICK_MS = 1000
_ROWS_EVERY_MS = 400  # a card that becomes a line moves everything below it: not more often than this
_MONTH_EVERY_MS = 15_000
_CURVE_EVERY_MS = 120  # one curve at a time, so that no moment has many to draw
_SETTLE_EVERY_TICKS = 30
# The work of a flood is done in turns of a millisecond or two, so that the window never halts for it.
_TURN_MS = 20
_SHOWN_A_TURN = 2
_COUNTED_A_TURN = 8
_STRIP_KEY = "strip"

_HEIGHTS = {
    Kind.TROUBLE: TROUBLE_HEIGHT_PX,
    Kind.STRIP: STRIP_HEIGHT_PX,
    Kind.NEW: NEW_HEIGHT_PX,
    Kind.ASKS: QUESTION_HEIGHT_PX,
    Kind.OPEN: LINE_HEIGHT_PX,
    Kind.CARD: CARD_HEIGHT_PX,
    Kind.LINE: LINE_HEIGHT_PX,
    Kind.EMPTY: 320,
}


class OverviewPage(Page):
    """What charges now, what waits, who wants in."""

    def build(self) -> None:
        self._rows: dict[str, Row] = {}
        self._traces = Traces()
        self._site = SiteSum()
        self._site_changed = False
        # What there is news of, the oldest first.
        self._to_show: dict[str, None] = {}  # rows in view
        self._to_count: dict[str, tuple[str, int]] = {}  # outlets: charger id and number
        self._stale_curves: dict[str, None] = {}
        self._facts = Facts(self, _STRIP_KEY, self.outlet_changed_here)
        self._ticks = 0
        self.hand = Hand(self, self.outlet_changed_here)
        self.doorkeeper = Doorkeeper(self, self._question_changed)
        column = page_column(self)
        self._date = label(self.theme, tone="muted")
        add = button(self.theme, translate("Overview", "Add charger"))
        add.clicked.connect(self._add_charger)
        self.flow = VirtualFlow(self._make, self._bind, self.title(), min_column_px=360)
        self._pointer = Pointer(self.flow)
        # What scrolls runs on to the window's edge, its bar stands in the page's padding.
        bar_px = self.flow.verticalScrollBar().sizeHint().width()
        column.setContentsMargins(PAGE_PADDING, 24, PAGE_PADDING - bar_px, 8)
        head = page_head(self.theme, self.title(), self._date, add)
        head.setContentsMargins(0, 0, bar_px, 0)
        column.addLayout(head)
        column.addWidget(self.flow, 1)

        self._rows_timer = self.single_timer(_ROWS_EVERY_MS, self._lay_out)
        self._month_timer = self.single_timer(_MONTH_EVERY_MS, self._facts.read_month)
        self._curve_timer = self.single_timer(_CURVE_EVERY_MS, self._show_next_curve)
        self._turn_timer = self.single_timer(_TURN_MS, self._take_turn)
        self._tick_timer = QTimer(self)
        self._tick_timer.setInterval(_TICK_MS)
        self._tick_timer.timeout.connect(self._tick)
        self.bridge.changed.connect(self._changed)

    # What the window asks.

    def title(self) -> str:
        return translate("Overview", "Overview")

    def activated(self, about: object = None) -> None:
        # While another page was in front nothing was kept in step, nor were the curves.
        self._rows, self._site, self._traces = {}, SiteSum(), Traces()
        self.doorkeeper.look_again()
        self._to_show.clear()
        self._to_count.clear()
        self._lay_out()
        self._facts.read_month()
        self.doorkeeper.question.read()
        self._tick_timer.start()
        if isinstance(about, str):
            key = next((key for key, row in self._rows.items() if row.charger_id == about), None)
            if key is not None:
                self.flow.show_item(key, take_focus=True)

    def deactivated(self) -> None:
        self._tick_timer.stop()
        self._rows_timer.stop()

    @staticmethod
    def heeds(change: Change) -> bool:
        """No messages, and of a running session its outlet tells enough."""
        return isinstance(change, SessionChanged) and not change.session.open

    # What the engine tells.

    @Slot(object)
    def _changed(self, batch: Sequence[Change]) -> None:
        """Many times a second: only note what there is news of."""
        if not self._tick_timer.isActive():
            return
        self._show_cards(batch)
        for change in batch:
            match change:
                case OutletChanged(outlet):
                    key = outlet_key(outlet.charger_id, outlet.number)
                    self._to_count[key] = outlet.charger_id, outlet.number
                    if self.flow.widget(key) is not None:
                        self._to_show[key] = None
                case SessionChanged(session):
                    self._facts.ended(session)
                    self._soon(self._month_timer)
                case ChargerChanged(charger):
                    self._charger_changed(charger)
                case ChargerForgotten() | TroublesChanged():
                    self._soon(self._rows_timer)
        if self._to_show or self._to_count:
            self._soon(self._turn_timer)

    @Slot()
    def _take_turn(self) -> None:
        """A few of the rows in view first, then a few of the outlets that nobody looks at."""
        if not self._tick_timer.isActive():
            return
        now = self.now()
        for key in list(islice(self._to_show, _SHOWN_A_TURN)):
            del self._to_show[key]
            where = self._to_count.pop(key, None)
            if (where is None or self._outlet_changed(key, where, now)) and self.flow.widget(key) is not None:
                self._show_view(key)
        for key in list(islice(self._to_count, _COUNTED_A_TURN)):
            self._outlet_changed(key, self._to_count.pop(key), now)
        if self._to_show or self._to_count:
            self._turn_timer.start()

    def _outlet_changed(self, key: str, where: tuple[str, int], now: datetime) -> bool:
        """Count it in; False where its row is another than before, or not there yet."""
        row = self._rows.get(key)
        charger, outlet = self.bridge.chargers.get(where[0]), self.bridge.outlets.get(where)
        if charger is None or outlet is None or not charger.approved:
            return False
        if row is None or row.kind is not outlet_kind(charger, outlet, now):
            self._soon(self._rows_timer)
            return False
        self._count(key, outlet)
        self._traces.heard(key, outlet, now)
        if self.flow.widget(key) is not None:
            self._stale_curves[key] = None
            self._soon(self._curve_timer)
        return True

    def _charger_changed(self, charger: Charger) -> None:
        """Its outlets say so too: no contact, another name. A charger that only spoke changes no row."""
        if charger.standing is Standing.WAITING and f"new {charger.id}" in self._rows:
            self.flow.rebind(f"new {charger.id}")
            return
        keys = [key for key, row in self._rows.items() if row.charger_id == charger.id] if len(self._rows) < 50 else []
        if not keys:
            keys = [key for key in (outlet_key(charger.id, number) for number in range(9)) if key in self._rows]
        if not keys or charger.standing is not Standing.APPROVED:
            self._soon(self._rows_timer)
        for key in keys:
            row = self._rows[key]
            if row.kind is Kind.NEW:
                self._soon(self._rows_timer)
            elif row.number:
                self._to_count[key] = charger.id, row.number
            if self.flow.widget(key) is not None:
                self._to_show[key] = None

    def outlet_changed_here(self, key: str) -> None:
        """A wish was sent, answered or refused, or the history told something: its row says so."""
        if key in self._rows:
            self.flow.rebind(key)

    def _question_changed(self) -> None:
        if self._tick_timer.isActive():
            self._lay_out()
            if "asks" in self._rows:
                self.flow.rebind("asks")

    def _show_cards(self, batch: Sequence[Change]) -> None:
        """Who may charge, a name, or what was shown at a reader is another: what stands in view says so soon."""
        chargers, everywhere = self.doorkeeper.heard(batch)
        if everywhere:
            self._soon(self._rows_timer)
        if not chargers and not everywhere:
            return
        for widget in self.flow.widgets():
            if isinstance(widget, OutletCard | OutletLine) and widget.view is not None:
                row = self._rows.get(widget.view.key)
                if row is not None and (everywhere or row.charger_id in chargers):
                    self._to_show[row.key] = None

    # Time passes.

    @Slot()
    def _tick(self) -> None:
        """Durations, what depends on the time, and the sum of all outlets."""
        self._ticks += 1
        if self._ticks % _SETTLE_EVERY_TICKS == 0:
            self._lay_out()
            self._facts.read_month()
        self._show_date()
        if self._site_changed:
            self._site_changed = False
            self.flow.rebind(_STRIP_KEY)
        for widget in self.flow.widgets():
            if isinstance(widget, OutletCard | OutletLine) and widget.view is not None:
                self._to_show[widget.view.key] = None
        if self._to_show:
            self._soon(self._turn_timer)

    @Slot()
    def _show_next_curve(self) -> None:
        key = next(iter(self._stale_curves), None)
        if key is not None:
            del self._stale_curves[key]
            if key in self._rows:
                self._show_curve(key)
        if self._stale_curves:
            self._curve_timer.start()

    def _count(self, key: str, outlet: Outlet) -> None:
        charger = self.bridge.chargers.get(outlet.charger_id)
        self._site.put(key, outlet if charger is not None and charger.online else None, self.now())
        self._site_changed = True

    def _soon(self, timer: QTimer) -> None:
        if not timer.isActive():
            timer.start()

    # Rows and their widgets.

    @Slot()
    def _lay_out(self) -> None:
        self._show_date()
        openness = self.doorkeeper.question.standing
        ordered = rows(self.bridge.chargers, self.bridge.outlets, self.bridge.troubles, self.now(), openness)
        if ordered == list(self._rows.values()):
            return
        if self._rows and self._pointer.aims():
            self._rows_timer.start(AIM_MS)  # nothing may move away from under a hand that is about to press
            return
        for gone in self._rows.keys() - {row.key for row in ordered}:
            self._site.put(gone, None, self.now())
        self._rows = {row.key: row for row in ordered}
        for row in ordered:
            if row.number:
                self._count(row.key, self._outlet(row))
        self.flow.set_items(
            [FlowItem(row.key, row.kind.value, _HEIGHTS[row.kind], wide=row.kind is not Kind.CARD) for row in ordered]
        )

    def _make(self, kind: str) -> QWidget:
        match Kind(kind):
            case Kind.TROUBLE:
                trouble = TroubleNotice(self.theme)
                trouble.page_asked.connect(self._open_mending)
                trouble.accepted.connect(self._accept_place)
                return trouble
            case Kind.STRIP:
                return SiteStrip(self.theme)
            case Kind.NEW:
                notice = NewNotice(self.theme)
                notice.approved.connect(self.hand.approve)
                notice.refused.connect(self.hand.refuse)
                return notice
            case Kind.ASKS | Kind.OPEN:
                return self.doorkeeper.make(Kind(kind))
            case Kind.EMPTY:
                empty = no_charger(self.theme, self.icons)
                empty.acted.connect(self._add_charger)
                return empty
            case _:
                made = OutletCard(self.theme, self.icons) if kind == Kind.CARD else OutletLine(self.theme, self.icons)
                made.pressed.connect(self._pressed)
                made.menu_asked.connect(self._menu)
                return made

    def _bind(self, widget: QWidget, key: str) -> None:
        row = self._rows[key]
        match widget:
            case OutletCard() | OutletLine():
                widget.show_view(self._view(row))
                if row.kind is Kind.CARD:
                    self._show_curve(key, widget)
                else:
                    self._facts.want_last_used(row)
            case SiteStrip():
                widget.show_now(self._site.now())
                widget.show_month(self._facts.month)
            case OpennessQuestion():
                self.doorkeeper.bind(widget)
            case NewNotice():
                charger = self.bridge.chargers.get(row.charger_id)
                if charger is not None:
                    sending, failure = self.hand.about_charger(row.charger_id)
                    widget.show_charger(charger, failure=failure, enabled=not sending, more=row.more)
            case TroubleNotice():
                for each in self.bridge.troubles:
                    if key == f"trouble {each.kind.value}":
                        widget.show_trouble(each)

    def _show_view(self, key: str) -> None:
        widget = self.flow.widget(key)
        if isinstance(widget, OutletCard | OutletLine) and key in self._rows:
            widget.show_view(self._view(self._rows[key]))

    def _view(self, row: Row) -> OutletView:
        charger = self.bridge.chargers.get(row.charger_id) or Charger(row.charger_id)
        sending, note = self.hand.about_outlet(row.key)
        return view_of(
            row.key,
            charger,
            self._outlet(row),
            self.now(),
            several=row.several,
            sending=sending,
            note=note,
            last_used=self._facts.last_used(row.key),
            refusal=None if charger.online else refusal_of(charger, self.bridge.knocks),
            door=self.doorkeeper.door(row),
        )

    def _outlet(self, row: Row) -> Outlet:
        """A charger that has not told of its outlets is shown as one that it knows nothing of."""
        known = self.bridge.outlets.get((row.charger_id, row.number))
        return known or Outlet(row.charger_id, max(1, row.number), availability=Availability.UNKNOWN)

    def _show_date(self) -> None:
        now = self.now()
        words = f"{weekday_and_day(now)} · {clock(now)}"
        if self._date.text() != words:
            self._date.setText(words)

    # What the history knows.

    def _show_curve(self, key: str, widget: QWidget | None = None) -> None:
        widget = widget or self.flow.widget(key)
        if not isinstance(widget, OutletCard):
            return
        now = self.now()
        trace, new = self._traces.of(key)
        if new:
            self._traces.heard(key, self._outlet(self._rows[key]), now)
            self.ask.start(self._load_curve(key, trace, now))
        widget.show_curve(trace, span_of(self._outlet(self._rows[key]), now), now)

    async def _load_curve(self, key: str, trace: Trace, now: datetime) -> None:
        row = self._rows[key]
        history = self.engine.history
        points: list[PowerPoint] = await self.ask.read(history.power, row.charger_id, row.number, now - SPAN, now)
        session = self._outlet(row).session
        trace.load(points, None if session is None else session.stopped_at)
        widget = self.flow.widget(key) if key in self._rows else None
        if isinstance(widget, OutletCard) and widget.view is not None and widget.view.key == key:
            self._show_curve(key, widget)

    # What the user does.

    @Slot()
    def _add_charger(self) -> None:
        self.open_page.emit("welcome", None)

    @Slot()
    def _open_mending(self, key: str) -> None:
        self.open_page.emit(key, None)

    def _accept_place(self) -> None:
        accept_place(self.engine, self.ask)

    @Slot(str, object)
    def _pressed(self, key: str, action: Action) -> None:
        row = self._rows.get(key)
        if row is None:
            return
        match action:
            case Action.CONNECTION_HELP:
                self.open_page.emit("welcome", row.charger_id)
            case Action.WHO_MAY_CHARGE:
                self.open_page.emit("who", row.charger_id)
            case Action.APPROVE_CARD | Action.SEE_CARD:
                self.doorkeeper.see_card(row, action)
            case _:
                self.hand.press(row, action)

    @Slot(str, QPoint)
    def _menu(self, key: str, where: QPoint) -> None:
        row = self._rows.get(key)
        if row is not None:
            self.hand.menu(row).popup(where)
