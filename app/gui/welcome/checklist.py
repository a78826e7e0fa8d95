"""What has happened so far, step by step, each with a mark that says it without colour too."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.contact import Knock, Trouble
from app.core.model import Charger
from app.gui.figures import exact_moment
from app.gui.theme import MEDIUM, STRONG, Theme
from app.gui.theme.tokens import BODY, EMPHASIS, GAP
from app.gui.welcome.progress import Progress, Step
from app.gui.widgets.buttons import button
from app.gui.widgets.card import Card
from app.gui.widgets.labels import ElidedLabel, label
from app.gui.words import trouble_words

translate = QCoreApplication.translate

_MARK_PX = 22


class Mark(Enum):
    DONE = "done"
    NEXT = "next"
    LATER = "later"
    WRONG = "wrong"


class StepMark(QWidget):
    """A tick, three dots, an empty ring or a cross."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.mark = Mark.LATER
        self.setFixedSize(_MARK_PX, _MARK_PX)
        theme.changed.connect(self.update)

    def show_mark(self, mark: Mark) -> None:
        self.mark = mark
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.mark is Mark.DONE:
            self._disc(painter, box, "accent")
            self._strokes(painter, [[(6.5, 11.2), (9.8, 14.4), (15.5, 8.0)]], "on_accent")
        elif self.mark is Mark.WRONG:
            self._disc(painter, box, "fault")
            self._strokes(painter, [[(7.5, 7.5), (14.5, 14.5)], [(14.5, 7.5), (7.5, 14.5)]], "surface")
        else:
            waiting = self.mark is Mark.NEXT
            painter.setPen(QPen(self._theme.colour("wait" if waiting else "edge"), 1.8))
            painter.drawEllipse(box.adjusted(1, 1, -1, -1))
            if waiting:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._theme.colour("wait"))
                for x in (7.0, 11.0, 15.0):
                    painter.drawEllipse(QPointF(x, 11.0), 1.2, 1.2)

    def _disc(self, painter: QPainter, box: QRectF, colour: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.qcolor(getattr(self._theme.tokens, colour)))
        painter.drawEllipse(box)

    def _strokes(self, painter: QPainter, lines: list[list[tuple[float, float]]], colour: str) -> None:
        ink = self._theme.qcolor(getattr(self._theme.tokens, colour))
        painter.setPen(QPen(ink, 2, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for line in lines:
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in line]))


class StepLine(QWidget):
    """A mark, the step, and at the right what is known of it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        self.mark = StepMark(theme)
        self.step = label(theme, "", BODY, MEDIUM)
        self.detail = ElidedLabel(theme, "", tone="muted")
        self.detail.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.mark)
        row.addWidget(self.step)
        row.addStretch(1)
        row.addWidget(self.detail)

    def say(self, mark: Mark, step: str, detail: str) -> None:
        self.mark.show_mark(mark)
        self.step.setText(step)
        self.step.setProperty("tone", "muted" if mark is Mark.LATER else "text")
        self.step.style().unpolish(self.step)
        self.step.style().polish(self.step)
        self.detail.setText(detail)
        self.setAccessibleName(f"{step}: {_spoken(mark)}. {detail}")


def _spoken(mark: Mark) -> str:
    match mark:
        case Mark.DONE:
            return translate("Steps", "done")
        case Mark.NEXT:
            return translate("Steps", "waiting")
        case Mark.LATER:
            return translate("Steps", "not yet")
        case Mark.WRONG:
            return translate("Steps", "does not work")


class Checklist(Card):
    """The steps of one charger on its way in, or of whoever comes first."""

    settings_asked = Signal()
    """The user wants to change the port that this computer cannot listen on."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.body.addWidget(label(theme, translate("Steps", "What has happened so far"), EMPHASIS, STRONG))
        self.lines = {step: StepLine(theme) for step in Step}
        self.trouble = label(theme, "", tone="fault", wrap=True)
        self.change_port = button(theme, translate("Steps", "Change port"), "link")
        self.change_port.clicked.connect(self.settings_asked)
        self.why = QWidget()
        why = QVBoxLayout(self.why)
        why.setContentsMargins(_MARK_PX + GAP, 0, 0, 0)
        why.setSpacing(2)
        why.addWidget(self.trouble)
        why.addWidget(self.change_port, 0, Qt.AlignmentFlag.AlignLeft)
        self.why.hide()
        column = QVBoxLayout()
        column.setSpacing(GAP)
        for step, line in self.lines.items():
            column.addWidget(line)
            if step is Step.LISTENING:
                column.addWidget(self.why)
        self.body.addLayout(column)
        self.body.addStretch(1)

    def show_progress(self, shown: Progress, port: int, trouble: Trouble | None, now: datetime) -> None:
        """`trouble` is why this computer does not listen, where it does not."""
        wrong = trouble is not None and Step.LISTENING not in shown.done
        for step, line in self.lines.items():
            if step in shown.done:
                mark = Mark.DONE
            elif step is Step.LISTENING and wrong:
                mark = Mark.WRONG
            else:
                mark = Mark.NEXT if step is shown.next else Mark.LATER
            line.say(mark, _words(step, mark), _detail(step, mark, shown, port, now))
        self.why.setVisible(wrong)
        if trouble is not None:
            self.trouble.setText(" ".join(trouble_words(trouble)))


