"""What a statement contains: every figure that is printed, frozen when it is issued (prices-and-reports, section 2.2).

Amounts are decimals in the statement's currency, energy is integer Wh, instants are aware UTC; dates are those of its
zone. It is no invoice: an invoice has more fields by law.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction

import msgspec

from app.core import card_numbers
from app.core.model import Charger, Quality, Session
from app.core.prices.books import Book, Component, Dimension, Fixed, Series, Side, Unit, minor_unit
from app.core.prices.cost import Cost, CostQuality, Line
from app.core.prices.money import Total, rounded
from app.core.prices.month import statement_total
from app.core.values import Value, replace

# Rates are shown with four decimals and never rounded before they are multiplied.
_RATE = Decimal("0.0001")


class Template(Enum):
    """For whom it is, which decides what it must say."""

    PRIVATE = "private"
    TENANT = "tenant"
    COMPANY_CAR_SE = "company_car_se"
    COMPANY_CAR_DE = "company_car_de"
    COMPANY_CAR_UK = "company_car_uk"
    COMPANY_CAR_NL = "company_car_nl"


# What is not said is not written: what a later version adds leaves the checksum of an issued statement as it was.


class About(Value, frozen=True, omit_defaults=True):
    """Whose sessions: all that is said must hold; nothing said: everybody's."""

    person_id: int | None = None
    vehicle_id: int | None = None
    charger_id: str | None = None
    card: str | None = None
    group: str | None = None  # of cards that belong together: a flat, a household


class Wanted(Value, frozen=True, omit_defaults=True):
    """What a statement is asked for. A session belongs to the time it ends in, as on a receipt."""

    about: About
    since: datetime
    until: datetime
    zone: str
    side: Side
    template: Template = Template.PRIVATE
    language: str = "en"
    issuer: str = ""  # name and address, a line each
    recipient: str = ""
    split: bool = False  # a session over the end of a month is divided there; otherwise it is whole in its last


class StatementRow(Value, frozen=True, omit_defaults=True):
    """One session as printed."""

    session_id: int
    started_at: datetime
    stopped_at: datetime
    charger: str
    outlet: int
    card: str  # masked
    vehicle: str
    energy_wh: int
    quality: Quality
    meter_start_wh: int | None = None
    meter_stop_wh: int | None = None
    unit_price: Decimal | None = None  # a kWh, as its price was typed; the mean where it varied
    mean: bool = False
    amount: Decimal | None = None  # the rounded lines added, in the statement's form; None: prices are missing
    cost_quality: CostQuality | None = None
    signed: int = 0  # records that the meter signed


class PriceNote(Value, frozen=True):
    """One price that the statement's sessions were reckoned by."""

    name: str
    dimension: Dimension
    rate: str  # the amount, or the series with its factors
    unit: Unit
    vat_rate: Decimal
    vat_inside: bool
    valid_from: date
    source: str


class MeterNote(Value, frozen=True):
    """A charger's register over the statement's time, for checking the sum against it."""

    charger: str
    vendor: str
    model: str
    serial: str
    first_wh: int | None
    last_wh: int | None
    energy_wh: int


class Statement(Value, frozen=True, omit_defaults=True):
    """A draft while `number` is 0."""

    wanted: Wanted
    title: str  # whose: a name
    currency: str
    rows: tuple[StatementRow, ...]
    fees: tuple[Line, ...]
    total: Total
    energy_wh: int
    unpriced: int
    prices: tuple[PriceNote, ...]
    meters: tuple[MeterNote, ...]
    program: str
    number: int = 0
    issued_at: datetime | None = None
    corrects: int | None = None
    with_vat: bool = False  # its amounts are, of prices both with and without; otherwise as the prices were typed

    @property
    def energy_only(self) -> bool:
        """Nothing is priced: it proves kilowatt-hours alone."""
        return not self.currency

    @property
    def estimated(self) -> int:
        """How many sessions have an estimate in their energy or their cost."""
        doubtful = (CostQuality.SPLIT_ESTIMATED, CostQuality.ENERGY_ESTIMATED)
        return sum(each.cost_quality in doubtful or each.quality is not Quality.MEASURED for each in self.rows)

    @property
    def held(self) -> set[tuple[Side, int]]:
        """What may stand on no other: its sessions, by its side."""
        return {(self.wanted.side, row.session_id) for row in self.rows}

    @property
    def signed(self) -> int:
        """How many records the meters signed of its sessions."""
        return sum(row.signed for row in self.rows)

    @property
    def digest(self) -> str:
        """Of all that is printed but number and date of issue: two of one digest say the same."""
        bare = replace(self, number=0, issued_at=None, corrects=None)
        return hashlib.sha256(written(bare)).hexdigest()


