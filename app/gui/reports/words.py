"""Statements in words: whom they are for, how they stand, and why one was refused."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from app.core.papers.batch import StatementRefused, WhyStatement
from app.core.statements import Standing, Template
from app.gui.figures import number

translate = QCoreApplication.translate


def template_word(template: Template) -> str:
    match template:
        case Template.PRIVATE:
            return translate("Reports", "Overview for yourself")
        case Template.TENANT:
            return translate("Reports", "Tenant or member")
        case Template.COMPANY_CAR_SE:
            return translate("Reports", "Company car, Sweden")
        case Template.COMPANY_CAR_DE:
            return translate("Reports", "Company car, Germany")
        case Template.COMPANY_CAR_UK:
            return translate("Reports", "Company car, United Kingdom")
        case Template.COMPANY_CAR_NL:
            return translate("Reports", "Company car, Netherlands")


def sessions_words(count: int) -> str:
    if count == 1:
        return translate("Reports", "1 session")
    return translate("Reports", "%1 sessions").replace("%1", number(count))


def standing_word(standing: Standing) -> str:
    match standing:
        case Standing.ISSUED:
            return translate("Reports", "issued")
        case Standing.HANDED_OVER:
            return translate("Reports", "handed over")
        case Standing.PAID_IN_PART:
            return translate("Reports", "paid in part")
        case Standing.PAID:
            return translate("Reports", "paid")
        case Standing.CORRECTED:
            return translate("Reports", "corrected")


_WHY: dict[WhyStatement, Callable[[], str]] = {
    WhyStatement.NOTHING: lambda: translate("Reports", "No session ended in this time."),
    WhyStatement.PRICES_MISSING: lambda: translate(
        "Reports", "Prices are missing for %1 of the sessions. Import them on the Prices page first."
    ),
    WhyStatement.STILL_RUNNING: lambda: translate("Reports", "This time is not over yet. Issue it when it is."),
    WhyStatement.ISSUED_ALREADY: lambda: translate(
        "Reports", "Some of these sessions stand on statement %1 already. Correct that one instead."
    ),
    WhyStatement.TWICE: lambda: translate("Reports", "Some sessions would stand on two of these statements (%1)."),
    WhyStatement.UNKNOWN_NUMBER: lambda: translate("Reports", "There is no statement %1."),
    WhyStatement.CORRECTED_ALREADY: lambda: translate("Reports", "Statement %1 took its place already."),
    WhyStatement.NOT_AN_AMOUNT: lambda: translate("Reports", "%1 is no amount that can be paid."),
    WhyStatement.TOO_LONG: lambda: translate("Reports", "The note is too long."),
}


def statement_words(failure: BaseException) -> str:
    if not isinstance(failure, StatementRefused):
        return ""
    return _WHY[failure.why]().replace("%1", failure.detail)
