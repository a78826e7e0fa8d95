"""The words of the year's overview and of the list of what is owed, in the languages that these exist in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.papers.year import WhyUnknown
from app.exports import statement_words
from app.exports.statement_words import Words


@dataclass(frozen=True, slots=True)
class OverviewWords:
    common: Words
    year: str  # {year}
    months: str
    people: str
    chargers: str
    registers: str
    month: str
    person: str
    charger: str
    outlet: str
    nobody: str
    erased: str
    sessions: str
    energy: str
    pay: str  # {currency}
    charge: str
    difference: str
    total: str
    zone: str
    made: str
    read_before_begin: str
    read_at: str
    read_before_end: str
    read_after_end: str
    counted: str
    of_sessions: str
    beyond: str
    remark: str
    across: str
    unknown: Mapping[WhyUnknown, str]
    note_month: str
    note_sums: str
    note_unpriced: str  # {pay}, {charge}
    note_registers: str
    owed: str
    owed_list: str
    whose: str
    number: str
    period: str
    issued: str
    handed_over: str
    amount: str
    paid: str
    open: str
    open_since: str
    everybody: str
    note_owed: str


ENGLISH = OverviewWords(
    common=statement_words.ENGLISH,
    year="Charging in {year}",
    months="By month",
    people="By person",
    chargers="By charger",
    registers="Register readings at month ends",
    month="Month",
    person="Person",
    charger="Charger",
    outlet="Outlet",
    nobody="Nobody",
    erased="An erased person",
    sessions="Sessions",
    energy="Energy (kWh)",
    pay="What I pay ({currency})",
    charge="What I charge ({currency})",
    difference="Difference ({currency})",
    total="Total",
    zone="Times are those of",
    made="Made on",
    read_before_begin="Last before the month (kWh)",
    read_at="Read at",
    read_before_end="Last in the month (kWh)",
    read_after_end="Next (kWh)",
    counted="Register counted (kWh)",
    of_sessions="Sessions (kWh)",
    beyond="Difference (kWh)",
    remark="Remark",
    across="a session ran over the month's end",
    unknown={
        WhyUnknown.NO_READING: "unknown: no reading before one of the ends",
        WhyUnknown.FELL: "unknown: the register showed less at the end",
    },
    note_month="A session counts in the month it ends in.",
    note_sums="Amounts are with VAT, the sessions' own added; a statement reckons VAT once for all its sessions and "
    "may differ by a few cents. Fees of the month are on statements alone.",
    note_unpriced="Prices are missing for some sessions, which are in the energy and in no amount: {pay} by what I "
    "pay, {charge} by what I charge. Where any is missing, the difference is not told.",
    note_registers="The register's count is between the last readings before either end of the month. What it counted "
    "and no session has may be another use of the outlet, or a session that was never told.",
    owed="Who owes what",
    owed_list="Open statements",
    whose="For",
    number="No.",
    period="Period",
    issued="Issued",
    handed_over="Handed over",
    amount="Amount",
    paid="Paid",
    open="Open",
    open_since="Open since",
    everybody="Everybody",
    note_owed="Open since the day the statement was handed over, or issued where that was not written down. What is "
    "below zero was paid too much.",
)

SWEDISH = OverviewWords(
    common=statement_words.SWEDISH,
    year="Laddning {year}",
    months="Per månad",
    people="Per person",
    chargers="Per laddare",
    registers="Mätarställningar vid månadsskiften",
    month="Månad",
    person="Person",
    charger="Laddare",
    outlet="Uttag",
    nobody="Ingen",
    erased="En raderad person",
    sessions="Laddningar",
    energy="Energi (kWh)",
    pay="Vad jag betalar ({currency})",
    charge="Vad jag tar betalt ({currency})",
    difference="Skillnad ({currency})",
    total="Summa",
    zone="Tiderna gäller",
    made="Skapad",
    read_before_begin="Sista före månaden (kWh)",
    read_at="Avläst",
    read_before_end="Sista i månaden (kWh)",
    read_after_end="Nästa (kWh)",
    counted="Mätaren räknade (kWh)",
    of_sessions="Laddningar (kWh)",
    beyond="Skillnad (kWh)",
    remark="Anmärkning",
    across="en laddning pågick över månadsskiftet",
    unknown={
        WhyUnknown.NO_READING: "okänt: ingen avläsning före ett av skiftena",
        WhyUnknown.FELL: "okänt: mätaren visade mindre vid slutet",
    },
    note_month="En laddning räknas till den månad den slutar i.",
    note_sums="Beloppen är med moms, laddningarnas egna summerade; ett underlag räknar momsen en gång för alla sina "
    "laddningar och kan skilja på några ören. Månadens avgifter står bara på underlagen.",
    note_unpriced="Priser saknas för några laddningar, som ingår i energin men inte i något belopp: {pay} efter vad "
    "jag betalar, {charge} efter vad jag tar betalt. Där något saknas anges ingen skillnad.",
    note_registers="Mätarens räkning är mellan de sista avläsningarna före månadens båda skiften. Vad den räknade och "
    "ingen laddning har kan vara annan användning av uttaget, eller en laddning som aldrig berättades.",
    owed="Vem är skyldig vad",
    owed_list="Öppna underlag",
    whose="För",
    number="Nr",
    period="Period",
    issued="Utfärdat",
    handed_over="Överlämnat",
    amount="Belopp",
    paid="Betalt",
    open="Öppet",
    open_since="Öppet sedan",
    everybody="Alla",
    note_owed="Öppet sedan den dag underlaget överlämnades, eller utfärdades där det inte skrivits upp. Vad som är "
    "under noll har betalats för mycket.",
)

BY_LANGUAGE = {words.common.language: words for words in (ENGLISH, SWEDISH)}


def words_in(language: str) -> OverviewWords:
    return BY_LANGUAGE.get(language, ENGLISH)
