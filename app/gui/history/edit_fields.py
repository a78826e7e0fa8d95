"""Fields for what people write over a session: an instant and an energy."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, QTime, QTimeZone
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import (
    QDateTimeEdit,
    QDoubleSpinBox,
)

from app.gui.figures import local, local_zone
from app.gui.theme import Theme
from app.gui.theme.tokens import BODY

translate = QCoreApplication.translate

_INDENT_PX = 10
# No session that a person writes down has more.
_MOST_KWH = 9_999.999


class MomentField(QDateTimeEdit):
    """An instant on the user's clock, to the minute; one that nobody touched keeps its seconds."""

    def __init__(self, theme: Theme, name: str, at: datetime) -> None:
        super().__init__()
        self.setFont(theme.font(BODY))
        self.setAccessibleName(name)
        # What is typed is a face of the clock, not yet an instant: hours that the spring leaves out can be typed too.
        self.setTimeZone(QTimeZone(QTimeZone.Initialization.UTC))
        self.setDisplayFormat(_moment_format(QLocale()))
        self.setMinimumDate(QDate(2000, 1, 1))
        self.lineEdit().setTextMargins(_INDENT_PX, 0, 0, 0)
        self.show_at(at)

    def show_at(self, at: datetime) -> None:
        self._given = at
        self._shown = _face(at)
        self.setDateTime(self._shown)

    @property
    def touched(self) -> bool:
        return self.dateTime() != self._shown

    @property
    def at(self) -> datetime:
        """Aware UTC."""
        return self.instant() if self.touched else self._given

    def instant(self, *, second: bool = False) -> datetime:
        """`second`: of the two hours that an autumn night has of that name."""
        date, time = self.date(), self.time()
        there = datetime(
            date.year(), date.month(), date.day(), time.hour(), time.minute(), tzinfo=local_zone(), fold=int(second)
        )
        return there.astimezone(UTC)

    def after(self, start: datetime) -> datetime:
        """The instant, and where its hour comes twice that night, the one that is after `start`."""
        at = self.at
        return self.instant(second=True) if at < start and self.touched else at


class EnergyField(QDoubleSpinBox):
    """Kilowatt-hours, typed with a comma or a point; exact to the watt-hour."""

    def __init__(self, theme: Theme, name: str, energy_wh: int = 0) -> None:
        super().__init__()
        self.setFont(theme.font(BODY))
        self.setAccessibleName(name)
        self.setDecimals(3)
        self.setRange(0, _MOST_KWH)
        self.setSingleStep(0.1)
        self.setSuffix(" kWh")
        self.lineEdit().setTextMargins(_INDENT_PX, 0, 0, 0)
        self.show_wh(energy_wh)

    @property
    def energy_wh(self) -> int:
        return round(self.value() * 1000)

    def show_wh(self, energy_wh: int) -> None:
        self.setValue(energy_wh / 1000)

    def textFromValue(self, value: float) -> str:
        """Two decimals as everywhere, the third where it says something."""
        thousandths = round(value * 1000)
        return QLocale().toString(value, "f", 2 if thousandths % 10 == 0 else 3).replace(QLocale().groupSeparator(), "")

    def valueFromText(self, text: str) -> float:
        number, _ = QLocale().toDouble(self._plain(text))
        return number

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        plain = self._plain(text)
        if not plain or plain == QLocale().decimalPoint():
            return QValidator.State.Intermediate, text, position
        value, known = QLocale().toDouble(plain)
        decimals = plain.partition(QLocale().decimalPoint())[2]
        if not known or not 0 <= value <= _MOST_KWH or len(decimals) > self.decimals():
            return QValidator.State.Invalid, text, position
        return QValidator.State.Acceptable, text, position

    def _plain(self, text: str) -> str:
        bare = text.removesuffix(self.suffix()).strip()
        return bare.replace(",", ".").replace(".", QLocale().decimalPoint())


def _face(at: datetime) -> QDateTime:
    there = local(at)
    utc = QTimeZone(QTimeZone.Initialization.UTC)
    return QDateTime(QDate(there.year, there.month, there.day), QTime(there.hour, there.minute), utc)


def _moment_format(locale: QLocale) -> str:
    """As the language writes both short, the year whole."""
    short = QLocale.FormatType.ShortFormat
    date = locale.dateFormat(short)
    if "yyyy" not in date:
        date = date.replace("yy", "yyyy")
    return f"{date} {locale.timeFormat(short)}"
