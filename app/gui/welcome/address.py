"""The address that the charger must call: large, to copy, in parts, in other forms, and as a code for the phone."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from app.core.engine import Reach
from app.gui.icons import Icons
from app.gui.page_parts import empty, fact
from app.gui.theme import Theme
from app.gui.theme.tokens import GAP, SMALL
from app.gui.welcome.qr import QrCode
from app.gui.widgets.buttons import button, icon_button
from app.gui.widgets.card import Card
from app.gui.widgets.labels import label

translate = QCoreApplication.translate

_ADDRESS_PX: Final = 26
_COPIED_MS: Final = 2_000


def variants(address: str, charger_id: str) -> tuple[str, ...]:
    """How else some chargers want it: without ws://, without the last slash, neither, with their own name after it."""
    without_scheme = address.partition("://")[2]
    named = charger_id or translate("Address", "THE-CHARGERS-ID")
    return (without_scheme, address.rstrip("/"), without_scheme.rstrip("/"), address + named)


def phone_page(address: str) -> str:
    """Where a phone on the same network finds the page that the server shows to people."""
    parts = urlsplit(address)
    return f"{'https' if parts.scheme == 'wss' else 'http'}://{parts.netloc}/"


def _why_nowhere(reach: Reach) -> str:
    if not reach.port:
        return translate("Address", "No charger can call yet, because this computer is not listening.")
    return translate(
        "Address",
        "This computer has no address on a network that a charger could call. Connect it to the network by cable or "
        "Wi-Fi; the address then appears here.",
    )


