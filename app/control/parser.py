"""The words of the command line: which commands there are, and what each takes."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

from app import __version__
from app.control.words import DO


def parser_for(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """What reads these words. The command is left in `verb`: None for the window."""
    parser = argparse.ArgumentParser(prog="laddvakt", description="Watches over your EV chargers.")
    parser.add_argument("--version", action="version", version=f"laddvakt {__version__}")
    parser.set_defaults(verb=None)
    _data(parser)
    parser.add_argument("--demo", action="store_true", help="a temporary data folder and two virtual chargers")
    parser.add_argument("--background", action="store_true", help="start in the tray")
    # For those who test the window.
    parser.add_argument("--quit-after", type=float, metavar="S", help=argparse.SUPPRESS)
    # The window should be up before twenty parsers that it does not need could be made.
    if any(word in ("-h", "--help") or not word.startswith("-") for word in arguments):
        _add_verbs(parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Verb))
    return parser


class _Verb(argparse.ArgumentParser):
    """Takes its words in any order: a file's name also after the options, as people write it."""

    _mixed = False

    def parse_known_args(self, args=None, namespace=None):  # type: ignore[no-untyped-def]
        if self._mixed:  # it asks itself, twice
            return super().parse_known_args(args, namespace)
        self._mixed = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._mixed = False


def _add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    serve = _verb(verbs, "serve", "the same program without a window")
    serve.add_argument("--listen", metavar="HOST:PORT", help="default: every address, port 8887")
    serve.add_argument("--tls-listen", metavar="HOST:PORT", help="also take encrypted lines here")
    serve.add_argument("--approve-new", action="store_true", help="approve chargers that introduce themselves")
    serve.add_argument("--prices-folder", type=Path, metavar="DIR", help="take in the price files that are put there")
    serve.add_argument("--test-mode", action="store_true", help="send nothing to a charger unasked")

    simulate = _verb(verbs, "simulate", "one virtual charger")
    simulate.add_argument("--url", required=True, help="ws://HOST:PORT/")
    simulate.add_argument("--id", default="VIRTUAL-1")
    simulate.add_argument("--ocpp", choices=["1.6", "2.0.1", "2.1"], default="1.6")
    simulate.add_argument("--outlets", type=int, default=1, choices=range(1, 65), metavar="N")
    simulate.add_argument("--password")
    simulate.add_argument("--script", type=Path, metavar="FILE")
    simulate.add_argument("--signs", action="store_true", help="its meter signs what it shows at a session's ends")

    # The demo's own process; not for people, so not in the help.
    demo = verbs.add_parser("demo-chargers")
    demo.set_defaults(verb="demo-chargers")
    demo.add_argument("url")

    _verb(verbs, "chargers", "the chargers that are known", lists=True)
    sessions = _verb(verbs, "sessions", "charging sessions", lists=True)
    _filter_sessions(sessions)
    sessions.add_argument("--open", action="store_true", help="only those still running")
    messages = _verb(verbs, "messages", "raw messages as they crossed the wire", lists=True)
    _filter(messages)
    messages.add_argument("--limit", type=_whole, default=500)

    charger = _verb(verbs, "charger", "add, approve or remove a charger")
    charger.add_argument("action", choices=["add", "approve", "remove"])
    charger.add_argument("id")
    charger.add_argument("--name")
    charger.add_argument("--password")

    cards = _verb(verbs, "cards", "the cards that are known", lists=True)
    cards.add_argument("--unknown", action="store_true", help="those that were shown and that nobody has named")
    _verb(verbs, "people", "who charges: their cards, vehicles and this month's energy", lists=True)
    card = _verb(verbs, "card", "add, change, block, allow or remove a card; take a file of cards in, or write one")
    card.add_argument("action", choices=["add", "set", "block", "allow", "remove", "import", "export"])
    card.add_argument("uid", metavar="UID or FILE", help="the card's number; of import and export the CSV file")
    card.add_argument("--name")
    card.add_argument("--person", metavar="NAME", help="whose it is; made known where new")
    card.add_argument("--expires", metavar="TIME", help="a date counts to its end")
    card.add_argument("--group", help="its cards may end each other's sessions")
    card.add_argument("--status", choices=["accepted", "blocked"])
    card.add_argument("--charger", metavar="ID", action="append", help="only there; may be given several times")
    card.add_argument(
        "--master", nargs="?", choices=["yes", "no"], const="yes", help="it stops any session and starts none"
    )
    person = _verb(verbs, "person", "write all that is stored of a person into a file, or erase it")
    person.add_argument("action", choices=["export", "erase"])
    person.add_argument("name", metavar="NAME")
    person.add_argument("--out", type=Path, metavar="FILE", help="export: the JSON file to write")
    person.add_argument("--yes", action="store_true", help="erase: for good")
    policy = _verb(verbs, "policy", "who may charge, everywhere or at one charger; without words: show it", lists=True)
    policy.add_argument("openness", nargs="?", choices=["everyone", "known", "ask", "plugged", "as-site"])
    policy.add_argument("--charger", metavar="ID")
    policy.add_argument("--person", metavar="NAME", help="plugged: who pays")
    policy.add_argument("--locked", choices=["yes", "no"], help="nobody starts there but from this computer")

    _add_prices(verbs)

    do = _verb(verbs, "do", "what the buttons do: start, stop, unlock, reset, trigger, limit, settings, set …")
    do.add_argument("charger")
    do.add_argument("act", choices=DO, metavar="verb")
    do.add_argument(
        "rest",
        nargs="*",
        help="limit: amperes or “off”; trigger: what; reset: hard; settings: their names, or none for all; "
        "set: name and value; otherwise the outlet",
    )
    do.add_argument("--outlet", type=_whole)
    do.add_argument("--card")
    do.add_argument("--json", action="store_true")

    call = _verb(verbs, "call", "send exactly this OCPP request")
    call.add_argument("charger")
    call.add_argument("action")
    call.add_argument("payload", nargs="?", default="{}", metavar="JSON")

    export = _verb(
        verbs, "export", "write sessions, a statement of them, what their meters signed, a year, or what is owed"
    )
    export.add_argument("what", choices=["sessions", "statement", "signed", "year", "owed"])
    export.add_argument("--out", type=Path, required=True, metavar="FILE", help="- for standard output")
    export.add_argument(
        "--format", choices=["csv", "json", "xlsx", "pdf"], help="default: by the file's ending, otherwise csv"
    )
    export.add_argument("--delimiter", type=_delimiter, metavar="SIGN", help="csv: , ; | or tab")
    export.add_argument("--decimal", choices=[".", ","], default=".", help="csv: before the decimals of kWh and money")
    export.add_argument("--zone", default="", metavar="NAME", help="xlsx: of its times; default: this computer's")
    _filter_sessions(export)
    _add_statements(verbs, export)

    backup = _verb(verbs, "backup", "all data in one file, also while the program runs")
    backup.add_argument("file", type=Path, metavar="FILE", help="the file to make, or a folder to make it in")
    restore = _verb(verbs, "restore", "put a backup in the place of the data")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--yes", action="store_true", help="replace the data that is there")
    _verb(verbs, "check", "whether the data is sound", lists=True)
    _verb(verbs, "doctor", "addresses, port, and the last attempts to connect", lists=True)