def _words(step: Step, mark: Mark) -> str:
    done = mark is Mark.DONE
    match step:
        case Step.LISTENING:
            wrong = translate("Steps", "Not listening")
            return wrong if mark is Mark.WRONG else translate("Steps", "Listening on this computer")
        case Step.KNOCKED:
            return translate("Steps", "Something knocked") if done else translate("Steps", "Waiting for a knock")
        case Step.NAMED:
            return translate("Steps", "It gave its name") if done else translate("Steps", "Its name")
        case Step.HELLO:
            return translate("Steps", "It said hello") if done else translate("Steps", "Its greeting")
        case Step.APPROVED:
            return translate("Steps", "You approved it") if done else translate("Steps", "Your approval")
        case Step.STATUS:
            return (
                translate("Steps", "It told its outlet's status") if done else translate("Steps", "Its outlet's status")
            )
        case Step.METER:
            return translate("Steps", "It sent a meter reading") if done else translate("Steps", "A meter reading")


def _detail(step: Step, mark: Mark, shown: Progress, port: int, now: datetime) -> str:
    done = mark is Mark.DONE
    match step:
        case Step.LISTENING:
            return translate("Steps", "port %1").replace("%1", str(port)) if done and port else ""
        case Step.KNOCKED:
            return _knock(shown.knock, shown.charger, now) if done else ""
        case Step.NAMED:
            return _name(shown) if done else ""
        case Step.HELLO:
            return _introduction(shown.charger) if done and shown.charger is not None else ""
        case Step.METER:
            return "" if done else translate("Steps", "comes with the first charging")
        case _:
            return ""


def _knock(knock: Knock | None, charger: Charger | None, now: datetime) -> str:
    if knock is not None:
        return f"{knock.address}, {exact_moment(knock.at, now)}"
    return charger.address if charger is not None else ""


def _name(shown: Progress) -> str:
    if shown.charger is not None:
        return translate("Steps", "none; we made one up") if shown.charger.anonymous else shown.charger.id
    return (shown.knock.identity or "") if shown.knock is not None else ""


def _introduction(charger: Charger) -> str:
    product = " ".join(filter(None, (charger.vendor, charger.model)))
    firmware = translate("Steps", "firmware %1").replace("%1", charger.firmware) if charger.firmware else ""
    return ", ".join(filter(None, (product, f"OCPP {charger.protocol}" if charger.protocol else "", firmware)))
