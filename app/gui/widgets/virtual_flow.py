"""A scrolling page of cards and lines that keeps real widgets only for what is in view."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.gui.theme.tokens import GUTTER
from app.gui.widgets.flow_layout import FlowItem, arrange, column_count

_OVERSCAN_PX = 120
_SPARE_PER_KIND = 6

_STEP_KEYS = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Home: "first",
    Qt.Key.Key_End: "last",
    Qt.Key.Key_PageUp: "page_up",
    Qt.Key.Key_PageDown: "page_down",
}


class VirtualFlow(QAbstractScrollArea):
    """Lays out items by key in one to three columns; a thousand cost no more than ten.

    `factory(kind)` makes an empty widget of a kind, `bind(widget, key)` fills it with an item;
    a widget is filled again and again with other items of its kind. Arrow keys, Page Up and Down,
    Home and End move between items, Tab through what is inside them; both scroll into view.
    """

    current_changed = Signal(str)
    """The key of the item that the keyboard moved to."""

    def __init__(
        self,
        factory: Callable[[str], QWidget],
        bind: Callable[[QWidget, str], None],
        name: str,
        *,
        min_column_px: int = 380,
        max_columns: int = 3,
        gap_px: int = GUTTER,
        parent: QWidget | None = None,
    ) -> None:
        """`name` is what a screen reader calls the page."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # Its place is always kept, so that nothing moves sideways when there is more than fits.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().setSingleStep(32)
        self._factory = factory
        self._bind = bind
        self._min_column_px = min_column_px
        self._max_columns = max_columns
        self._gap_px = gap_px
        self._items: tuple[FlowItem, ...] = ()
        self._places: list[QRect] = []
        self._tops: list[int] = []
        self._bottoms: list[int] = []
        self._index: dict[str, int] = {}
        self._shown: dict[str, QWidget] = {}
        self._kinds: dict[str, str] = {}  # of what is shown, so that it returns to its own pool
        self._spare: dict[str, list[QWidget]] = {}

    def set_items(self, items: Sequence[FlowItem]) -> None:
        """Shows these items in this order; widgets of keys that stay are kept and filled again."""
        self._items = tuple(items)
        self._index = {item.key: place for place, item in enumerate(self._items)}
        for key in list(self._shown):
            place = self._index.get(key)
            if place is None or self._items[place].kind != self._kinds[key]:
                self._release(key)
        kept = tuple(self._shown)
        self._lay_out()
        for key in kept:
            self.rebind(key)

    def rebind(self, key: str) -> None:
        """Fills the item again if it is in view; otherwise it is filled when it comes into view."""
        widget = self._shown.get(key)
        if widget is not None:
            self._bind(widget, key)

    def widget(self, key: str) -> QWidget | None:
        """The widget that shows the item now, if any does."""
        return self._shown.get(key)

    def widgets(self) -> tuple[QWidget, ...]:
        """Every widget that shows an item now."""
        return tuple(self._shown.values())

    def current_key(self) -> str | None:
        """The key of the item that holds the keyboard focus."""
        focus = self._focus_inside()
        for key, widget in self._shown.items():
            if focus is not None and (widget is focus or widget.isAncestorOf(focus)):
                return key
        return None

    def show_item(self, key: str, *, take_focus: bool = False) -> None:
        """Scrolls the item into view; unknown keys are ignored, the item may just have gone."""
        place = self._index.get(key)
        if place is None:
            return
        self._scroll_to(place)
        if take_focus:
            self._focus(place)

    # Layout and scrolling

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        first = bisect_right(self._bottoms, self._offset)
        shift = self._offset - self._tops[first] if first < len(self._tops) else 0
        self._lay_out()
        if first < len(self._tops) and self._offset:
            self.verticalScrollBar().setValue(self._tops[first] + shift)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._realise()

    @property
    def _offset(self) -> int:
        return self.verticalScrollBar().value()

    def _lay_out(self) -> None:
        width = self.viewport().width()
        columns = column_count(width, self._min_column_px, self._max_columns, self._gap_px)
        self._places = arrange(self._items, width, columns, self._gap_px)
        self._tops = [place.top() for place in self._places]
        self._bottoms = [place.bottom() + 1 for place in self._places]
        height = self._bottoms[-1] if self._bottoms else 0
        bar, page = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(page)
        bar.setRange(0, max(0, height - page))
        bar.setEnabled(height > page)
        self._realise()

    def _realise(self) -> None:
        """Gives widgets to what is in view and takes them from what is not."""
        offset, page = self._offset, self.viewport().height()
        first = bisect_right(self._bottoms, offset - _OVERSCAN_PX)
        end = bisect_left(self._tops, offset + page + _OVERSCAN_PX)
        wanted = range(first, end)
        focused = self.current_key()
        for key in list(self._shown):
            # The focused item keeps its widget: a recycled one would carry the focus elsewhere.
            if self._index[key] not in wanted and key != focused:
                self._release(key)
        for place in wanted:
            item = self._items[place]
            if item.key not in self._shown:
                self._take(item)
        for key, widget in self._shown.items():
            widget.setGeometry(self._places[self._index[key]].translated(0, -offset))
        self._trim()

    def _take(self, item: FlowItem) -> None:
        spare = self._spare.get(item.kind)
        if spare:
            widget = spare.pop()
        else:
            widget = self._factory(item.kind)
            widget.setParent(self.viewport())
            self._chain(widget)
        self._bind(widget, item.key)
        self._shown[item.key] = widget
        self._kinds[item.key] = item.kind
        widget.show()

    def _release(self, key: str) -> None:
        widget = self._shown.pop(key)
        widget.hide()
        self._spare.setdefault(self._kinds.pop(key), []).append(widget)

    def _trim(self) -> None:
        """Lets go of widgets that a smaller page or another kind of item left over."""
        for spare in self._spare.values():
            while len(spare) > _SPARE_PER_KIND:
                widget = spare.pop()
                widget.setParent(None)
                widget.deleteLater()

    def _scroll_to(self, place: int) -> None:
        bar, page = self.verticalScrollBar(), self.viewport().height()
        top, bottom = self._tops[place], self._bottoms[place]
        if top < bar.value() or bottom - top > page:
            bar.setValue(max(0, top - self._gap_px))
        elif bottom > bar.value() + page:
            bar.setValue(bottom - page + self._gap_px)
        # The focused item's own widget may be parked out of view.
        self._realise()

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEP_KEYS.get(Qt.Key(event.key()))
        if step is None or not self._items or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        key = self.current_key()
        place = self._stepped(None if key is None else self._index[key], step)
        self._scroll_to(place)
        self._focus(place)
        self.current_changed.emit(self._items[place].key)
        event.accept()

    def _stepped(self, place: int | None, step: str) -> int:
        last = len(self._items) - 1
        if place is None or step == "first":
            return last if step == "last" else 0
        here = self._places[place]
        page = self.viewport().height()
        match step:
            case "last":
                return last
            case "left":
                return max(0, place - 1)
            case "right":
                return min(last, place + 1)
            case "up":
                return self._nearest(here, bisect_left(self._tops, here.top()) - 1, place)
            case "page_up":
                target = bisect_right(self._tops, here.top() - page) - 1
                return self._nearest(here, max(0, target), place)
            case "page_down":
                target = min(last, bisect_left(self._tops, here.top() + page))
                return self._nearest(here, target, place)
            case _:
                return self._nearest(here, bisect_right(self._tops, here.top()), place)

    def _nearest(self, here: QRect, target: int, fallback: int) -> int:
        """In the row of `target`, the item that stands straight above or below `here`."""
        if not 0 <= target < len(self._items):
            return fallback
        top = self._tops[target]
        row = range(bisect_left(self._tops, top), bisect_right(self._tops, top))
        return min(row, key=lambda place: abs(self._places[place].left() - here.left()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self._items:
            return
        if event.reason() == Qt.FocusReason.BacktabFocusReason:
            self._enter(len(self._items) - 1, forward=False)
        elif event.reason() == Qt.FocusReason.TabFocusReason:
            self._enter(0, forward=True)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the items in their order on the page, whatever widgets show them."""
        key, focus = self.current_key(), self._focus_inside()
        if key is None or focus is None:
            return super().focusNextPrevChild(forward)
        targets = list(_tab_targets(self._shown[key]))
        here = targets.index(focus) if focus in targets else 0
        there = here + (1 if forward else -1)
        if 0 <= there < len(targets):
            _focus_by_tab(targets[there], forward)
            return True
        if self._enter(self._index[key] + (1 if forward else -1), forward=forward):
            return True
        return self._leave(forward)

    def _focus_inside(self) -> QWidget | None:
        focus = self.window().focusWidget()
        return focus if focus is not None and self.viewport().isAncestorOf(focus) else None

    def _enter(self, place: int, *, forward: bool) -> bool:
        """Focuses the first (or last) target of that item or, if it has none, of one beyond."""
        while 0 <= place < len(self._items):
            self._scroll_to(place)
            targets = list(_tab_targets(self._shown[self._items[place].key]))
            if targets:
                _focus_by_tab(targets[0 if forward else -1], forward)
                self.current_changed.emit(self._items[place].key)
                return True
            place += 1 if forward else -1
        return False

    def _leave(self, forward: bool) -> bool:
        widget = self._neighbour(self, forward)
        while widget is not None and widget is not self:
            if not self.isAncestorOf(widget) and _accepts_tab(widget):
                _focus_by_tab(widget, forward)
                return True
            widget = self._neighbour(widget, forward)
        return False

    @staticmethod
    def _neighbour(widget: QWidget, forward: bool) -> QWidget | None:
        return widget.nextInFocusChain() if forward else widget.previousInFocusChain()

    def _focus(self, place: int) -> None:
        widget = self._shown[self._items[place].key]
        targets = [widget] if _accepts_tab(widget) else list(_tab_targets(widget))
        if targets:
            targets[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _chain(self, widget: QWidget) -> None:
        """Puts a new widget's targets behind this page in the window's focus chain.

        Qt appends new widgets at the very end, behind what stands after this page.
        """
        before: QWidget = self
        for target in (widget, *widget.findChildren(QWidget)):
            if target.focusPolicy() & Qt.FocusPolicy.TabFocus:
                QWidget.setTabOrder(before, target)
                before = target


def _accepts_tab(widget: QWidget) -> bool:
    return bool(
        widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled() and widget.isVisibleTo(widget.window())
    )


def _tab_targets(item: QWidget) -> Iterator[QWidget]:
    """What Tab stops at inside an item, itself first, in the order of its making."""
    for widget in (item, *item.findChildren(QWidget)):
        if _accepts_tab(widget):
            yield widget


def _focus_by_tab(widget: QWidget, forward: bool) -> None:
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    widget.setFocus(reason)
