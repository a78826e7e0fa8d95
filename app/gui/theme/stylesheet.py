"""The one style sheet of the application, made from tokens."""

from pathlib import Path
from string import Template

from app.gui.theme.tokens import Tokens

# No font is set here: fonts come from `Theme.font`, and a style sheet's font would override them.
# Widgets choose a variant with the dynamic properties `kind` (buttons, cards) and `tone` (labels).
_SHEET = Template("""
QMainWindow, QDialog { background: $bg; }
QFrame#rail { background: $rail; border: none; border-right: 1px solid $line; }
QLabel { background: transparent; color: $text; }
QLabel:disabled { color: $faint; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="wait"] { color: $wait; }
QLabel[tone="fault"] { color: $fault; }
QLabel[tone="info"] { color: $info; }

QFrame[card="plain"] {
    background: $surface; border: 1px solid $line; border-radius: 12px;
}
QFrame[card="info"] { background: $surface; border: 1px solid $info; border-radius: 12px; }
QFrame[card="wait"] { background: $surface; border: 1px solid $wait; border-radius: 12px; }
QFrame[card="fault"] { background: $surface; border: 1px solid $fault; border-radius: 12px; }
QFrame[card="plain"]:focus { border: 2px solid $accent; }
QFrame[card="info"]:focus { border: 2px solid $info; }
QFrame[card="wait"]:focus { border: 2px solid $wait; }
QFrame[card="fault"]:focus { border: 2px solid $fault; }
QFrame[hairline="true"] { background: $line; border: none; }

QAbstractScrollArea { background: transparent; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }

QPushButton {
    background: $surface; color: $text; border: 1px solid $line; border-radius: 8px;
    min-height: 32px; padding: 0 15px; font-weight: 600; outline: none;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:open { background: $pressed; }
QPushButton:focus { border: 2px solid $accent; padding: 0 14px; min-height: 30px; }
QPushButton:disabled { color: $faint; background: $raised; border-color: $line; }
QPushButton::menu-indicator {
    image: url("$controls/chevron-down-$suffix.svg"); width: 12px; height: 12px;
    subcontrol-origin: padding; subcontrol-position: center right; right: 10px;
}
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent; border-color: $accent; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { color: $faint; background: $neutral_soft; border-color: $line; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: $accent; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:pressed { background: $pressed; }
QPushButton[kind="quiet"]:focus { border: 2px solid $accent; }
QPushButton[kind="quiet"]:disabled { color: $faint; background: transparent; }
QPushButton[kind="danger"] { color: $fault; }
QPushButton[kind="danger"]:hover { background: $fault_soft; border-color: $fault; }
QPushButton[kind="danger"]:pressed { background: $fault_soft; }
QPushButton[kind="danger"]:focus { border: 2px solid $fault; }
QPushButton[kind="danger"]:disabled { color: $faint; background: $raised; border-color: $line; }
QPushButton[kind="link"] {
    background: transparent; border: 2px solid transparent; color: $accent;
    padding: 0; min-height: 20px; border-radius: 4px;
}
QPushButton[kind="link"]:hover { color: $accent_hover; text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 2px solid $accent; }
QPushButton[kind="link"]:disabled { color: $faint; }

QPushButton[kind="menu"] { padding-right: 32px; }
QPushButton[kind="menu"]:focus { padding-right: 31px; }
QFrame[segments="true"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QPushButton[kind="segment"] {
    background: transparent; color: $muted; border: 2px solid transparent; border-radius: 6px;
    min-height: 22px; padding: 0 10px; font-weight: 500;
}
QPushButton[kind="segment"]:hover { background: $hover; color: $text; }
QPushButton[kind="segment"]:checked { background: $accent_soft; color: $accent; }
QPushButton[kind="segment"]:focus { border: 2px solid $accent; }
QPushButton[kind="segment"]:disabled { color: $faint; }

QPushButton[kind="day"] {
    background: $surface; color: $muted; border: 1px solid $line; border-radius: 8px; min-height: 28px; padding: 0;
}
QPushButton[kind="day"]:hover { border-color: $edge; }
QPushButton[kind="day"]:checked { background: $accent_soft; color: $accent; border-color: $accent; }
QPushButton[kind="day"]:focus { border: 2px solid $accent; }

QToolButton {
    background: transparent; color: $text; border: 2px solid transparent; border-radius: 8px;
    padding: 2px; outline: none;
}
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:open { background: $pressed; }
QToolButton:checked { background: $accent_soft; color: $accent; }
QToolButton:focus { border: 2px solid $accent; }
QToolButton:disabled { color: $faint; }
QToolButton::menu-indicator { image: none; }
QToolButton[kind="framed"] {
    background: $surface; border: 1px solid $line; min-height: 22px; padding: 5px;
}
QToolButton[kind="framed"]:hover { background: $hover; }
QToolButton[kind="framed"]:pressed { background: $pressed; }
QToolButton[kind="framed"]:focus { border: 2px solid $accent; padding: 4px; }
QToolButton[kind="rail"] {
    color: $muted; text-align: left; padding: 0 9px; min-height: 34px;
}
QToolButton[kind="rail"]:hover { background: $hover; }
QToolButton[kind="rail"]:checked { background: $accent_soft; color: $accent; font-weight: 600; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {
    background: $surface; color: $text; border: 1px solid $line; border-radius: 8px;
    selection-background-color: $accent; selection-color: $on_accent; outline: none;
}
QLineEdit, QComboBox, QAbstractSpinBox { min-height: 32px; padding: 0 11px; }
QLineEdit:hover, QComboBox:hover, QAbstractSpinBox:hover { border-color: $edge; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
    border: 2px solid $accent; min-height: 30px; padding: 0 10px;
}
QLineEdit:read-only { background: $raised; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QPlainTextEdit:disabled {
    color: $faint; background: $raised;
}
QLineEdit[wrong="true"], QAbstractSpinBox[wrong="true"] { border-color: $fault; }
QPlainTextEdit, QTextEdit { padding: 8px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; padding: 7px; }

QComboBox { padding-right: 30px; combobox-popup: 0; }
QComboBox:focus { padding-right: 29px; }
QComboBox:on { background: $pressed; }
QComboBox QLineEdit, QComboBox QLineEdit:focus {
    background: transparent; border: none; border-radius: 0; min-height: 0; padding: 0;
}
QComboBox::drop-down {
    subcontrol-origin: border; subcontrol-position: center right; width: 30px; border: none;
}
QComboBox::down-arrow {
    image: url("$controls/chevron-down-$suffix.svg"); width: 12px; height: 12px;
}
QComboBox[set="true"] { background: $accent_soft; color: $accent; border-color: $accent; }
QComboBox[set="true"]::down-arrow { image: url("$controls/cross-$suffix.svg"); }
QComboBox QAbstractItemView {
    background: $raised; color: $text; border: 1px solid $line; padding: 4px; outline: none;
    selection-background-color: $accent_soft; selection-color: $text;
}
QComboBox QAbstractItemView::item { min-height: 30px; padding: 0 8px; border-radius: 6px; border: none; }
QComboBox QAbstractItemView::item:selected { background: $accent_soft; color: $text; }

QAbstractSpinBox { padding-right: 26px; }
QAbstractSpinBox:focus { padding-right: 25px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    subcontrol-origin: border; width: 24px; height: 15px; border: none; background: transparent;
}
QAbstractSpinBox::up-button { subcontrol-position: top right; margin-top: 2px; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; margin-bottom: 2px; }
QAbstractSpinBox::up-arrow {
    image: url("$controls/chevron-up-$suffix.svg"); width: 10px; height: 10px;
}
QAbstractSpinBox::down-arrow {
    image: url("$controls/chevron-down-$suffix.svg"); width: 10px; height: 10px;
}

QDateEdit { padding-right: 8px; }
QDateEdit:focus { padding-right: 7px; }
QDateEdit::drop-down {
    subcontrol-origin: border; subcontrol-position: center right; width: 28px; border: none; background: transparent;
}
QDateEdit::down-arrow { image: url("$controls/chevron-down-$suffix.svg"); width: 12px; height: 12px; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $raised; border-bottom: 1px solid $line; }
QCalendarWidget QWidget { background: $surface; color: $text; alternate-background-color: $raised; }
QCalendarWidget QToolButton { background: transparent; color: $text; font-weight: 600; padding: 3px 8px; }
QCalendarWidget QToolButton:hover { background: $hover; }
QCalendarWidget QSpinBox { min-height: 26px; padding: 0 4px; border-radius: 6px; }
QCalendarWidget { min-width: 296px; min-height: 252px; }

QCheckBox, QRadioButton {
    background: transparent; color: $text; spacing: 10px; padding: 4px;
    border: 2px solid transparent; border-radius: 8px; outline: none;
}
QCheckBox:focus, QRadioButton:focus { border: 2px solid $accent; }
QCheckBox:disabled, QRadioButton:disabled { color: $faint; }
QCheckBox::indicator {
    width: 16px; height: 16px; border: 1px solid $edge; border-radius: 4px; background: $surface;
}
QCheckBox::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked {
    background: $accent; border-color: $accent; image: url("$controls/check-$suffix.svg");
}
QCheckBox::indicator:indeterminate { background: $accent_soft; border-color: $accent; }
QCheckBox::indicator:disabled { background: $raised; border-color: $line; }
QCheckBox::indicator:checked:disabled { background: $faint; border-color: $faint; }
QRadioButton::indicator {
    width: 16px; height: 16px; border: 1px solid $edge; border-radius: 9px; background: $surface;
}
QRadioButton::indicator:hover { border-color: $accent; }
QRadioButton::indicator:checked {
    width: 8px; height: 8px; border: 5px solid $accent; background: $on_accent;
}
QRadioButton::indicator:disabled { border-color: $line; background: $raised; }
QRadioButton::indicator:checked:disabled { border-color: $faint; }

QGroupBox { border: none; margin-top: 28px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; subcontrol-position: top left; padding: 0; }

QAbstractItemView {
    background: $surface; color: $text; border: none; outline: none;
    selection-background-color: $accent_soft; selection-color: $text;
}
QTableView::item { border: none; border-bottom: 1px solid $grid; padding: 0 10px; }
QTableView::item:selected { background: $accent_soft; color: $text; }
QTableView::item:selected:!active { background: $neutral_soft; }
QCalendarWidget QTableView { border: 1px solid $line; }
QCalendarWidget QTableView::item { border: none; padding: 0; }
QCalendarWidget QTableView::item:selected, QCalendarWidget QTableView::item:selected:!active {
    background: $accent; color: $on_accent; border-radius: 6px;
}
QCalendarWidget QAbstractItemView:disabled { color: $faint; }
QListView::item, QTreeView::item { border: 2px solid transparent; min-height: 30px; padding: 0 8px; }
QListView::item { border-radius: 8px; }
QListView::item:hover, QTreeView::item:hover { background: $hover; }
QListView::item:selected, QTreeView::item:selected { background: $accent_soft; color: $text; }
QListView::item:focus { border: 2px solid $accent; }
QTreeView::branch:has-children:closed {
    image: url("$controls/chevron-right-$suffix.svg"); padding: 4px;
}
QTreeView::branch:has-children:open {
    image: url("$controls/chevron-down-$suffix.svg"); padding: 4px;
}
QHeaderView { background: transparent; border: none; }
QHeaderView::section {
    background: $surface; color: $muted; border: none; border-bottom: 1px solid $line;
    padding: 0 13px; min-height: 38px;
}
QHeaderView::section:hover { color: $text; }
QHeaderView::up-arrow { image: url("$controls/chevron-up-$suffix.svg"); }
QHeaderView::down-arrow { image: url("$controls/chevron-down-$suffix.svg"); }
QTableCornerButton::section { background: $surface; border: none; }

QScrollBar:vertical { background: transparent; border: none; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; border: none; height: 12px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 4px; margin: 2px; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::handle:vertical { min-height: 36px; }
QScrollBar::handle:horizontal { min-width: 36px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $edge; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenu { background: $raised; color: $text; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; min-height: 20px; border-radius: 6px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $faint; }
QMenu::icon { left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: 4px 6px; }

QTabWidget::pane { border: none; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab {
    background: transparent; color: $muted; border: none; border-bottom: 2px solid transparent;
    padding: 8px 12px; margin-right: 8px;
}
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $accent; border-bottom: 2px solid $accent; }
QTabBar::tab:focus { background: $accent_soft; }
QTabBar::tab:disabled { color: $faint; }

QSlider:horizontal { min-height: 24px; }
QSlider::groove:horizontal { background: $line; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; height: 4px; border-radius: 2px; }
QSlider::handle:horizontal {
    background: $surface; border: 2px solid $accent; width: 12px; height: 12px; margin: -6px 0; border-radius: 8px;
}
QSlider::handle:horizontal:hover { background: $accent_soft; }
QSlider::handle:horizontal:focus { background: $accent; border-color: $text; }

QProgressBar {
    background: $neutral_soft; border: none; border-radius: 3px; max-height: 6px; min-height: 6px;
}
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QStatusBar { background: $bg; color: $muted; }
QStatusBar::item { border: none; }
QSplitter::handle { background: $line; }
""")


def stylesheet(tokens: Tokens, icons_folder: Path) -> str:
    """The sheet for these tokens; `icons_folder` holds `controls/` with the small marks in it."""
    return _SHEET.substitute(
        tokens._asdict(),
        suffix="dark" if tokens.dark else "light",
        controls=(icons_folder / "controls").as_posix(),
    )
