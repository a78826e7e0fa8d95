"""A statement as the page that is printed and looked at, in the little HTML that Qt lays out; no colour tells alone."""

from __future__ import annotations

from html import escape
from zoneinfo import ZoneInfo

from app.core.statements import Statement, StatementRow
from app.exports import statement_extras as extras
from app.exports import statement_figures as figures
from app.exports.pdf_pages import narrow
from app.exports.price_names import price_name
from app.exports.statement_files import facts, head, sums, words_of
from app.exports.statement_words import Words

_NOTHING = "&nbsp;"
_NAME = 24  # letters of a charger's or vehicle's name on a line


def html_of(statement: Statement) -> str:
    """Everything from outside is escaped: a name is never markup."""
    words = words_of(statement)
    wanted = statement.wanted
    parts = [f"<h1>{escape(words.titles[wanted.template])}</h1>"]
    parts.append(_table([(label, _lines(text)) for label, text in facts(statement)]))
    if statement.prices:
        parts.append(f"<h2>{escape(words.prices)}</h2>{_prices(statement, words)}")
    parts.append(f"<h2>{escape(words.list)}</h2>{_sessions(statement, words)}")
    for title, heads, rows in extras.tables(statement, words):
        parts.append(f"<h2>{escape(title)}</h2>{_sums(heads, rows)}")
    parts.append(f"<h2>{escape(words.meter)}</h2>{_meters(statement, words)}")
    said = [*figures.notes(statement, words), *extras.sentences(statement, words)]
    declaration = words.declarations.get(wanted.template)
    if declaration:
        said.append(declaration)
    parts.append(f"<h2>{escape(words.notes)}</h2>")
    parts += [f"<p>{escape(sentence)}</p>" for sentence in said]
    parts.append(f'<p class="quiet">{escape(words.digest.format(digest=statement.digest))}</p>')
    return "".join(parts)


def _lines(text: str) -> str:
    return "<br>".join(map(escape, text.splitlines()))


def _table(rows: list[tuple[str, str]]) -> str:
    cells = "".join(f'<tr><td class="quiet">{escape(label)}</td><td>{text}</td></tr>' for label, text in rows)
    return f"<table>{cells}</table>"


def _sessions(statement: Statement, words: Words) -> str:
    zone = ZoneInfo(statement.wanted.zone)
    titles = "".join(f"<th>{narrow(each)}</th>" for each in head(words))
    body = "".join(_session(row, zone, words) for row in statement.rows)
    for line in statement.fees:
        name = escape(price_name(line.name, line.dimension, words))
        amount = escape(figures.money(figures.fee(line, statement), words))
        body += f'<tr><td></td><td></td><td colspan="7">{name}</td><td class="n">{amount}</td></tr>'
    energy = escape(figures.kwh(statement.energy_wh, words))
    body += (
        f'<tr class="sum"><td colspan="7">{escape(words.total)}</td><td class="n">{energy}</td><td></td><td></td></tr>'
    )
    for label, amount in sums(statement):
        label = escape(f"{label} ({statement.currency})")
        body += f'<tr class="sum"><td colspan="9">{label}</td><td class="n">{escape(amount)}</td></tr>'
    return f'<table width="100%" cellspacing="0"><thead><tr>{titles}</tr></thead>{body}</table>'


def _session(row: StatementRow, zone: ZoneInfo, words: Words) -> str:
    mark = " *" if figures.doubtful(row) else ""
    texts = [figures.day(row.started_at, zone), figures.times(row, zone), row.charger, row.card, row.vehicle]
    numbers = [
        figures.kwh(row.meter_start_wh, words),
        figures.kwh(row.meter_stop_wh, words),
        figures.kwh(row.energy_wh, words) + mark,
        figures.rate(row, words),
        figures.money(row.amount, words),
    ]
    cells = [f"<td>{narrow(text, _NAME)}</td>" for text in texts] + [
        f'<td class="n">{escape(text)}</td>' for text in numbers
    ]
    return f"<tr>{''.join(cells)}</tr>"


def _sums(heads: list[str], rows: list[list[str]]) -> str:
    titles = "".join(f'<th class="{"n" if place else "one"}">{escape(each)}</th>' for place, each in enumerate(heads))
    body = "".join(f"<tr>{''.join(_sum_cell(place, text) for place, text in enumerate(row))}</tr>" for row in rows)
    return f'<table cellspacing="0"><thead><tr>{titles}</tr></thead>{body}</table>'


def _sum_cell(place: int, text: str) -> str:
    return f'<td class="{"n" if place else "one"}">{escape(text)}</td>'


def _prices(statement: Statement, words: Words) -> str:
    titles = "".join(
        f"<th>{escape(each)}</th>" for each in (words.price, "", words.vat, words.valid_from, words.source)
    )
    body = ""
    for note in statement.prices:
        percent = f"{(note.vat_rate * 100).normalize():f}".replace(".", words.decimal)
        vat = f"{percent} %, {words.including_vat if note.vat_inside else words.without_vat}"
        unit = f"{statement.currency}/{words.units[note.unit]}"
        texts = (
            price_name(note.name, note.dimension, words),
            f"{note.rate.replace('.', words.decimal)} {unit}",
            vat,
            note.valid_from.isoformat(),
            note.source,
        )
        # Qt gives what follows a table no distance where its last cell is empty.
        body += f"<tr>{''.join(f'<td>{escape(text) or _NOTHING}</td>' for text in texts)}</tr>"
    return f'<table cellspacing="0"><thead><tr>{titles}</tr></thead>{body}</table>'


def _meters(statement: Statement, words: Words) -> str:
    labels = (words.charger, words.meter, words.meter_start, words.meter_stop, words.energy)
    body = ""
    for note in statement.meters:
        kind = " ".join(filter(None, (note.vendor, note.model, note.serial)))
        texts = (
            note.charger,
            kind,
            *(figures.kwh(each, words) for each in (note.first_wh, note.last_wh, note.energy_wh)),
        )
        body += f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in texts)}</tr>"
    titles = "".join(f"<th>{escape(each)}</th>" for each in labels)
    return f'<table cellspacing="0"><thead><tr>{titles}</tr></thead>{body}</table>'
