"""The words of a statement, in the two languages it is issued in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.model import Quality
from app.core.prices.books import Dimension, Unit
from app.core.prices.cost import CostQuality
from app.core.statements import Template

# Placeholders in braces are filled where the sentence is used.


@dataclass(frozen=True, slots=True)
class Words:
    language: str
    statement: str
    draft: str
    number: str
    issued: str
    corrects: str
    issuer: str
    recipient: str
    period: str
    zone: str
    sessions: str
    energy: str
    amount: str
    net: str
    vat: str
    gross: str
    total: str
    prices: str
    price: str
    valid_from: str
    source: str
    list: str
    date: str
    time: str
    charger: str
    card: str
    vehicle: str
    meter_start: str
    meter_stop: str
    unit_price: str
    notes: str
    meter: str
    register: str
    fees: str
    including_vat: str
    without_vat: str
    mean: str
    note_estimated: str
    note_unpriced: str
    note_meter: str
    note_mean: str
    note_signed: str
    note_with_vat: str
    note_split: str
    by_vehicle: str
    by_card: str
    mean_price: str
    method: str
    meter_class: str
    private_share: str
    signed_file: str  # how the file of signed values is called behind the statement's name
    foot: str
    page: str
    digest: str
    titles: Mapping[Template, str]
    declarations: Mapping[Template, str]
    qualities: Mapping[Quality, str]
    cost_qualities: Mapping[CostQuality, str]
    dimensions: Mapping[Dimension, str]
    units: Mapping[Unit, str]
    decimal: str
    thousands: str


ENGLISH = Words(
    language="en",
    statement="Statement",
    draft="Draft, not issued",
    number="Statement no.",
    issued="Date of issue",
    corrects="Corrects statement no.",
    issuer="From",
    recipient="To",
    period="Period",
    zone="Times are those of",
    sessions="Sessions",
    energy="Energy (kWh)",
    amount="Amount",
    net="Net",
    vat="VAT",
    gross="Total with VAT",
    total="Total",
    prices="Prices",
    price="Price",
    valid_from="Valid from",
    source="Source",
    list="Sessions",
    date="Date",
    time="Time",
    charger="Charger",
    card="Card",
    vehicle="Vehicle",
    meter_start="Meter at start (kWh)",
    meter_stop="Meter at end (kWh)",
    unit_price="Price per kWh",
    notes="Notes",
    meter="Meter",
    register="Register",
    fees="Fees of the month",
    including_vat="with VAT in it",
    without_vat="without VAT",
    mean="mean",
    note_estimated="{count} of the sessions hold an estimate; they are marked with *.",
    note_unpriced="Prices are missing for {count} of the sessions; they are in no sum.",
    note_meter="The figures are from the charger's own meter. They are not certified by calibration law.",
    note_mean="A price marked “mean” is the session's energy cost divided by its energy.",
    note_signed="Signed meter values are kept as the charger sent them: {count} records of {sessions} of the sessions. "
    "They are handed over as a file beside this statement.",
    note_with_vat="The amounts in the list are with VAT. In the sums it is reckoned once for each rate, which may "
    "differ by the last digit.",
    note_split="A session over the end of a month is divided there; each month has its own part of it.",
    by_vehicle="By vehicle",
    by_card="By card",
    mean_price="Mean price of the period: {gross} {currency} with VAT and fees ÷ {kwh} kWh = {mean} {currency} "
    "per kWh.",
    method="The price is that of the contracts listed under Prices, for the calendar year {year}.",
    meter_class="The accuracy class of the meter is not told by the charger; it stands on its type plate.",
    private_share="Share of private driving, from the driver's log: __________ %",
    signed_file="signed",
    foot="Made with {program}.",
    page="Page {page} of {pages}",
    digest="Checksum of the contents: {digest}",
    titles={
        Template.PRIVATE: "Charging overview",
        Template.TENANT: "Statement of charging",
        Template.COMPANY_CAR_SE: "Charging of a company car",
        Template.COMPANY_CAR_DE: "Charging of a company car",
        Template.COMPANY_CAR_UK: "Charging of a company car",
        Template.COMPANY_CAR_NL: "Charging of a company car",
    },
    declarations={
        Template.COMPANY_CAR_UK: "I confirm that this electricity was used solely for the company car named above.",
        Template.COMPANY_CAR_SE: "I confirm that the sessions above charged the company car named above.",
        Template.COMPANY_CAR_DE: "I confirm that the sessions above charged the company car named above.",
        Template.COMPANY_CAR_NL: "I confirm that the sessions above charged the company car named above.",
    },
    qualities={
        Quality.MEASURED: "measured",
        Quality.RECONSTRUCTED: "rebuilt",
        Quality.EDITED: "edited",
        Quality.DISPUTED: "disputed",
    },
    cost_qualities={
        CostQuality.MEASURED: "measured",
        CostQuality.SPLIT_ESTIMATED: "split estimated",
        CostQuality.ENERGY_ESTIMATED: "energy estimated",
        CostQuality.PRICE_MISSING: "price missing",
    },
    dimensions={
        Dimension.ENERGY: "Energy",
        Dimension.SESSION: "Per session",
        Dimension.CHARGE_TIME: "Charging time",
        Dimension.IDLE_TIME: "Time after charging",
        Dimension.CALENDAR_DAY: "Per day",
        Dimension.CALENDAR_MONTH: "Per month",
        Dimension.PEAK_POWER: "Peak power",
    },
    units={
        Unit.KWH: "kWh",
        Unit.MINUTE: "min",
        Unit.HOUR: "h",
        Unit.SESSION: "session",
        Unit.DAY: "day",
        Unit.MONTH: "month",
        Unit.KW: "kW",
    },
    decimal=".",
    thousands=",",
)

SWEDISH = Words(
    language="sv",
    statement="Underlag",
    draft="Utkast, inte utfärdat",
    number="Underlag nr",
    issued="Utfärdat",
    corrects="Rättar underlag nr",
    issuer="Från",
    recipient="Till",
    period="Period",
    zone="Tiderna gäller",
    sessions="Laddningar",
    energy="Energi (kWh)",
    amount="Belopp",
    net="Netto",
    vat="Moms",
    gross="Summa med moms",
    total="Summa",
    prices="Priser",
    price="Pris",
    valid_from="Gäller från",
    source="Källa",
    list="Laddningar",
    date="Datum",
    time="Tid",
    charger="Laddare",
    card="Kort",
    vehicle="Fordon",
    meter_start="Mätare vid start (kWh)",
    meter_stop="Mätare vid slut (kWh)",
    unit_price="Pris per kWh",
    notes="Anmärkningar",
    meter="Mätare",
    register="Mätarställning",
    fees="Månadens avgifter",
    including_vat="med moms",
    without_vat="utan moms",
    mean="medel",
    note_estimated="{count} av laddningarna innehåller en uppskattning; de är märkta med *.",
    note_unpriced="Priser saknas för {count} av laddningarna; de ingår inte i någon summa.",
    note_meter="Värdena kommer från laddarens egen mätare. De är inte certifierade enligt mätlagstiftning.",
    note_mean="Ett pris märkt ”medel” är laddningens energikostnad delad med dess energi.",
    note_signed="Signerade mätvärden är sparade så som laddaren skickade dem: {count} poster från {sessions} av "
    "laddningarna. De lämnas som en fil bredvid underlaget.",
    note_with_vat="Beloppen i listan är med moms. I summorna räknas den en gång för varje sats, vilket kan skilja i "
    "sista siffran.",
    note_split="En laddning över ett månadsskifte är delad där; varje månad har sin egen del av den.",
    by_vehicle="Per fordon",
    by_card="Per kort",
    mean_price="Periodens medelpris: {gross} {currency} med moms och avgifter ÷ {kwh} kWh = {mean} {currency} per kWh.",
    method="Priset är det som avtalen under Priser anger, för kalenderåret {year}.",
    meter_class="Mätarens noggrannhetsklass berättas inte av laddaren; den står på dess märkskylt.",
    private_share="Andel privat körning, enligt körjournalen: __________ %",
    signed_file="signerat",
    foot="Skapat med {program}.",
    page="Sida {page} av {pages}",
    digest="Innehållets kontrollsumma: {digest}",
    titles={
        Template.PRIVATE: "Översikt över laddning",
        Template.TENANT: "Underlag för laddning",
        Template.COMPANY_CAR_SE: "Laddning av förmånsbil",
        Template.COMPANY_CAR_DE: "Laddning av tjänstebil",
        Template.COMPANY_CAR_UK: "Laddning av tjänstebil",
        Template.COMPANY_CAR_NL: "Laddning av tjänstebil",
    },
    declarations={
        Template.COMPANY_CAR_SE: "Jag intygar att laddningarna ovan gäller den namngivna bilen.",
        Template.COMPANY_CAR_DE: "Jag intygar att laddningarna ovan gäller den namngivna bilen.",
        Template.COMPANY_CAR_UK: "Jag intygar att elen uteslutande har använts för den namngivna bilen.",
        Template.COMPANY_CAR_NL: "Jag intygar att laddningarna ovan gäller den namngivna bilen.",
    },
    qualities={
        Quality.MEASURED: "uppmätt",
        Quality.RECONSTRUCTED: "återskapad",
        Quality.EDITED: "ändrad",
        Quality.DISPUTED: "omtvistad",
    },
    cost_qualities={
        CostQuality.MEASURED: "uppmätt",
        CostQuality.SPLIT_ESTIMATED: "fördelning uppskattad",
        CostQuality.ENERGY_ESTIMATED: "energi uppskattad",
        CostQuality.PRICE_MISSING: "pris saknas",
    },
    dimensions={
        Dimension.ENERGY: "Energi",
        Dimension.SESSION: "Per laddning",
        Dimension.CHARGE_TIME: "Laddtid",
        Dimension.IDLE_TIME: "Tid efter laddning",
        Dimension.CALENDAR_DAY: "Per dag",
        Dimension.CALENDAR_MONTH: "Per månad",
        Dimension.PEAK_POWER: "Effekttopp",
    },
    units={
        Unit.KWH: "kWh",
        Unit.MINUTE: "min",
        Unit.HOUR: "tim",
        Unit.SESSION: "laddning",
        Unit.DAY: "dag",
        Unit.MONTH: "månad",
        Unit.KW: "kW",
    },
    decimal=",",
    thousands="\N{NO-BREAK SPACE}",
)

BY_LANGUAGE = {words.language: words for words in (ENGLISH, SWEDISH)}
