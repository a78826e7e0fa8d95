"""The charts: round scales, gaps, thinning that loses no peak, pointer, words, both themes."""

import math
from array import array
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.gui.charts.bar_chart import Bar, BarChart, BarData
from app.gui.charts.curve import PowerCurve, PowerPoint, Run, nearest, runs, thinned
from app.gui.charts.legend import Legend
from app.gui.charts.phase_bars import PhaseBars, PhaseLoad
from app.gui.charts.power_chart import PowerChart
from app.gui.charts.scale import signed_scale, time_ticks, value_scale
from app.gui.theme import DARK, LIGHT, Theme, ThemeChoice

# The offscreen platform says this of every window with a least size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

ICONS = Path(__file__).parents[2] / "resources" / "icons"
STOCKHOLM = ZoneInfo("Europe/Stockholm")
ENGLISH = QLocale("en_GB")
NOON = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, ICONS, ThemeChoice.LIGHT)
    yield made
    made.choose(ThemeChoice.SYSTEM)
    made.deleteLater()


# Scales


@given(st.floats(min_value=0, max_value=1e9), st.floats(min_value=1e-3, max_value=1e6))
def test_a_value_scale_holds_its_values_between_two_or_three_round_ticks(highest: float, least_top: float) -> None:
    scale = value_scale(highest, least_top)
    assert scale.top > max(highest, least_top)
    assert 2 <= len(scale.ticks) <= 3
    assert scale.ticks[-1] <= scale.top
    step = scale.ticks[0]
    leading = step / 10 ** math.floor(math.log10(step) + 1e-9)
    assert min(abs(leading - round_one) for round_one in (1, 2, 4, 5)) < 1e-6
    for number, tick in enumerate(scale.ticks, 1):
        assert tick == pytest.approx(number * step)
        assert float(f"{tick:.{scale.decimals}f}") == pytest.approx(tick)


@pytest.mark.parametrize("highest", [math.nan, math.inf, -1.0, 0.0])
def test_a_value_scale_refuses_what_has_no_top(highest: float) -> None:
    with pytest.raises(ValueError, match="positive"):
        value_scale(highest, 0.0)


@given(
    st.integers(1_577_836_800, 2_051_222_400).map(lambda at_s: datetime.fromtimestamp(at_s, UTC)),
    st.timedeltas(timedelta(seconds=30), timedelta(days=800)),
    st.integers(1, 20),
)
def test_time_ticks_are_round_by_the_wall_clock_and_in_order(start: datetime, span: timedelta, most: int) -> None:
    ticks = time_ticks(start, start + span, most, STOCKHOLM)
    assert len(ticks) <= most
    instants = [tick.at.astimezone(UTC) for tick in ticks]
    assert instants == sorted(set(instants))
    for tick in ticks:
        assert start <= tick.at.astimezone(UTC) <= start + span
        assert tick.at.second == 0
        assert tick.is_day == (tick.at.hour == 0 and tick.at.minute == 0)


def test_ticks_stand_on_whole_hours_in_both_nights_of_the_clock_change() -> None:
    for change in (datetime(2026, 3, 28, 21, tzinfo=UTC), datetime(2026, 10, 24, 20, tzinfo=UTC)):
        ticks = time_ticks(change, change + timedelta(hours=9), 12, STOCKHOLM)
        hours = [tick.at.hour for tick in ticks]
        assert len(hours) == len(set(hours))
        assert all(tick.at.minute == 0 for tick in ticks)
        assert (2 in hours) == (change.month == 10)


def test_an_empty_span_has_no_ticks() -> None:
    assert time_ticks(NOON, NOON, 5, UTC) == ()
    assert time_ticks(NOON, NOON + timedelta(hours=1), 0, UTC) == ()


# Curves


def curve_of(*powers: float, minutes: int = 1) -> PowerCurve:
    return PowerCurve.of(
        PowerPoint(NOON + timedelta(minutes=minutes * index), power) for index, power in enumerate(powers)
    )


def test_unknown_power_and_long_silence_break_the_line() -> None:
    assert runs(curve_of(1, 2, math.nan, math.nan, 3)) == (Run(0, 2), Run(4, 5))
    assert runs(curve_of(1, 2, 3, minutes=20)) == (Run(0, 1), Run(1, 2), Run(2, 3))
    assert runs(curve_of()) == runs(curve_of(math.nan)) == ()