class PaymentKind(Enum):
    HANDED_OVER = "handed_over"
    PAID = "paid"


class Payment(Value, frozen=True):
    """What became of a statement."""

    number: int
    at: datetime
    kind: PaymentKind
    amount: Decimal = Decimal(0)
    note: str = ""
    id: int = 0


class Standing(Enum):
    """How an issued statement stands."""

    ISSUED = "issued"
    HANDED_OVER = "handed_over"
    PAID_IN_PART = "paid_in_part"
    PAID = "paid"
    CORRECTED = "corrected"  # another took its place: nothing is owed by it


class Issued(Value, frozen=True):
    """An issued statement with what became of it."""

    statement: Statement
    payments: tuple[Payment, ...] = ()
    corrected_by: int | None = None

    @property
    def paid(self) -> Decimal:
        return sum((each.amount for each in self.payments if each.kind is PaymentKind.PAID), Decimal(0))

    @property
    def open(self) -> Decimal:
        """What is still owed."""
        return Decimal(0) if self.corrected_by is not None else self.statement.total.gross - self.paid

    def stands_for(self, wanted: Wanted) -> bool:
        """It was issued of just this, and no other took its place."""
        asked = self.statement.wanted
        same = (asked.about, asked.since, asked.until, asked.side, asked.split)
        return (
            same == (wanted.about, wanted.since, wanted.until, wanted.side, wanted.split) and self.corrected_by is None
        )

    @property
    def standing(self) -> Standing:
        if self.corrected_by is not None:
            return Standing.CORRECTED
        if self.payments and self.open <= 0 and self.paid:
            return Standing.PAID
        if self.paid:
            return Standing.PAID_IN_PART
        return Standing.HANDED_OVER if self.payments else Standing.ISSUED


class Names(Value, frozen=True):
    """What things and people are called."""

    people: Mapping[int, str]
    vehicles: Mapping[int, str]
    chargers: Mapping[str, Charger]


def draft(
    wanted: Wanted,
    sessions: Sequence[Session],
    costs: Mapping[int, Cost],
    book: Book,
    fees: Sequence[Line],
    names: Names,
    program: str,
    signed: Mapping[int, int] | None = None,
) -> Statement:
    """The statement of these sessions, in order of their start; each ended within the wanted time.

    `signed`: of each session, how many records its meter signed.
    """
    signed = signed or {}
    priced = [costs[session.id] for session in sessions if session.id in costs]
    with_vat = _of_both_forms([line for cost in priced for line in cost.lines] + list(fees))
    rows = tuple(
        replace(
            _row(session.booked, costs.get(session.id), book, names, with_vat=with_vat),
            signed=signed.get(session.id, 0),
        )
        for session in sessions
    )
    sums = statement_total(priced, book.currency, fees)
    return Statement(
        wanted,
        _title(wanted, names),
        book.currency,
        rows,
        tuple(fees),
        sums.total,
        sum(row.energy_wh for row in rows),
        sum(row.amount is None for row in rows) if book.versions else 0,
        _prices(book, priced),
        _meters(sessions, names),
        program,
        with_vat=with_vat,
    )


def _of_both_forms(lines: Sequence[Line]) -> bool:
    """Some prices have VAT in them and some have it on top, so that as typed they are in no sum together."""
    return len({line.vat_inside for line in lines if line.vat_rate}) > 1


