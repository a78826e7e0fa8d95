"""One price of the stack in a dialog: its form, and what it says in words while it is typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.prices.books import Component, Tiers
from app.gui.icons import Icons
from app.gui.page_parts import scroll_area
from app.gui.prices.stack.component_form import ComponentForm
from app.gui.prices.stack.known import Known
from app.gui.prices.stack_words import detail_words
from app.gui.prices.words import component_name, rate_words
from app.gui.theme import STRONG, Theme
from app.gui.theme.tokens import BODY
from app.gui.widgets.card import hairline
from app.gui.widgets.dialog import Dialog
from app.gui.widgets.labels import label

translate = QCoreApplication.translate

_WIDTH_PX, _HEIGHT_PX, _LEAST_PX = 680, 680, 420


class ComponentDialog(Dialog):
    """Keeps nothing before all of it can be meant."""

    kept = Signal(object)
    """The component as it is wanted."""

    def __init__(
        self,
        theme: Theme,
        icons: Icons,
        known: Known,
        component: Component,
        others: Sequence[Component],
        parent: QWidget,
        *,
        new: bool = False,
    ) -> None:
        """`others`: the rest of the stack. `new`: what it costs is for the user to say."""
        super().__init__(theme, component_name(component), "", parent, width_px=_WIDTH_PX, resizable=True)
        self.setMinimumWidth(_WIDTH_PX)
        self.resize(_WIDTH_PX, min(_HEIGHT_PX, max(_LEAST_PX, parent.window().height() - 40)))
        self._known, self._others = known, tuple(others)
        self.area = scroll_area()
        inner = QWidget()
        inner.setObjectName("column")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        self.form = ComponentForm(theme, icons, known, others)
        column.addWidget(self.form)
        self.area.setWidget(inner)
        self.body.addWidget(self.area, 1)
        self.body.addWidget(hairline())
        self.sentence = label(theme, "", BODY, STRONG, wrap=True)
        self.sentence.setMinimumHeight(2 * self.sentence.fontMetrics().height())
        self.body.addWidget(self.sentence)
        self.yes = self.add_yes(translate("Prices", "Done"), self._keep)
        self.form.show_component(component)
        if new:
            self.form.rate.amount.show_value(None)
        self.form.changed.connect(self._tell)
        self._tell()
        self.form.rate.amount.edit.setFocus()

    def _tell(self) -> None:
        QTimer.singleShot(0, self._keep_in_sight)
        component = self.form.peek()
        if component is None:
            return
        self.title_words.setText(component_name(component))
        currency = self._known.currency
        details = detail_words(component, currency, (*self._others, component))
        price = (
            "" if isinstance(component.rate, Tiers) else rate_words(component, currency)
        )  # its details tell them all
        said = (price, details)
        self.sentence.setText("  ·  ".join(filter(None, said)))

    def _keep(self) -> None:
        if self.form.check():
            self.kept.emit(self.form.component())
            self.accept()
        else:
            QTimer.singleShot(0, self._keep_in_sight)  # what was folded away has no place before

    def _keep_in_sight(self) -> None:
        """Where one types: what was just added is beneath, and has its place only after this."""
        focus = self.focusWidget()
        if focus is not None and self.area.isAncestorOf(focus):
            self.area.ensureWidgetVisible(focus, 0, 80)
