"""The small widgets: thousands of items for the price of a few, copying, shortening, naming."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QImage,
    QKeySequence,
    QShortcut,
    QStandardItem,
    QStandardItemModel,
    QTextDocument,
)
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.gui.icons import Icons
from app.gui.theme import LIGHT, Theme, ThemeChoice
from app.gui.widgets.big_number import BigNumber
from app.gui.widgets.buttons import SegmentedControl, button, icon_button, rail_button, set_kind
from app.gui.widgets.card import Banner, EmptyState
from app.gui.widgets.fields import number_field, search_field
from app.gui.widgets.flow_layout import FlowItem, arrange, column_count
from app.gui.widgets.labels import ElidedLabel
from app.gui.widgets.pill import Pill, PillKind, StateMark
from app.gui.widgets.pill_delegate import PILL_ROLE
from app.gui.widgets.table import NUMBER, Table
from app.gui.widgets.virtual_flow import VirtualFlow

# The offscreen platform says this of every window with a least size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

ICONS = Path(__file__).parents[2] / "resources" / "icons"


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, ICONS, ThemeChoice.LIGHT)
    yield made
    made.choose(ThemeChoice.SYSTEM)
    made.deleteLater()


@pytest.fixture
def icons(theme: Theme) -> Icons:
    return Icons(ICONS, theme)


# The flow


class Outlet(QFrame):
    """A stand-in for an outlet's card: focusable, with one button in it."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.words = QLabel()
        self.stop = QPushButton("Stop")
        column = QVBoxLayout(self)
        column.addWidget(self.words)
        column.addWidget(self.stop)


class Page:
    """A window with a field before the flow and one after it."""

    def __init__(self, qtbot: QtBot, count: int, lines_from: int = 10_000) -> None:
        self.window = QWidget()
        self.before, self.after = QPushButton("before"), QPushButton("after")
        self.made: list[Outlet] = []
        self.bound: list[str] = []
        self.flow = VirtualFlow(self.make, self.bind, "Outlets")
        column = QVBoxLayout(self.window)
        for widget in (self.before, self.flow, self.after):
            column.addWidget(widget)
        self.items = [
            FlowItem(f"outlet {number}", "line", 48, wide=True)
            if number >= lines_from
            else FlowItem(f"outlet {number}", "card", 200)
            for number in range(count)
        ]
        qtbot.addWidget(self.window)
        self.window.resize(900, 700)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.flow.set_items(self.items)

    def make(self, kind: str) -> QWidget:
        outlet = Outlet(kind)
        self.made.append(outlet)
        return outlet

    def bind(self, widget: QWidget, key: str) -> None:
        assert isinstance(widget, Outlet)
        widget.words.setText(key)
        self.bound.append(key)

    def children(self) -> list[Outlet]:
        return self.flow.viewport().findChildren(Outlet)

    def texts_in_view(self) -> set[str]:
        port = self.flow.viewport().rect()
        return {
            child.words.text() for child in self.children() if child.isVisible() and child.geometry().intersects(port)
        }