def _add_statements(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], export: argparse.ArgumentParser
) -> None:
    _add_wanted(export)
    export.add_argument("--year", type=_whole, metavar="YYYY", help="year: which; default: this one")
    export.add_argument("--vehicle", metavar="NAME", help="statement: of this vehicle")
    export.add_argument("--group", metavar="NAME", help="statement: of the cards of this group (a flat, a household)")
    export.add_argument("--recipient", metavar="TEXT")
    export.add_argument("--issue", action="store_true", help="statement: freeze it under the next number")
    export.add_argument("--number", type=_whole, metavar="N", help="statement: one that was issued")
    export.add_argument("--for-people", action="store_true", help="statement as csv: in its language")
    _verb(verbs, "statements", "the statements that were issued, and what is open", lists=True)
    statement = _verb(
        verbs, "statement", "issue many at once, correct one, or write down what became of it", lists=True
    )
    statement.add_argument("action", choices=["issue", "correct", "handed-over", "paid"])
    statement.add_argument("number", type=_whole, nargs="?")
    statement.add_argument("--amount", metavar="AMOUNT", help="paid: default: all that is open")
    statement.add_argument("--note", default="")
    statement.add_argument("--all", action="store_true", help="issue: for each of them that has sessions")
    statement.add_argument(
        "--each",
        choices=["person", "group", "charger", "vehicle"],
        default="person",
        help="issue: what there is one statement for; a group is of cards: a flat, a household",
    )
    statement.add_argument("--preview", action="store_true", help="issue: only say what would come of it")
    statement.add_argument("--out", type=Path, metavar="FOLDER", help="issue: where the files go")
    statement.add_argument("--format", choices=["csv", "json", "xlsx", "pdf"], default="pdf")
    statement.add_argument("--zone", default="", metavar="NAME", help="issue: default: that of the prices")
    statement.add_argument("--month", metavar="YYYY-MM")
    statement.add_argument("--from", dest="since", metavar="TIME")
    statement.add_argument("--to", dest="until", metavar="TIME")
    statement.set_defaults(recipient="")  # each is for whom it is of
    _add_wanted(statement)