@given(
    st.lists(st.floats(0, 50_000, allow_nan=False), min_size=50, max_size=600),
    st.integers(1, 12),
)
def test_thinning_keeps_first_last_highest_and_lowest(powers: list[float], columns: int) -> None:
    curve = curve_of(*powers)
    (line,) = thinned(curve, runs(curve), curve.times_s[0], curve.times_s[-1], columns)
    assert len(line) <= max(4 * (columns + 1), len(powers) if len(powers) <= 4 * columns else 0)
    assert [at for at, _ in line] == sorted({at for at, _ in line})
    assert line[0] == (curve.times_s[0], powers[0])
    assert line[-1] == (curve.times_s[-1], powers[-1])
    kept = [power for _, power in line]
    assert (min(kept), max(kept)) == (min(powers), max(powers))


def test_one_spike_among_fifty_thousand_points_is_still_drawn() -> None:
    power = array("d", [1000.0]) * 50_000
    power[31_337] = 22_000.0
    curve = PowerCurve(array("d", range(50_000)), power)
    (line,) = thinned(curve, runs(curve), 0, 49_999, 700)
    assert len(line) <= 4 * 701
    assert (31_337.0, 22_000.0) in line


def test_a_window_into_a_curve_draws_one_point_beyond_each_edge() -> None:
    curve = curve_of(*range(100))
    start_s, end_s = curve.times_s[40], curve.times_s[50]
    (line,) = thinned(curve, runs(curve), start_s, end_s, 500)
    assert [power for _, power in line] == list(range(39, 52))


def test_the_nearest_known_point_is_found() -> None:
    curve = curve_of(5, math.nan, 7)
    assert nearest(curve, curve.times_s[0] - 999) == 0
    assert nearest(curve, curve.times_s[1] + 10) == 2
    assert nearest(curve_of(math.nan), NOON.timestamp()) is None


# Painting


def shown(qtbot: QtBot, chart: QWidget, width: int = 500, height: int = 200) -> QImage:
    qtbot.addWidget(chart)
    chart.resize(width, height)
    chart.show()
    return chart.grab().toImage()


def colours(image: QImage) -> set[str]:
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {image.pixelColor(x, y).name().upper() for x, y in points}


def power_chart(theme: Theme, *, compact: bool = False) -> PowerChart:
    return PowerChart(theme, "Power", ENGLISH, STOCKHOLM, compact=compact)


@pytest.mark.parametrize("compact", [True, False])
def test_the_power_line_is_in_the_accent_and_follows_the_theme(theme: Theme, qtbot: QtBot, compact: bool) -> None:
    chart = power_chart(theme, compact=compact)
    chart.set_curve(curve_of(*[7000.0] * 60), start=NOON - timedelta(hours=1))
    assert LIGHT.grid in colours(shown(qtbot, chart))
    light = chart.grab().toImage()
    theme.choose(ThemeChoice.DARK)
    dark = chart.grab().toImage()
    assert DARK.grid in colours(dark)
    assert LIGHT.grid not in colours(dark)
    assert light != dark


