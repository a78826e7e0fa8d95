"""The forms of the stack: what they were shown they give back to the digit, and wrong figures get their sentence."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QWidget
from pytestqt.qtbot import QtBot

from app.core.prices.books import Component, Condition, Dimension, Fixed, PeakRule, Scope, Series, Side, Tier, Tiers
from app.core.prices.document import book_of, document_of
from app.core.values import replace
from app.gui.icons import Icons
from app.gui.prices.figures import Wrong, figure
from app.gui.prices.stack.component_form import ComponentForm
from app.gui.prices.stack.known import Known
from app.gui.prices.stack.version_form import VersionForm
from app.gui.theme import Theme
from tests.gui.random_books import whole_book

KNOWN = Known("SEK", ("SE3",), ("days",), {"a": "Garage"}, {"guests": "guests"}, {"X": "Blue tag"})
DAY = Component(Dimension.ENERGY, Fixed(Decimal("1.85")), "day", vat_rate=Decimal("0.25"), vat_inside=True)


@pytest.fixture
def form(theme: Theme, icons: Icons, qtbot: QtBot) -> ComponentForm:
    made = ComponentForm(theme, icons, KNOWN)
    qtbot.addWidget(made)
    return made


def test_a_book_that_is_opened_and_kept_is_the_same_document(theme: Theme, icons: Icons, qtbot: QtBot) -> None:
    """Every form is filled and read, whatever a file says in it: nothing is lost or written another way."""
    component_form, version_form = ComponentForm(theme, icons, KNOWN), VersionForm(theme, icons, "SEK")
    qtbot.addWidget(component_form)
    qtbot.addWidget(version_form)

    @settings(max_examples=25, deadline=None)
    @given(seed=st.integers(0, 10**6))
    def kept(seed: int) -> None:
        book = book_of(document_of(whole_book(seed)))
        versions = []
        for version in book.versions:
            components = []
            for component in version.components:
                component_form.show_component(component)
                assert component_form.check(), component
                components.append(component_form.component())
            version_form.show_version(version)
            made = version_form.version(version.valid_from, tuple(components))
            versions.append(replace(made, entered_at=version.entered_at))
        assert document_of(replace(book, versions=tuple(versions))) == document_of(book)
        # What forms have thrown away goes when the loop runs, and here none does.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    kept()


def test_what_one_field_is_changed_to_changes_nothing_else(form: ComponentForm) -> None:
    odd = replace(DAY, when=(Condition(from_time=time(22, 0, 30), min_duration_s=100),), grace_s=0, cap=Decimal("40.0"))
    form.show_component(odd)
    form.rate.amount.edit.setText("2,10")
    assert form.check()
    assert form.component() == replace(odd, rate=Fixed(Decimal("2.10")))


@pytest.mark.parametrize(
    ("typed", "means"), [("1,85", "1.85"), ("1.85", "1.85"), (" 0,430 ", "0.430"), ("−0.05", "-0.05"), ("12", "12")]
)
def test_a_figure_may_have_a_comma_or_a_point(typed: str, means: str) -> None:
    assert str(figure(typed)) == means


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1e9", "Write all digits of 1e9, without the e."),
        ("NaN", "“NaN” is no number."),
        ("-inf", "“-inf” is no number."),
        ("1000000000", "1000000000 is larger than any price. Is it in another unit?"),
        ("1.234,50", "Write “1.234,50” without a sign between the thousands, as in 1234.50."),
        ("1,85 kr", "Write the figure alone: 1,85, without “kr”."),
        ("cheap", "“cheap” is not an amount. Write it as 1.85."),
    ],
)
def test_what_cannot_be_meant_gets_its_sentence(typed: str, said: str) -> None:
    with pytest.raises(Wrong) as failure:
        figure(typed)
    assert str(failure.value) == said


def test_what_is_wrong_is_said_beside_its_field_and_all_of_it_at_once(form: ComponentForm) -> None:
    form.show_component(DAY)
    form.rate.amount.edit.setText("")
    form.vat.edit.setText("125")
    form.limits_form.cap.edit.setText("lots")
    assert not form.check()
    assert form.rate.amount.line.text() == "Write what it costs."
    assert form.vat.line.text() == "VAT is a number of per cent, from 0 to below 100."
    assert form.limits_form.cap.line.text() == "“lots” is not an amount. Write it as 1.85."
    assert form.limits.is_open is False  # the first that is wrong is brought in sight
    form.rate.amount.edit.setText("2")
    form.vat.edit.setText("25")
    assert not form.check()
    assert form.limits.is_open
    assert form.vat.line.isHidden()


def test_a_price_in_ore_is_asked_about_and_kept_when_it_is_meant(form: ComponentForm) -> None:
    form.show_component(DAY)
    form.rate.amount.edit.setText("185")
    assert not form.check()
    said = form.rate.amount.line.text()
    assert said == "185 kr a kWh is unusual. If it is in öre, write 1.85. If it is right, go on."
    assert form.check()
    assert form.component().rate == Fixed(Decimal(185))


def test_an_idle_fee_is_never_negative_and_a_kilowatt_hour_may_be(form: ComponentForm) -> None:
    form.show_component(replace(DAY, dimension=Dimension.IDLE_TIME, rate=Fixed(Decimal(1))))
    form.rate.amount.edit.setText("-1")
    assert not form.check()
    assert form.rate.amount.line.text() == "It can never be below nothing."
    form.dimension.choose(Dimension.ENERGY)
    assert form.check()
    assert form.component().rate == Fixed(Decimal(-1))


def test_tiers_are_in_order_and_the_last_has_no_end(form: ComponentForm) -> None:
    form.show_component(DAY)
    form.rate.kind.choose("tiers")
    first, last = form.rate.tiers.rows
    assert not last.upto.edit.isEnabled()
    for field, text in ((first.upto, "300"), (first.amount, "0,32"), (last.amount, "0.40")):
        field.edit.setText(text)
    form.rate.tiers.scope.choose(Scope.MONTH_HOUSE)
    assert form.check()
    assert form.component().rate == Tiers(
        Scope.MONTH_HOUSE, (Tier(Decimal(300), Decimal("0.32")), Tier(None, Decimal("0.40")))
    )
    form.rate.tiers.add.click()
    added = form.rate.tiers.rows[1]
    added.upto.edit.setText("200")
    added.amount.edit.setText("0.36")
    assert not form.check()
    assert added.upto.line.text() == "It ends before it begins: write the tiers in order."


def test_a_power_charge_says_which_peaks_are_paid(form: ComponentForm) -> None:
    form.show_component(DAY)
    form.dimension.choose(Dimension.PEAK_POWER)
    form.rate.amount.edit.setText("45")
    peaks = form.peak_form
    assert form.peak.is_open
    peaks.peaks.choose(3)
    peaks.distinct.setChecked(True)
    peaks.add.click()
    window = peaks.windows[0]
    window.weight.edit.setText("0,5")
    window.when.from_time.edit.setText("22")
    window.when.to_time.edit.setText("6.00")
    assert form.check()
    rule = form.component().peak
    assert isinstance(rule, PeakRule)
    assert (rule.peaks, rule.distinct_days, rule.windows[0].weight) == (3, True, Decimal("0.5"))
    assert rule.windows[0].when == Condition(from_time=time(22), to_time=time(6))


def test_a_condition_is_told_in_words_while_it_is_typed(form: ComponentForm) -> None:
    form.show_component(DAY)
    form.conditions.add_one()
    condition = form.conditions.forms[0]
    for day in range(1, 6):
        condition.weekdays.buttons[day].click()
    condition.from_time.edit.setText("6")
    condition.from_time.edit.textEdited.emit("6")
    condition.chargers.ticks["a"].click()
    assert condition.told.text() == "From 06:00 to midnight, Mon–Fri, at a"
    condition.from_date.edit.setText("2026-05-01")
    condition.to_date.edit.setText("2026-04-01")
    assert not form.check()
    assert condition.to_date.line.text() == "It is not after the date that it begins."
    condition.to_date.edit.setText("31.12.2026")
    assert not form.check()
    assert condition.to_date.line.text() == "“31.12.2026” is no date. Write it as 2026-10-25."


def test_holidays_that_a_price_asks_for_are_not_taken_away(theme: Theme, icons: Icons, qtbot: QtBot) -> None:
    form = VersionForm(theme, icons, "SEK")
    qtbot.addWidget(form)
    asks = replace(DAY, when=(Condition(holidays="SE"),))
    form.show_version(replace(whole_book(1).versions[0], holiday_sets=(), components=(asks,)))
    with pytest.raises(Wrong, match="asks for the days “SE”"):
        form.version(date(2026, 1, 1), (asks,))
    form.add.click()
    form.holidays[0].name.edit.setText("SE")
    form.holidays[0].days.edit.setPlainText("2026-12-24, 2026-12-25")
    made = form.version(date(2026, 1, 1), (asks,))
    assert made.holiday_sets[0].days == {date(2026, 12, 24), date(2026, 12, 25)}


def test_what_is_out_of_sight_is_not_kept_for_another_kind_of_price(form: ComponentForm) -> None:
    quiet = (Condition(from_time=time(22), to_time=time(7)),)
    form.show_component(replace(DAY, dimension=Dimension.IDLE_TIME, grace_s=900, step=60))
    form.limits_form.quiet.show_conditions(quiet)
    assert form.component().quiet == quiet
    form.dimension.choose(Dimension.SESSION)
    assert form.check()
    made = form.component()
    assert (made.dimension, made.grace_s, made.quiet, made.step) == (Dimension.SESSION, 0, (), 1)


@pytest.mark.parametrize("dimension", Dimension)
def test_everything_that_takes_the_keyboard_has_a_name(form: ComponentForm, dimension: Dimension) -> None:
    rate = Series("SE3") if dimension is Dimension.ENERGY else Fixed(Decimal(1))
    form.show_component(Component(dimension, rate, when=(Condition(),), quiet=(Condition(),)))
    form.peak_form.add_one()
    form.rate.tiers.add.click()
    unnamed = [
        each
        for each in form.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (each.accessibleName() or (isinstance(each, QAbstractButton) and each.text()))
        and not isinstance(each, QAbstractItemView)  # the list that a choice drops down
        and not isinstance(each.parent(), QAbstractItemView)
    ]
    assert unnamed == []


def test_both_sides_have_books_in_the_cases() -> None:
    """The generator is worth its name."""
    books = [whole_book(seed) for seed in range(40)]
    dimensions = {each.dimension for book in books for version in book.versions for each in version.components}
    assert dimensions == set(Dimension)
    assert {book.side for book in books} <= set(Side)
