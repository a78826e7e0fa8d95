"""Draws the program's icon in every size and container that an operating system asks for.

Renders resources/icons/app.svg into build/icons/: laddvakt.ico (Windows), laddvakt.icns (macOS) and
laddvakt-SIZE.png (Linux). Both containers hold PNGs, so writing them takes no library.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "resources" / "icons" / "app.svg"
TARGET = ROOT / "build" / "icons"

ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
PNG_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
# Apple's names for the sizes that may be stored as PNG; some sizes stand twice, once for sharp screens.
ICNS_SIZES = {
    b"icp4": 16,
    b"ic11": 32,
    b"icp5": 32,
    b"ic12": 64,
    b"ic07": 128,
    b"ic13": 256,
    b"ic08": 256,
    b"ic14": 512,
    b"ic09": 512,
    b"ic10": 1024,
}


def png(renderer: QSvgRenderer, size_px: int) -> bytes:
    """The icon as a square PNG."""
    image = QImage(size_px, size_px, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, size_px, size_px))
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, b"PNG").write(image):
        raise SystemExit(f"The icon could not be written at {size_px} pixels.")
    return bytes(content.data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """A Windows icon: a directory of 16 bytes per picture, then the pictures."""
    header = struct.pack("<HHH", 0, 1, len(pictures))
    offset = len(header) + 16 * len(pictures)
    directory = b""
    for size_px, picture in pictures.items():
        side = size_px % 256  # 256 is written as 0
        directory += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return header + directory + b"".join(pictures.values())


def icns(pictures: dict[bytes, bytes]) -> bytes:
    """A macOS icon: type, length and picture, one after the other."""
    body = b"".join(kind + struct.pack(">I", len(picture) + 8) + picture for kind, picture in pictures.items())
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def main() -> int:
    application = QGuiApplication([])
    renderer = QSvgRenderer(str(SOURCE))
    if not renderer.isValid():
        print(f"{SOURCE} is not a picture that Qt can draw.", file=sys.stderr)
        return 1
    TARGET.mkdir(parents=True, exist_ok=True)
    for size_px in PNG_SIZES:
        (TARGET / f"laddvakt-{size_px}.png").write_bytes(png(renderer, size_px))
    windows = {size_px: png(renderer, size_px) for size_px in ICO_SIZES}
    (TARGET / "laddvakt.ico").write_bytes(ico(windows))
    macos = {kind: png(renderer, size_px) for kind, size_px in ICNS_SIZES.items()}
    (TARGET / "laddvakt.icns").write_bytes(icns(macos))
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