def _add_wanted(verb: argparse.ArgumentParser) -> None:
    """How a statement is to be."""
    verb.add_argument("--book", choices=["pay", "charge"], help="statement: by which prices")
    verb.add_argument("--language", choices=["en", "sv"], default="en", help="statement")
    verb.add_argument(
        "--template",
        choices=["private", "tenant", "company_car_se", "company_car_de", "company_car_uk", "company_car_nl"],
        help="statement: for whom it is",
    )
    verb.add_argument(
        "--split",
        action="store_true",
        help="statement of a month: divide sessions at its ends; default: whole in the last",
    )
    verb.add_argument("--issuer", metavar="TEXT", help="statement: name and address of who hands it out")


def _add_prices(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    prices = _verb(verbs, "prices", "what I pay and what I charge", lists=True)
    prices.add_argument("--series", action="store_true", help="the price series that were taken in")
    price = _verb(verbs, "price", "set a price, take in a price series, or move whole price books", lists=True)
    price.add_argument("action", choices=["set", "import", "export", "load", "quote", "reckon", "check"])
    price.add_argument("file", nargs="?", metavar="FILE", help="of import, export and load")
    price.add_argument("--book", choices=["pay", "charge"], default="pay", help="what I pay, or what I charge")
    price.add_argument("--flat", metavar="AMOUNT", help="set: a kWh, at any time")
    price.add_argument("--day", metavar="AMOUNT", help="set: a kWh by day, with --night")
    price.add_argument("--night", metavar="AMOUNT")
    price.add_argument("--night-hours", metavar="22:00-06:00")
    price.add_argument("--spot", metavar="SERIES", help="set: follow this price series")
    price.add_argument("--markup", metavar="AMOUNT", help="set: a kWh on top of the series")
    price.add_argument("--fees", metavar="AMOUNT", help="set: a kWh for transfer and tax")
    price.add_argument("--session-fee", metavar="AMOUNT")
    price.add_argument("--month-fee", metavar="AMOUNT")
    price.add_argument("--vat", metavar="PERCENT", default="0")
    price.add_argument("--vat-on-top", action="store_true", help="set: the amounts are without VAT")
    price.add_argument("--currency", metavar="SEK", help="set: of a new book; default: SEK")
    price.add_argument("--valid-from", metavar="DATE", help="set: the first day of these prices; default: today")
    price.add_argument("--note", default="")
    price.add_argument("--name", metavar="SERIES", help="import: what to call it; default: its area")
    price.add_argument("--area", metavar="SE3")
    price.add_argument("--unit", metavar="öre/kWh", help="import: what the file's prices are in, where it does not say")
    price.add_argument("--zone", metavar="NAME", help="of times without an offset; default: this computer's")
    price.add_argument("--time-column", metavar="NAME")
    price.add_argument("--price-column", metavar="NAME")
    price.add_argument("--with-tax", action="store_true", help="import: the price with tax, of files that have both")
    price.add_argument("--anyway", action="store_true", help="import: also with gaps or odd prices")
    price.add_argument("--readings", type=Path, metavar="FILE", help="quote: JSON, a list of UTC times and Wh")
    price.add_argument("--month", metavar="2026-10", help="check: a household's bill of this month")
    price.add_argument("--kwh", metavar="KWH", help="check: as they stand on the bill")
    price.add_argument("--sum", metavar="AMOUNT", help="check: what is to be paid, with VAT")
    for part in ("energy", "grid", "tax", "fee"):
        price.add_argument(f"--{part}", metavar="AMOUNT", help=f"check: the bill's part for {part}")
    price.add_argument("--vat-sum", metavar="AMOUNT", help="check: the bill's VAT")
    price.add_argument("--from", dest="since", metavar="TIME", help="reckon: sessions that began since")
    price.add_argument("--to", dest="until", metavar="TIME")


def _verb(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], name: str, about: str, *, lists: bool = False
) -> argparse.ArgumentParser:
    verb = verbs.add_parser(name, help=about, description=about)
    verb.set_defaults(verb=name)
    _data(verb)
    if lists:
        verb.add_argument("--json", action="store_true")
    return verb


def _data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, metavar="DIR", default=argparse.SUPPRESS, help="where data is kept")


def _filter(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--charger", metavar="ID")
    parser.add_argument("--from", dest="since", metavar="TIME")
    parser.add_argument("--to", dest="until", metavar="TIME")


def _filter_sessions(parser: argparse.ArgumentParser) -> None:
    _filter(parser)
    parser.add_argument("--month", metavar="2026-10")
    parser.add_argument("--person", metavar="NAME")
    parser.add_argument("--card", metavar="UID")


def _whole(text: str) -> int:
    """A number, a year, a count: none has more digits than a database counts with."""
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is no whole number of at most nine digits")
    return int(text)


def _delimiter(text: str) -> str:
    """One sign; a tab, which is hard to type, by its name."""
    sign = {"tab": "\t", "\\t": "\t"}.get(text.lower(), text)
    if sign not in (",", ";", "|", "\t"):
        raise argparse.ArgumentTypeError(f"{text!r} is none of , ; | tab")
    return sign
