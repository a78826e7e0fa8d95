"""Statements → PDF: A4, the text selectable, its font embedded, nothing told by colour alone.

Qt lays it out. Qt writes the time and an identity of its own into every file; both are replaced, so that a statement is
the same bytes each time.
"""

from __future__ import annotations

import os
import re
from datetime import UTC
from html import escape
from zoneinfo import ZoneInfo

from app.core.statements import Statement, StatementRow
from app.exports import statement_figures as figures
from app.exports.statement_files import facts, head, sums, words_of
from app.exports.statement_words import Words

_MADE = re.compile(rb"(/(?:Creation|Mod)Date \(D:)[^)]*\)")
_IDENTITY = re.compile(rb"/ID \[ *<[0-9a-fA-F]+> *<[0-9a-fA-F]+> *\]")
_UUID = re.compile(rb"uuid:[0-9a-fA-F-]{36}")
_XMP_TIME = re.compile(rb'(xmp:\w*Date=")([^"]*)"')
_POINTS = 9
_LEFT, _RIGHT = 0x0001 | 0x0080, 0x0002 | 0x0080  # Qt.AlignmentFlag, centred vertically
_STYLE = """
body { font-size: 9pt; color: #18201c; }
h1 { font-size: 17pt; }
h2 { font-size: 11pt; margin-top: 14px; }
td, th { padding: 2px 4px; white-space: nowrap; }
th.w { white-space: normal; }
th { text-align: left; border-bottom: 1px solid #56625c; }
.n { text-align: right; }
.sum td { font-weight: bold; border-top: 1px solid #56625c; }
.quiet { color: #56625c; }
"""


def pdf_of(statement: Statement) -> bytes:
    """Needs Qt's fonts, so it starts a Qt of its own without a screen where none runs in this process."""
    from PySide6.QtCore import QBuffer, QByteArray, QHashSeed, QIODevice, QMarginsF, QRectF, QSizeF
    from PySide6.QtGui import QFont, QGuiApplication, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

    # What Qt's tables are ordered by is another in each process, and so would be the fonts in the file.
    QHashSeed.setDeterministicGlobalSeed()
    if QGuiApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _kept.append(QGuiApplication([]))
    words = words_of(statement)
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(15, 15, 15, 18), QPageLayout.Unit.Millimeter)
    writer.setResolution(96 * 4)
    writer.setTitle(f"{words.titles[statement.wanted.template]} {figures.period(statement)}")
    writer.setCreator(statement.program)
    document = QTextDocument()
    font = QFont()
    font.setPointSize(_POINTS)
    font.setFeature(QFont.Tag("liga"), 0)  # joined letters are copied and found as others than were written
    document.setDefaultFont(font)
    document.documentLayout().setPaintDevice(writer)
    document.setDefaultStyleSheet(_STYLE)
    document.setHtml(_html(statement, words))
    page = writer.pageLayout().paintRectPixels(writer.resolution())
    foot_px = int(writer.resolution() * 0.3)
    body = QSizeF(page.width(), page.height() - foot_px)
    document.setPageSize(body)
    painter = QPainter(writer)
    pages = document.pageCount()
    for number in range(pages):
        if number:
            writer.newPage()
        painter.save()
        painter.translate(0, -number * body.height())
        document.drawContents(painter, QRectF(0, number * body.height(), body.width(), body.height()))
        painter.restore()
        painter.setFont(font)
        left = words.foot.format(program=statement.program)
        right = words.page.format(page=number + 1, pages=pages)
        painter.drawText(QRectF(0, body.height(), body.width(), foot_px), _LEFT, left)
        painter.drawText(QRectF(0, body.height(), body.width(), foot_px), _RIGHT, right)
    painter.end()
    buffer.close()
    QHashSeed.resetRandomGlobalSeed()
    return _timeless(bytes(content.data()), statement)


_kept: list[object] = []  # the application, which must outlive every document


def _timeless(content: bytes, statement: Statement) -> bytes:
    """The same lengths, so that the file's own table of places still holds."""
    at = (statement.issued_at or statement.wanted.until).astimezone(UTC)
    digest = statement.digest.encode()
    content = _MADE.sub(lambda found: _as_long(found, f"{at:%Y%m%d%H%M%S}Z", b")"), content)
    content = _XMP_TIME.sub(lambda found: _as_long(found, f"{at:%Y-%m-%dT%H:%M:%S}+00:00", b'"'), content)
    content = _IDENTITY.sub(lambda found: _filled(found.group(0), digest), content)
    return _UUID.sub(lambda found: b"uuid:" + _filled(found.group(0)[5:], digest), content)


def _as_long(found: re.Match[bytes], text: str, end: bytes) -> bytes:
    """The head of what was found, then this text as long as what stood there."""
    room = len(found.group(0)) - len(found.group(1)) - len(end)
    return found.group(1) + text.encode()[:room].ljust(room) + end


def _filled(old: bytes, digits: bytes) -> bytes:
    """Every hexadecimal digit in its place replaced by those of the digest, in turn."""
    places = iter(digits * (len(old) // len(digits) + 2))
    return bytes(next(places) if chr(each) in "0123456789abcdefABCDEF" else each for each in old)


def _html(statement: Statement, words: Words) -> str:
    """Everything from outside is escaped: a name is never markup."""
    wanted = statement.wanted
    parts = [f"<h1>{escape(words.titles[wanted.template])}</h1>"]
    parts.append(_table([(label, _lines(text)) for label, text in facts(statement)]))
    if statement.prices:
        parts.append(f"<h2>{escape(words.prices)}</h2>{_prices(statement, words)}")
    parts.append(f"<h2>{escape(words.list)}</h2>{_sessions(statement, words)}")
    parts.append(f"<h2>{escape(words.meter)}</h2>{_meters(statement, words)}")
    said = figures.notes(statement, words)
    declaration = words.declarations.get(wanted.template)
    if declaration:
        said.append(declaration)
    parts.append(f"<h2>{escape(words.notes)}</h2>")
    parts += [f"<p>{escape(sentence)}</p>" for sentence in said]
    parts.append(f'<p class="quiet">{escape(words.digest.format(digest=statement.digest))}</p>')
    return f"<body>{''.join(parts)}</body>"


def _lines(text: str) -> str:
    return "<br>".join(map(escape, text.splitlines()))


def _table(rows: list[tuple[str, str]]) -> str:
    cells = "".join(f'<tr><td class="quiet">{escape(label)}</td><td>{text}</td></tr>' for label, text in rows)
    return f"<table>{cells}</table>"


def _sessions(statement: Statement, words: Words) -> str:
    zone = ZoneInfo(statement.wanted.zone)
    titles = "".join(f'<th class="w">{escape(each)}</th>' for each in head(words))
    body = "".join(_session(row, zone, words) for row in statement.rows)
    for line in statement.fees:
        name = escape(line.name or words.dimensions[line.dimension])
        amount = escape(figures.money(line.amount, words))
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
    cells = [f"<td>{escape(text)}</td>" for text in texts] + [f'<td class="n">{escape(text)}</td>' for text in numbers]
    return f"<tr>{''.join(cells)}</tr>"


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
            note.name,
            f"{note.rate.replace('.', words.decimal)} {unit}",
            vat,
            note.valid_from.isoformat(),
            note.source,
        )
        body += f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in texts)}</tr>"
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
