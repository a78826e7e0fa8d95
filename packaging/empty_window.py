"""An empty window, the least that a program of this kind can be: what Laddvakt's start and memory are held against."""

import sys

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class Empty(QMainWindow):
    """Says when it is first painted."""

    said = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.said:
            self.said = True
            print("shown", flush=True)


application = QApplication(sys.argv)
window = Empty()
window.resize(1180, 760)
window.show()
sys.exit(application.exec())
