"""What to check when nothing calls: for a charger that has not called yet, and for one that has lost contact."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt, Signal

from app.core.model import Charger
from app.gui.figures import moment
from app.gui.page_parts import bullets
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import EMPHASIS
from app.gui.widgets.buttons import button
from app.gui.widgets.card import Card
from app.gui.widgets.labels import label

translate = QCoreApplication.translate


class Advice(Card):
    """One sentence that says how long it has been silent, and a short list in the order in which to look."""

    more_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("wait")
        self.words = label(theme, "", EMPHASIS, STRONG, "wait", wrap=True)
        self.body.addWidget(self.words)
        phone = translate(
            "Welcome",
            "Does the page open on your phone, with the phone on that network? If not, this computer's firewall "
            "keeps it out: allow Laddvakt there.",
        )
        patience = translate("Welcome", "Some chargers wait up to 15 minutes before they call.")
        self._first = bullets(
            theme,
            (
                translate(
                    "Welcome", "Is the charger on the same network as this computer? A guest network is another one."
                ),
                phone,
                translate("Welcome", "Has the charger been restarted? Many read a new address only when they start."),
                patience,
            ),
        )
        self._again = bullets(
            theme,
            (
                translate("Welcome", "Does the charger have power, and is its cable or Wi-Fi to the network working?"),
                translate(
                    "Welcome",
                    "Does the charger still call the address above? It changes when the router gives this computer "
                    "another one.",
                ),
                phone,
                translate("Welcome", "Restart the charger.") + " " + patience,
            ),
        )
        for each in (self._first, self._again):
            self.body.addWidget(each)
        more = button(theme, translate("Welcome", "More help"), "link")
        more.clicked.connect(self.more_asked)
        self.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_for(self, lost: Charger | None, now: datetime) -> None:
        """`lost` is the charger that had been here before; None: nobody has called yet."""
        if lost is None or lost.last_seen_at is None:
            self.words.setText(translate("Welcome", "Nothing has called yet. Check this:"))
        else:
            words = translate("Welcome", "%1: no contact since %2. Check this:")
            self.words.setText(words.replace("%2", moment(lost.last_seen_at, now)).replace("%1", lost.title))
        self._first.setVisible(lost is None)
        self._again.setVisible(lost is not None)
        self.setAccessibleName(self.words.text())