def test_a_thousand_items_keep_fewer_than_forty_widgets(theme: Theme, qtbot: QtBot) -> None:
    page = Page(qtbot, 1000, lines_from=400)
    bar = page.flow.verticalScrollBar()
    for value in range(0, bar.maximum(), max(1, bar.maximum() // 60)):
        bar.setValue(value)
        assert len(page.children()) < 40
    assert len(page.made) < 80


def test_scrolling_fills_widgets_with_the_items_in_view(theme: Theme, qtbot: QtBot) -> None:
    page = Page(qtbot, 1000)
    assert "outlet 0" in page.texts_in_view()
    assert page.flow.widget("outlet 999") is None
    page.flow.show_item("outlet 500")
    assert "outlet 500" in page.texts_in_view()
    assert page.flow.widget("outlet 0") is None
    page.flow.verticalScrollBar().setValue(page.flow.verticalScrollBar().maximum())
    assert {"outlet 998", "outlet 999"} <= page.texts_in_view()
    places = {widget.words.text(): widget.geometry() for widget in page.children()}
    assert places["outlet 998"].top() == places["outlet 999"].top()
    assert places["outlet 999"].bottom() <= page.flow.viewport().height()


def test_only_what_is_in_view_is_filled_again(theme: Theme, qtbot: QtBot) -> None:
    page = Page(qtbot, 1000)
    page.bound.clear()
    page.flow.rebind("outlet 1")
    page.flow.rebind("outlet 700")
    assert page.bound == ["outlet 1"]


def test_an_item_that_changes_its_kind_gets_a_widget_of_that_kind(theme: Theme, qtbot: QtBot) -> None:
    page = Page(qtbot, 3)
    page.flow.set_items([FlowItem("outlet 0", "line", 48, wide=True), *page.items[1:]])
    changed = page.flow.widget("outlet 0")
    assert isinstance(changed, Outlet)
    assert changed.kind == "line"
    assert changed.width() == page.flow.viewport().width()
    page.flow.set_items([])
    assert page.texts_in_view() == set()


def test_arrow_keys_move_between_items_and_scroll(theme: Theme, qtbot: QtBot) -> None:
    page = Page(qtbot, 1000)
    page.flow.setFocus(Qt.FocusReason.TabFocusReason)
    assert page.flow.current_key() == "outlet 0"

    def press(key: Qt.Key) -> str | None:
        qtbot.keyClick(page.window.focusWidget(), key)
        current = page.flow.current_key()
        assert current in page.texts_in_view()
        return current

    assert press(Qt.Key.Key_Right) == "outlet 1"
    assert press(Qt.Key.Key_Down) == "outlet 3"
    assert press(Qt.Key.Key_Left) == "outlet 2"
    assert press(Qt.Key.Key_Up) == "outlet 0"
    assert press(Qt.Key.Key_Up) == "outlet 0"
    assert press(Qt.Key.Key_End) == "outlet 999"
    assert press(Qt.Key.Key_Down) == "outlet 999"
    assert press(Qt.Key.Key_PageUp) != "outlet 999"
    assert press(Qt.Key.Key_Home) == "outlet 0"
    for _ in range(20):
        press(Qt.Key.Key_Down)
    assert page.flow.current_key() == "outlet 40"


def test_tab_goes_through_every_item_in_order_and_out_again(theme: Theme, qtbot: QtBot) -> None:
    page = Page(qtbot, 30)
    page.before.setFocus(Qt.FocusReason.TabFocusReason)
    visited: list[str] = []
    for _ in range(100):
        qtbot.keyClick(page.window.focusWidget(), Qt.Key.Key_Tab)
        key = page.flow.current_key()
        if key is None:
            break
        visited.append(key)
    assert visited == [f"outlet {number}" for number in range(30) for _ in range(2)]
    assert page.window.focusWidget() is page.after
    page.flow.setFocus(Qt.FocusReason.BacktabFocusReason)
    assert page.flow.current_key() == "outlet 29"
    page.flow.show_item("outlet 0", take_focus=True)
    qtbot.keyClick(page.window.focusWidget(), Qt.Key.Key_Backtab)
    assert page.window.focusWidget() is page.before


def test_the_focused_item_keeps_its_widget_when_it_is_scrolled_away(theme: Theme, qtbot: QtBot) -> None:
    page = Page(qtbot, 1000)
    page.flow.show_item("outlet 0", take_focus=True)
    focused = page.window.focusWidget()
    page.flow.verticalScrollBar().setValue(50_000)
    assert page.flow.widget("outlet 0") is focused
    assert page.window.focusWidget() is focused


def test_columns_follow_the_width_and_lines_cross_them() -> None:
    assert [column_count(width, 380, 3, 16) for width in (300, 780, 1200, 4000)] == [1, 2, 3, 3]
    items = [
        FlowItem("a", "card", 200),
        FlowItem("b", "card", 240),
        FlowItem("c", "card", 200),
        FlowItem("d", "line", 48, wide=True),
        FlowItem("e", "card", 100),
    ]
    assert arrange(items, 816, 2, 16) == [
        QRect(0, 0, 400, 240),
        QRect(416, 0, 400, 240),
        QRect(0, 256, 400, 200),
        QRect(0, 472, 816, 48),
        QRect(0, 536, 400, 100),
    ]


# The table


def filled_table(theme: Theme, qtbot: QtBot) -> Table:
    table = Table(theme, "Sessions")
    model = QStandardItemModel(0, 4)
    for number, started in enumerate(("20 Nov", "21 Nov", "22 Nov")):
        energy = QStandardItem(f"{number}.50")
        energy.setTextAlignment(NUMBER)
        state = QStandardItem("charging" if number == 2 else "")
        if number == 2:
            state.setData(PillKind.ACCENT.value, PILL_ROLE)
        model.appendRow([QStandardItem(started), QStandardItem("Garage\tleft"), energy, state])
    table.setModel(model)
    table.set_pill_column(3)
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    return table


def test_copying_takes_the_selected_rows_as_the_user_sees_them(theme: Theme, qtbot: QtBot) -> None:
    table = filled_table(theme, qtbot)
    assert table.selected_text() == ""
    table.setColumnHidden(3, True)
    table.horizontalHeader().moveSection(2, 0)
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    expected = "2.50\t22 Nov\tGarage left\n1.50\t21 Nov\tGarage left"
    assert QGuiApplication.clipboard().text() == expected


def test_a_table_entered_by_keyboard_shows_where_it_is(theme: Theme, qtbot: QtBot) -> None:
    table = filled_table(theme, qtbot)
    with qtbot.waitActive(table):
        table.activateWindow()
    table.clearFocus()
    assert not table.has_selection()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    assert [index.row() for index in table.selectionModel().selectedRows()] == [0]


def test_a_state_in_a_table_is_a_pill(theme: Theme, qtbot: QtBot) -> None:
    table = filled_table(theme, qtbot)
    image = table.viewport().grab().toImage()
    place = table.visualRect(table.model().index(2, 3))
    row = place.center().y()
    seen = {image.pixelColor(x, row).name().upper() for x in range(place.left(), place.right())}
    assert LIGHT.accent_soft in seen


# Words, pills, buttons


def test_a_long_word_ends_in_dots_and_is_whole_in_its_tool_tip(theme: Theme, qtbot: QtBot) -> None:
    label = ElidedLabel(theme, "A very long name of an outlet in a garage")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    assert label.toolTip() == label.text()
    assert label.minimumSizeHint().width() < 60
    label.resize(label.sizeHint() + QSize(10, 0))
    assert label.toolTip() == ""


@pytest.mark.parametrize("name", ["<img src='//elsewhere/share/x.png'>", "<b>Garage</b>", "a < b & c", "Garage &lt;1>"])
def test_a_name_with_tags_is_no_page_in_a_tool_tip(theme: Theme, qtbot: QtBot, name: str) -> None:
    shown = QTextDocument()
    found = ElidedLabel(theme, name)
    qtbot.addWidget(found)
    found.resize(4, 20)
    found.show()
    words = found.toolTip()
    shown.setHtml(words) if GuiQt.mightBeRichText(words) else shown.setPlainText(words)
    assert shown.toPlainText() == name


def test_the_marks_of_the_pills_differ_by_shape(theme: Theme, qtbot: QtBot) -> None:
    shapes = set()
    for kind in PillKind:
        mark = StateMark(theme, kind)
        qtbot.addWidget(mark)
        mark.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        mark.show()
        image = mark.grab().toImage()
        ground = image.pixelColor(0, 0)
        shapes.add(tuple(image.pixelColor(x, y) != ground for x in range(image.width()) for y in range(image.height())))
    assert len(shapes) == len(PillKind)


def test_a_pill_follows_its_state_and_the_theme(theme: Theme, qtbot: QtBot) -> None:
    pill = Pill(theme, PillKind.ACCENT, "Charging")
    qtbot.addWidget(pill)
    pill.show()
    light = pill.grab().toImage()
    pill.show_state(PillKind.FAULT, "Fault")
    assert (pill.kind, pill.text()) == (PillKind.FAULT, "Fault")
    pill.show_state(PillKind.ACCENT, "Charging")
    theme.choose(ThemeChoice.DARK)
    assert pill.grab().toImage() != light


def test_a_number_is_said_with_its_unit(theme: Theme) -> None:
    number = BigNumber(theme, "7.2", "kW")
    assert number.accessibleName() == "7.2 kW"
    narrow = number.sizeHint().width()
    number.show_value("1 107.2", "kW")
    assert number.sizeHint().width() > narrow


def test_one_segment_holds_and_the_user_is_heard(theme: Theme, qtbot: QtBot) -> None:
    periods = SegmentedControl(theme, [("day", "Day"), ("month", "Month")], "Period")
    qtbot.addWidget(periods)
    heard: list[str] = []
    periods.chosen.connect(heard.append)
    assert periods.key == "day"
    periods.choose("month")
    assert (periods.key, heard) == ("month", [])
    qtbot.mouseClick(periods.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    assert (periods.key, heard) == ("day", ["day"])


def test_a_banner_and_an_empty_state_say_what_they_want(theme: Theme, icons: Icons, qtbot: QtBot) -> None:
    banner = Banner(theme, "info", "A new charger", "Zaptec Go 2")
    banner.add_button(button(theme, "Approve", "primary"))
    banner.say("Another charger", "Easee")
    assert (banner.accessibleName(), banner.accessibleDescription()) == ("Another charger", "Easee")
    empty = EmptyState(theme, icons, "plug", "No chargers yet.", "Add charger")
    qtbot.addWidget(empty)
    assert empty.accessibleName() == "No chargers yet."
    assert empty.action is not None
    with qtbot.waitSignal(empty.acted):
        qtbot.mouseClick(empty.action, Qt.MouseButton.LeftButton)


def test_every_control_without_words_has_a_name(theme: Theme, icons: Icons) -> None:
    assert icon_button(icons, "more", "More").accessibleName() == "More"
    assert search_field(theme, icons, "Search…").accessibleName() == "Search…"
    assert number_field(theme, "Current", 6, 32, "A").accessibleName() == "Current"
    assert rail_button(theme, icons, "history", "History").text() == "History"


def test_a_button_changes_its_look_with_its_kind(theme: Theme, qtbot: QtBot) -> None:
    stop = button(theme, "Stop")
    qtbot.addWidget(stop)
    stop.show()
    plain = stop.grab().toImage()
    set_kind(stop, "primary")
    assert stop.grab().toImage() != plain
    assert stop.grab().toImage().pixelColor(8, 17).name().upper() == LIGHT.accent


def test_esc_clears_what_is_searched_for_and_is_the_windows_where_there_is_nothing(
    theme: Theme, icons: Icons, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    escaped: list[bool] = []
    QShortcut(QKeySequence("Esc"), window, lambda: escaped.append(True))
    field = search_field(theme, icons, "Search…")
    QVBoxLayout(window).addWidget(field)
    window.show()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "garage")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "" and escaped == []
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert escaped == [True]


def test_the_mark_of_the_sorted_column_stands_beside_its_words_and_covers_nothing(theme: Theme, qtbot: QtBot) -> None:
    table = Table(theme, "Sessions")
    qtbot.addWidget(table)
    model = QStandardItemModel(1, 2)
    for column, words in enumerate(("kWh", "Duration")):
        model.setHorizontalHeaderItem(column, QStandardItem(words))
        model.horizontalHeaderItem(column).setTextAlignment(NUMBER)
    table.setModel(model)
    table.resize(400, 200)
    table.show()
    header = table.horizontalHeader()
    header.resizeSection(0, 84)

    def drawn(section: int) -> tuple[QImage, QImage]:
        """What stands where the words are, and beside them."""
        left, width = header.sectionViewportPosition(section), header.sectionSize(section)
        image = header.viewport().grab().toImage()
        return (
            image.copy(left, 0, width - 13, header.height()),
            image.copy(left + width - 13, 0, 13, header.height()),
        )

    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    words, bare = drawn(0)
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 20))
        assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (0, order)
        words_sorted, mark = drawn(0)
        assert words_sorted == words
        assert mark != bare
        bare = mark  # the other way round it is another