class AddressCard(Card):
    """Shows where this computer can be reached."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._theme = theme
        self._icons = icons
        self._charger_id = ""
        self.address = ""
        row = QHBoxLayout()
        row.setSpacing(24)
        self._column = QVBoxLayout()
        self._column.setSpacing(GAP)
        row.addLayout(self._column, 1)
        row.addLayout(self._code())
        self.body.addLayout(row)
        self._column.addStretch(1)
        self._build_address()
        self._build_fields()
        self._build_others()
        self._column.addStretch(1)
        self._uncopy = QTimer(self)
        self._uncopy.setSingleShot(True)
        self._uncopy.setInterval(_COPIED_MS)
        self._uncopy.timeout.connect(self._forget_copied)

    def _code(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        self.code = QrCode(self._theme)
        self.code.setAccessibleName(translate("Address", "Code that opens this address's page on a phone"))
        column.addWidget(self.code)
        self.code_words = label(self._theme, translate("Address", "Open on your phone"), SMALL, tone="muted")
        column.addWidget(self.code_words, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return column

    def _build_address(self) -> None:
        self._column.addWidget(label(self._theme, translate("Address", "Address"), SMALL, tone="muted"))
        self.words = label(self._theme, "", _ADDRESS_PX, fixed=True)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.words.setAccessibleName(translate("Address", "Address"))
        self._column.addWidget(self.words)
        self.nowhere = label(self._theme, "", wrap=True, tone="muted")
        self.nowhere.hide()
        self._column.addWidget(self.nowhere)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        self.copy = button(self._theme, translate("Address", "Copy"), "primary", icons=self._icons, icon="copy")
        self.copy.clicked.connect(self._copy_address)
        # So that the buttons beside it stay where they are when it says "Copied".
        self.copy.setMinimumWidth(120)
        self.in_parts = button(self._theme, translate("Address", "As separate fields"))
        self.in_parts.setCheckable(True)
        self.in_parts.toggled.connect(self._show_fields)
        self.otherwise = button(self._theme, translate("Address", "The charger wants it otherwise"))
        self.menu = QMenu(self.otherwise)
        self.otherwise.setMenu(self.menu)
        for each in (self.copy, self.in_parts):
            row.addWidget(each)
        row.addStretch(1)
        self._column.addLayout(row)
        self._more = QHBoxLayout()
        self._more.setSpacing(24)
        self._more.addWidget(self.otherwise)
        self._column.addLayout(self._more)

    def _build_fields(self) -> None:
        self.fields = QWidget()
        grid = QGridLayout(self.fields)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self._parts: list[QLabel] = []
        names = (
            translate("Address", "Host or server"),
            translate("Address", "Port"),
            translate("Address", "Path"),
            translate("Address", "Encryption (TLS)"),
            translate("Address", "Version"),
        )
        for number, name in enumerate(names):
            grid.addWidget(label(self._theme, name, tone="muted"), number, 0)
            value = fact(self._theme)
            value.setAccessibleName(name)
            grid.addWidget(value, number, 1)
            self._parts.append(value)
        self.fields.hide()
        self._column.addWidget(self.fields)

    def _build_others(self) -> None:
        self.show_others = button(self._theme, "", "link")
        self.show_others.setCheckable(True)
        self.show_others.toggled.connect(self._fold_others)
        self._more.addWidget(self.show_others)
        self._more.addStretch(1)
        self.others = QWidget()
        self._others_column = QVBoxLayout(self.others)
        self._others_column.setContentsMargins(0, 0, 0, 0)
        self._others_column.setSpacing(4)
        self.others.hide()
        self._column.addWidget(self.others)

    # Showing

    def show_reach(self, reach: Reach, charger_id: str) -> None:
        """Where the computer is, and which charger its own name is put after the address of."""
        self._charger_id = charger_id
        self.address = reach.addresses[0] if reach.addresses else ""
        found = bool(self.address)
        for each in (self.words, self.copy, self.in_parts, self.otherwise, self.code, self.code_words):
            each.setVisible(found)
        self.nowhere.setVisible(not found)
        self.nowhere.setText(_why_nowhere(reach))
        self.words.setText(self.address)
        self.code.show_text(phone_page(self.address) if found else "")
        self.fields.setVisible(found and self.in_parts.isChecked())
        self._fill_parts()
        self._fill_menu()
        self._fill_others((*reach.addresses[1:], *reach.others))

    def _fill_parts(self) -> None:
        parts = urlsplit(self.address)
        off, on = translate("Address", "off"), translate("Address", "on")
        values = (
            parts.hostname or "",
            str(parts.port or ""),
            parts.path or "/",
            on if parts.scheme == "wss" else off,
            "OCPP 1.6 JSON, 2.0.1, 2.1",
        )
        for value, words in zip(self._parts, values, strict=True):
            value.setText(words)

    def _fill_menu(self) -> None:
        self.menu.clear()
        if not self.address:
            return
        names = (
            translate("Address", "Copy without ws://"),
            translate("Address", "Copy without the last /"),
            translate("Address", "Copy without both"),
            translate("Address", "Copy with the charger's own id after it"),
        )
        for name, text in zip(names, variants(self.address, self._charger_id), strict=True):
            # A tab would be taken for a shortcut, and an ampersand for a mnemonic.
            action = self.menu.addAction(f"{name}:  {text}".replace("&", "&&"))
            action.setData(text)
            action.triggered.connect(self._copy_variant)

    def _fill_others(self, addresses: tuple[str, ...]) -> None:
        empty(self._others_column)
        for address in addresses:
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            words = label(self._theme, address, fixed=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            copy = icon_button(self._icons, "copy", translate("Address", "Copy %1").replace("%1", address))
            copy.setProperty("address", address)
            copy.clicked.connect(self._copy_other)
            line.addWidget(words)
            line.addWidget(copy)
            line.addStretch(1)
            self._others_column.addWidget(row)
        self.show_others.setVisible(bool(addresses))
        self.others.setVisible(bool(addresses) and self.show_others.isChecked())
        self._word_others()

    def _word_others(self) -> None:
        shown, hidden = translate("Address", "Hide other addresses"), translate("Address", "Other addresses")
        self.show_others.setText(shown if self.show_others.isChecked() else hidden)

    # Acting

    def _show_fields(self, shown: bool) -> None:
        self.fields.setVisible(shown and bool(self.address))

    def _fold_others(self, shown: bool) -> None:
        self.others.setVisible(shown)
        self._word_others()

    def _copy_address(self) -> None:
        self._copy(self.address)

    def _copy_variant(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._copy(str(action.data()))

    def _copy_other(self) -> None:
        self._copy(str(self.sender().property("address")))

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copy.setText(translate("Address", "Copied"))
        self.copy.setIcon(self._icons.icon("check", "on_accent"))
        self._uncopy.start()

    def _forget_copied(self) -> None:
        self.copy.setText(translate("Address", "Copy"))
        self.copy.setIcon(self._icons.icon("copy", "on_accent"))