def written(statement: Statement) -> bytes:
    """As JSON, the same bytes for the same statement."""
    return msgspec.json.encode(statement, enc_hook=_fraction, order="deterministic")


def _fraction(value: object) -> str:
    if isinstance(value, Fraction):
        return str(value)
    raise TypeError(f"{value!r} is no part of a statement.")


def _row(session: Session, cost: Cost | None, book: Book, names: Names, *, with_vat: bool) -> StatementRow:
    charger = names.chargers.get(session.charger_id)
    unit_price, mean = _unit_price(cost, with_vat=with_vat)
    amount = None
    if cost is not None and cost.total is not None:
        amount = cost.total.gross if with_vat else sum((line.amount for line in cost.lines), Decimal(0))
    return StatementRow(
        session.id,
        session.started_at,
        session.stopped_at or session.started_at,
        charger.title if charger is not None else session.charger_id,
        session.outlet,
        card_numbers.masked(session.card) if session.card else "",
        names.vehicles.get(session.vehicle_id or 0, ""),
        session.energy_wh,
        session.quality,
        session.meter_start_wh,
        session.meter_stop_wh,
        unit_price,
        mean,
        None if amount is None else amount.quantize(minor_unit(book.currency)),
        None if cost is None else cost.quality,
    )


def _unit_price(cost: Cost | None, *, with_vat: bool) -> tuple[Decimal | None, bool]:
    """What a kWh came to: all energy lines together, exact where each had one rate."""
    if cost is None or cost.total is None or not cost.energy_wh:
        return None, False
    lines = [line for line in cost.lines if line.dimension is Dimension.ENERGY]
    if not with_vat and lines and all(line.rate is not None for line in lines):
        return sum((line.rate for line in lines if line.rate is not None), Decimal(0)), False
    amounts = (line.exact_gross if with_vat else line.exact for line in lines)
    exact = sum(amounts, Fraction(0)) / (cost.energy_wh / 1000)
    return rounded(exact, _RATE), True


def _title(wanted: Wanted, names: Names) -> str:
    about = wanted.about
    charger = names.chargers.get(about.charger_id or "")
    parts = (
        names.people.get(about.person_id or 0),
        names.vehicles.get(about.vehicle_id or 0),
        charger.title if charger is not None else about.charger_id,
        card_numbers.masked(about.card) if about.card else None,
        about.group,
    )
    return ", ".join(filter(None, parts))


def _prices(book: Book, costs: Sequence[Cost]) -> tuple[PriceNote, ...]:
    used = {each for cost in costs for each in cost.version_ids}
    return tuple(
        PriceNote(
            component.name or component.part or component.dimension.value,
            component.dimension,
            _rate_words(component),
            component.priced_per,
            component.vat_rate,
            component.vat_inside,
            version.valid_from,
            version.source,
        )
        for version in book.versions
        if version.id in used
        for component in version.components
    )


def _rate_words(component: Component) -> str:
    match component.rate:
        case Fixed(amount):
            return str(amount)
        case Series(series_id, multiplier, adder):
            factor = "" if multiplier == 1 else f"{multiplier} × "
            return f"{factor}{series_id}{f' + {adder}' if adder else ''}"
    return " / ".join(str(step.amount) for step in component.rate.steps)


def _meters(sessions: Sequence[Session], names: Names) -> tuple[MeterNote, ...]:
    found: dict[str, list[Session]] = {}
    for session in sessions:
        found.setdefault(session.charger_id, []).append(session.booked)
    notes = []
    for charger_id, theirs in sorted(found.items()):
        charger = names.chargers.get(charger_id) or Charger(charger_id)
        starts = [each.meter_start_wh for each in theirs if each.meter_start_wh is not None]
        stops = [each.meter_stop_wh for each in theirs if each.meter_stop_wh is not None]
        notes.append(
            MeterNote(
                charger.title,
                charger.vendor,
                charger.model,
                charger.serial,
                min(starts, default=None),
                max(stops, default=None),
                sum(each.energy_wh for each in theirs),
            )
        )
    return tuple(notes)
