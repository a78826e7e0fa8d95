"""The commands of cards, people and who may charge: lists, changes, and files in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.commands.common import DONE, Wrong, failed, guarded, history_of, person_named, right
from app.commands.lists import listed
from app.commands.wishes import wish

# Each command imports what it needs when it runs, so that the shortest start at once.
if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from app.core.interfaces import History
    from app.core.model import Person
    from app.exports.rows import Row


def cards(given: argparse.Namespace) -> int:
    from app.core.interfaces import utc_now
    from app.exports.cards import card_row, status_words, stranger_row

    def known(history: History) -> list[Row]:
        people, uses, now = _people(history), history.card_uses(), utc_now()
        rows = [card_row(card, people, uses, now) for card in history.cards()]
        return rows if given.json else [row | {"status": status_words(row)} for row in rows]

    if given.unknown:
        columns: tuple[str, ...] = ("uid", "times", "last_at", "charger_id", "answer", "sessions", "energy_wh", "kind")
        return listed(
            given,
            lambda history: [stranger_row(each) for each in history.strangers()],
            columns,
            "No unknown card was shown.",
        )
    columns = ("uid", "name", "person", "group", "status", "expires_at", "last_used_at", "sessions", "energy_wh")
    return listed(given, known, columns, "No card is known yet.")


def people(given: argparse.Namespace) -> int:
    from app.core.interfaces import utc_now
    from app.core.prices.limits import counted_by
    from app.core.tallies import month_start
    from app.exports.cards import person_row

    def rows(history: History) -> list[Row]:
        now = utc_now()
        since = month_start(now, None)
        cards, vehicles, known = history.cards(), history.vehicles(), history.people()
        month = history.person_uses(since, now)
        book = counted_by({each.side: each for each in history.money.books()})
        bounded = [each for each in known if each.budget is not None and each.budget.money is not None]
        in_money = {each.id: history.used_by_person(each.id, since, book) for each in bounded}
        currency = None if book is None else book.currency
        return [person_row(each, cards, vehicles, month, in_money, currency) for each in known]

    columns = (
        "name",
        "cards",
        "vehicles",
        "month_sessions",
        "month_energy_wh",
        "month_money",
        "budget_wh",
        "budget_money",
        "budget_then",
    )
    return listed(given, rows, columns, "Nobody is known yet.")


def card(given: argparse.Namespace) -> int:
    if given.action == "import":
        return _take_in(given)
    if given.action == "export":
        return _write(given)
    asked: dict[str, Any] = {"uid": given.uid}
    if given.action in ("add", "set"):
        from app.exports.periods import end

        asked |= {"name": given.name, "person": given.person, "group": given.group, "status": given.status}
        asked |= {"chargers": given.charger, "master": None if given.master is None else given.master == "yes"}
        asked["expires"] = right(end, given.expires).isoformat() if given.expires else given.expires
    if given.action == "set" and all(value is None for name, value in asked.items() if name != "uid"):
        raise Wrong("Say what is to change, for example --name or --master.")
    if given.action == "block":
        return wish(given, "card block", asked, _show_blocked)
    return wish(given, f"card {given.action}", asked)


def _show_blocked(_given: argparse.Namespace, answer: Any) -> int:
    from app.control.sentences import blocked_sentence

    if said := blocked_sentence(answer):
        print(said)
    return DONE


def person(given: argparse.Namespace) -> int:
    if given.action == "export":
        return _write_person(given)
    if not given.yes:
        return failed(
            f"All that tells who “{given.name}” is would go for good; the sums of the sessions stay, and "
            "issued statements keep the name. Give --yes to erase it."
        )
    return wish(given, "person erase", {"person": given.name})


def policy(given: argparse.Namespace) -> int:
    if given.openness is None and given.locked is None:
        return _show_policies(given)
    as_site = given.openness == "as-site"
    if as_site and given.charger is None:
        raise Wrong("“as-site” is for one charger; say --charger.")
    asked = {
        "charger": given.charger,
        "openness": None if as_site else given.openness,
        "as_site": as_site,
        "person": given.person,
        "locked": None if given.locked is None else given.locked == "yes",
    }
    return wish(given, "policy set", asked)


def _show_policies(given: argparse.Namespace) -> int:
    from app.core.cards import Policy
    from app.exports.cards import policy_row

    def rows(history: History) -> list[Row]:
        people = _people(history)
        kept = {"": Policy(), **dict(history.policies())}
        return [policy_row(charger_id, each, people) for charger_id, each in kept.items()]

    return listed(given, rows, ("charger_id", "openness", "person", "hours", "locked"), "Everyone may charge.")


def _take_in(given: argparse.Namespace) -> int:
    from pathlib import Path

    import msgspec

    from app.control.sentences import line_sentence, no_such_charger_sentence
    from app.core.cards_file import BadLine
    from app.core.interfaces import utc_now
    from app.imports.cards import read_cards_file

    try:
        handed = read_cards_file(Path(given.uid), utc_now())
    except OSError as failure:
        return failed(f"{given.uid} cannot be read: {failure.strerror or failure}.")
    except BadLine as wrong:
        return failed(f"{line_sentence(wrong)} Nothing was taken in.")

    def show(_given: argparse.Namespace, answer: Any) -> int:
        count = answer["cards"]
        print(f"{count} {'card' if count == 1 else 'cards'} taken in.")
        for each in answer["no_such_chargers"]:
            print(no_such_charger_sentence(each["line"], each["charger_id"]))
        return DONE

    return wish(given, "cards import", {"handed": msgspec.to_builtins(handed)}, show)


def _write(given: argparse.Namespace) -> int:
    from pathlib import Path

    from app.exports.cards import cards_csv
    from app.exports.files import write_whole

    def write() -> int:
        history = history_of(given)
        known = [] if history is None else history.cards()
        content = cards_csv(known, *((history.people(), history.vehicles()) if history is not None else ((), ())))
        try:
            write_whole(Path(given.uid), content)
        except OSError as failure:
            return failed(f"{given.uid} cannot be written: {failure.strerror or failure}.")
        print(f"{len(known)} {'card' if len(known) == 1 else 'cards'} written to {given.uid}")
        return DONE

    return guarded(write, given.data)


def _write_person(given: argparse.Namespace) -> int:
    from app.core.interfaces import utc_now
    from app.core.privacy import read_kept
    from app.exports.files import write_whole
    from app.exports.person_file import person_json

    if given.out is None:
        raise Wrong("Say with --out which file to write.")

    def write() -> int:
        history = history_of(given)
        known = person_named(given.name, history)
        assert history is not None  # noqa: S101 - somebody is known in it
        cards = tuple(each for each in history.cards() if each.person_id == known.id)
        vehicles = tuple(each for each in history.vehicles() if each.person_id == known.id)
        content = person_json(read_kept(history, known, cards, vehicles), utc_now())
        try:
            write_whole(given.out, content)
        except OSError as failure:
            return failed(f"{given.out} cannot be written: {failure.strerror or failure}.")
        print(f"All that is stored of {known.name} written to {given.out}")
        return DONE

    return guarded(write, given.data)


def _people(history: History) -> Mapping[int, Person]:
    return {person.id: person for person in history.people()}