def test_a_gap_stays_empty(theme: Theme, qtbot: QtBot) -> None:
    chart = power_chart(theme, compact=True)
    chart.set_curve(curve_of(*[7000.0] * 20, *[math.nan] * 20, *[7000.0] * 20))
    image = shown(qtbot, chart)
    line = image.height() // 2
    assert image.pixelColor(image.width() // 6, line) != image.pixelColor(image.width() // 2, line)


def test_fifty_thousand_points_are_painted_once_and_then_kept(theme: Theme, qtbot: QtBot) -> None:
    drawn: list[int] = []

    class Counting(PowerChart):
        def draw(self, painter: object) -> None:
            drawn.append(1)
            super().draw(painter)  # type: ignore[arg-type]

    chart = Counting(theme, "Power", ENGLISH, STOCKHOLM)
    times = array("d", (NOON.timestamp() + index for index in range(50_000)))
    chart.set_curve(PowerCurve(times, array("d", [7000.0]) * 50_000))
    shown(qtbot, chart)
    before = len(drawn)
    chart.point_at(100)
    chart.grab()
    assert len(drawn) == before
    chart.set_curve(curve_of(1, 2, 3))
    chart.grab()
    assert len(drawn) == before + 1


def test_the_keyboard_moves_the_pointer_and_says_what_stands_there(theme: Theme, qtbot: QtBot) -> None:
    chart = power_chart(theme)
    chart.set_curve(curve_of(*(float(1000 * (index % 8)) for index in range(61))))
    shown(qtbot, chart)
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert chart.pointer == 0
    assert chart.accessibleDescription() == "12:00, 0.0 kW"
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.pointer == 1
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert chart.accessibleDescription() == "13:00, 4.0 kW"
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.pointer == chart.place_count() - 1
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert chart.pointer is None


def test_the_mouse_moves_the_pointer(theme: Theme, qtbot: QtBot) -> None:
    chart = power_chart(theme, compact=True)
    chart.set_curve(curve_of(*[5000.0] * 30))
    shown(qtbot, chart)
    still = chart.grab().toImage()
    qtbot.mouseMove(chart, QPoint(250, 90))
    assert chart.pointer == 250
    assert chart.grab().toImage() != still


def test_a_chart_says_what_it_shows(theme: Theme) -> None:
    chart = power_chart(theme)
    assert chart.accessibleName() == "Power"
    assert chart.accessibleDescription() == "No power readings in this time."
    chart.set_curve(curve_of(0, 7200, 3600))
    assert chart.accessibleDescription() == ("Power from 12:00 to 12:02: last 3.6 kW, highest 7.2 kW, lowest 0.0 kW.")
    chart.set_locale(QLocale("sv_SE"))
    assert "7,2 kW" in chart.accessibleDescription()


@pytest.mark.parametrize("curve", [curve_of(), curve_of(math.nan), curve_of(7000), curve_of(0, 0), curve_of(-50, -20)])
def test_odd_curves_are_painted_without_complaint(theme: Theme, qtbot: QtBot, curve: PowerCurve) -> None:
    chart = power_chart(theme)
    chart.set_curve(curve, start=NOON, end=NOON + timedelta(hours=1))
    assert not shown(qtbot, chart).isNull()
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert not chart.grab().isNull()


DATA = BarData(
    series=("Flat 1", "Flat 2"),
    bars=(
        Bar("1", "1 November", (8.0, 4.0)),
        Bar("2", "2 November", (0.0, 0.0)),
        Bar("3", "3 November", (0.0, 20.0)),
    ),
)


def test_bars_stack_and_differ_by_pattern_as_well_as_colour(theme: Theme, qtbot: QtBot) -> None:
    chart = BarChart(theme, "Energy per day", ENGLISH)
    chart.set_data(DATA)
    image = shown(qtbot, chart)
    assert {LIGHT.series[0], LIGHT.series[1]} <= colours(image)
    third = {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width() * 5 // 6 - 4, image.width() * 5 // 6 + 4)
        for y in range(60, 150)
    }
    assert len(third) > 2  # the second series' colour and its strokes


def test_bars_say_their_totals_and_each_bar(theme: Theme, qtbot: QtBot) -> None:
    chart = BarChart(theme, "Energy per day", ENGLISH)
    assert chart.accessibleDescription() == "Nothing in this time."
    chart.set_data(DATA)
    assert chart.accessibleDescription() == (
        "32.0 kWh in all; most on 3 November: 20.0 kWh. Flat 1: 8.0 kWh. Flat 2: 24.0 kWh."
    )
    shown(qtbot, chart)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.accessibleDescription() == "1 November 12.0 kWh, Flat 1 8.0 kWh, Flat 2 4.0 kWh"
    assert not chart.grab().isNull()
    chart.set_data(BarData(series=("Flat 1",)))
    assert chart.pointer is None
    assert not chart.grab().isNull()


MONEY = BarData(
    series=("Flat 1", "Flat 2"),
    bars=(
        Bar("1", "1 November", (10_010, 20), (("Energy", "31.2 kWh"),)),
        Bar("2", "2 November", (-4_000, -500), (("2 sessions without a price are not in it", ""),), lacks=True),
    ),
    unit="kr",
    decimals=2,
    per=100,
    note="2 sessions without a price are not in it.",
)


def test_bars_of_money_are_exact_and_say_what_stands_beside_and_what_they_lack(theme: Theme, qtbot: QtBot) -> None:
    chart = BarChart(theme, "Cost per day", ENGLISH)
    chart.set_data(MONEY)
    assert chart.accessibleDescription() == (
        "55.30 kr in all; most on 1 November: 100.30 kr. Flat 1: 60.10 kr. Flat 2: -4.80 kr."
        " 2 sessions without a price are not in it."
    )
    shown(qtbot, chart)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.accessibleDescription() == "1 November 100.30 kr, Energy 31.2 kWh, Flat 1 100.10 kr, Flat 2 0.20 kr"
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.accessibleDescription() == (
        "2 November -45.00 kr, 2 sessions without a price are not in it, Flat 1 -40.00 kr, Flat 2 -5.00 kr"
    )
    assert not chart.grab().isNull()


def test_a_bar_below_nothing_hangs_under_the_line_and_is_marked_where_it_lacks_something(
    theme: Theme, qtbot: QtBot
) -> None:
    def picture(data: BarData) -> QImage:
        chart = BarChart(theme, "Cost per day", ENGLISH)
        chart.set_data(data)
        return shown(qtbot, chart)

    def rows(image: QImage, left: int, right: int) -> set[int]:
        """Those that hold the first series' colour between these parts of the picture's width."""
        across = range(image.width() * left // 10, image.width() * right // 10)
        colour = LIGHT.series[0].upper()
        return {y for y in range(image.height()) for x in across if image.pixelColor(x, y).name().upper() == colour}

    bars = BarData(("A",), (Bar("1", "1", (50,)), Bar("2", "2", (-50,))))
    plain = picture(bars)
    above, below = rows(plain, 1, 5), rows(plain, 6, 10)
    assert above and below and max(above) < min(below)
    assert abs(len(above) - len(below)) <= 3
    marked = picture(replace(bars, bars=(bars.bars[0], replace(bars.bars[1], lacks=True))))
    changed = {
        y
        for y in range(plain.height())
        for x in range(plain.width())
        if plain.pixelColor(x, y) != marked.pixelColor(x, y)
    }
    assert changed and max(changed) <= min(below)


@given(st.floats(min_value=-1e7, max_value=0), st.floats(min_value=0, max_value=1e7))
def test_a_signed_scale_holds_both_ends_and_has_nought_among_few_ticks(lowest: float, highest: float) -> None:
    scale = signed_scale(lowest, highest, 1.0)
    assert scale.floor <= lowest and scale.top > highest and scale.floor <= 0 < scale.top
    assert 0.0 in scale.ticks and scale.ticks == tuple(sorted(scale.ticks))
    assert 2 <= len(scale.ticks) <= 7
    assert all(scale.floor <= tick <= scale.top for tick in scale.ticks)


def test_a_legend_names_its_series(theme: Theme, qtbot: QtBot) -> None:
    legend = Legend(theme)
    legend.set_series(DATA.series)
    assert legend.accessibleName() == "Flat 1, Flat 2"
    assert LIGHT.series[0] in colours(shown(qtbot, legend, 200, 20))


def test_a_phase_near_or_above_the_fuse_changes_colour(theme: Theme, qtbot: QtBot) -> None:
    bars = PhaseBars(theme, "Main fuse", ENGLISH)
    bars.set_loads((PhaseLoad("L1", 10), PhaseLoad("L2", 19), PhaseLoad("L3", 21)), 20)
    assert bars.accessibleDescription() == "L1 10 A, L2 19 A, L3 21 A, of at most 20 A."
    assert {LIGHT.accent, LIGHT.wait, LIGHT.fault} <= colours(shown(qtbot, bars, 220, 63))
    with pytest.raises(ValueError, match="fuse"):
        bars.set_loads((), 0)


def test_a_legend_takes_as_many_lines_as_its_names_need(theme: Theme, qtbot: QtBot) -> None:
    legend = Legend(theme)
    legend.set_series([f"Outlet {number}" for number in range(1, 8)])
    one_line = legend.heightForWidth(2_000)
    assert legend.heightForWidth(200) >= 3 * one_line
    assert {LIGHT.series[6]} <= colours(shown(qtbot, legend, 200, legend.heightForWidth(200)))
