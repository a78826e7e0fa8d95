"""A page of HTML → PDF: A4, the text selectable, its font embedded, the same bytes for the same content.

Qt lays it out. Qt writes the time and an identity of its own into every file; both are replaced.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QSizeF
    from PySide6.QtGui import QPdfWriter, QTextDocument

_MADE = re.compile(rb"(/(?:Creation|Mod)Date \(D:)[^)]*\)")
_IDENTITY = re.compile(rb"/ID \[ *<[0-9a-fA-F]+> *<[0-9a-fA-F]+> *\]")
_UUID = re.compile(rb"uuid:[0-9a-fA-F-]{36}")
_XMP_TIME = re.compile(rb'(xmp:\w*Date=")([^"]*)"')
_POINTS = 9
_SMALLEST = 0.75  # of that; what would be smaller lies across the paper
_LEFT, _RIGHT = 0x0001 | 0x0080, 0x0002 | 0x0080  # Qt.AlignmentFlag, centred vertically
STYLE = """
body { font-size: 9pt; color: #18201c; }
h1 { font-size: 17pt; }
h2 { font-size: 11pt; margin-top: 14px; }
td, th { padding: 2px 4px; white-space: nowrap; }
th { text-align: left; border-bottom: 1px solid #56625c; }
.n { text-align: right; }
.sum td { font-weight: bold; border-top: 1px solid #56625c; }
.quiet { color: #56625c; }
"""


@dataclass(frozen=True, slots=True)
class Paper:
    """What is printed."""

    html: str  # of the body
    title: str
    creator: str
    foot: str
    page: str  # "Page {page} of {pages}"
    at: datetime  # stands in the file as when it was made
    digest: str  # hexadecimal, of the content: the file's identity
    landscape: bool = False


def narrow(text: str, letters: int = 11) -> str:
    """As HTML on lines of whole words, for a column's title: where there is little room Qt would break within them."""
    return "<br>".join(map(escape, wrap(text, letters, break_long_words=False)))


def pdf_of_paper(paper: Paper) -> bytes:
    """Needs Qt's fonts, so it starts a Qt of its own without a screen where none runs in this process."""
    from PySide6.QtCore import QBuffer, QByteArray, QHashSeed, QIODevice, QMarginsF, QRectF
    from PySide6.QtGui import QFont, QGuiApplication, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

    # What Qt's tables are ordered by is another in each process, and so would be the fonts in the file.
    QHashSeed.setDeterministicGlobalSeed()
    if QGuiApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _kept.append(QGuiApplication([]))
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    if paper.landscape:
        writer.setPageOrientation(QPageLayout.Orientation.Landscape)
    writer.setPageMargins(QMarginsF(15, 15, 15, 18), QPageLayout.Unit.Millimeter)
    writer.setResolution(96 * 4)
    writer.setTitle(paper.title)
    writer.setCreator(paper.creator)
    document = QTextDocument()
    font = QFont()
    font.setPointSize(_POINTS)
    font.setFeature(QFont.Tag("liga"), 0)  # joined letters are copied and found as others than were written
    document.setDefaultFont(font)
    document.documentLayout().setPaintDevice(writer)
    document.setDefaultStyleSheet(STYLE)
    document.setHtml(f"<body>{paper.html}</body>")
    foot_px = int(writer.resolution() * 0.3)
    body, scale = _fitted(document, writer, foot_px)
    if scale < _SMALLEST:
        writer.setPageOrientation(QPageLayout.Orientation.Landscape)
        body, scale = _fitted(document, writer, foot_px)
    inner = document.pageSize()
    painter = QPainter(writer)
    pages = document.pageCount()
    for number in range(pages):
        if number:
            writer.newPage()
        painter.save()
        painter.scale(scale, scale)
        painter.translate(0, -number * inner.height())
        document.drawContents(painter, QRectF(0, number * inner.height(), inner.width(), inner.height()))
        painter.restore()
        painter.setFont(font)
        left = paper.foot
        right = paper.page.format(page=number + 1, pages=pages)
        painter.drawText(QRectF(0, body.height(), body.width(), foot_px), _LEFT, left)
        painter.drawText(QRectF(0, body.height(), body.width(), foot_px), _RIGHT, right)
    painter.end()
    buffer.close()
    QHashSeed.resetRandomGlobalSeed()
    return _timeless(bytes(content.data()), paper)


def _fitted(document: QTextDocument, writer: QPdfWriter, foot_px: int) -> tuple[QSizeF, float]:
    """The paper's room above the foot, and how small all of it is drawn so that the widest table is whole in it."""
    from PySide6.QtCore import QSizeF

    page = writer.pageLayout().paintRectPixels(writer.resolution())
    body = QSizeF(page.width(), page.height() - foot_px)
    document.setPageSize(body)
    scale = min(1.0, body.width() / document.size().width())
    if scale < 1:
        document.setPageSize(body / scale)
    return body, scale


_kept: list[object] = []  # the application, which must outlive every document


def _timeless(content: bytes, paper: Paper) -> bytes:
    """The same lengths, so that the file's own table of places still holds."""
    at = paper.at.astimezone(UTC)
    digest = paper.digest.encode()
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
