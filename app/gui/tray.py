"""The icon in the system's tray, for a program that runs without its window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

if TYPE_CHECKING:
    from app.gui.main_window import MainWindow


def tray_of(window: MainWindow) -> QSystemTrayIcon | None:
    """The icon, shown, with a menu that opens the window or ends the program; None where there is no tray."""
    if not QSystemTrayIcon.isSystemTrayAvailable():
        return None
    tray = QSystemTrayIcon(window.windowIcon(), window)
    tray.setToolTip("Laddvakt")
    menu = QMenu(window)
    show = QAction(window.tr("Open Laddvakt"), menu)
    show.triggered.connect(window.come_forward)
    end = QAction(window.tr("Quit – stops receiving data"), menu)
    end.triggered.connect(window.quit_asked)
    menu.addActions([show, end])
    tray.setContextMenu(menu)
    tray.activated.connect(window.come_forward)
    tray.messageClicked.connect(window.come_forward)
    tray.show()
    return tray
