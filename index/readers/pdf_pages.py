"""In the child: the printed lines of a PDF file, page by page, in reading order."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from index.errors import UnreadableFile
from index.gutters import Word
from index.layout import Row, body_size, rows_of, with_roles
from index.readers.marked import clean
from index.readers.pdf_margins import turned_rows, with_margins
from index.reading_order import Rectangle, columns_of

MOST_PAGES = 1_000  # of one file; a Sunday issue has a few hundred
MOST_WORDS = 60_000  # of one page; a broadsheet page has ten thousand characters
_MOST_UNPACKED = 64 << 20  # bytes of one stream; the text of a page has one million
_SMALLEST = 2.5  # points; what is smaller is set for machines, not readers
_MOST_RULES, _MOST_PICTURES = 5_000, 1_000
_SCAN = 0.4  # of a page; a scan leaves its margins out at most
_BOLD = ("bold", "black", "heavy", "demi", "hei")


def pages(data: bytes) -> Iterator[list[list[Row]] | None]:
    """The columns of each page, each a list of lines: [text, x0, top, x1, bottom, size, bold,
    role]; None for a page that is a picture without text. Lines are put in order here, since a
    page may be made to take for ever."""
    _careful()
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            if len(document.pages) > MOST_PAGES:
                raise UnreadableFile(f"it has more than {MOST_PAGES:,} pages; split it")
            for page in document.pages:
                yield _page(page)
                page.close()
    except (PdfminerException, PDFPasswordIncorrect) as error:
        inner = error.args[0] if error.args else error
        if isinstance(inner, UnreadableFile | MemoryError | RecursionError):
            raise inner from None
        if isinstance(inner, PDFPasswordIncorrect) or isinstance(error, PDFPasswordIncorrect):
            raise UnreadableFile("it is locked with a password") from None
        raise UnreadableFile("it is a damaged PDF file") from None


def _page(page: Any) -> list[list[Row]] | None:
    cleaned = page.dedupe_chars(tolerance=1)  # bold type is often the same letters printed twice
    turned = [char for char in cleaned.chars if not char.get("upright", True)]
    level = cleaned.filter(lambda one: one.get("upright", True)) if turned else cleaned
    found = level.extract_words(
        x_tolerance_ratio=0.15, y_tolerance=2, extra_attrs=["size", "fontname"]
    )
    if len(found) > MOST_WORDS:
        raise UnreadableFile("there is more on a page of it than a newspaper page holds")
    width, height = float(page.width), float(page.height)
    words = [word for one in found if (word := _word(one, width, height))]
    rules = [_rectangle(one) for one in (*page.lines, *page.rects)][:_MOST_RULES]
    pictures = [_rectangle(one) for one in page.images][:_MOST_PICTURES]
    rows = rows_of(words)
    body = body_size((row.text, row.size) for row in rows)
    columns = with_roles(columns_of(rows, body, rules, pictures), body)
    placed = with_margins(columns, body, height) + [[row] for row in turned_rows(turned)]
    return placed if any(placed) or not _filled(pictures, width * height) else None


def _filled(pictures: Sequence[Rectangle], area: float) -> bool:
    """Whether a picture takes up so much of a page that the page is printed in it."""
    return any((x1 - x0) * (bottom - top) >= _SCAN * area for x0, top, x1, bottom in pictures)


def _word(found: dict[str, Any], width: float, height: float) -> Word | None:
    """A word that a reader of the page can see."""
    text = clean(found["text"])
    x0, top, x1, bottom = _rectangle(found)
    seen = x1 > 0 and x0 < width and bottom > 0 and top < height
    if not text or not seen or found["size"] < _SMALLEST:
        return None
    font = str(found["fontname"]).lower()
    size = round(float(found["size"]), 1)
    return Word(text, x0, top, x1, bottom, size, any(mark in font for mark in _BOLD))


def _rectangle(one: dict[str, Any]) -> Rectangle:
    x0, top, x1, bottom = (round(float(one[name]), 1) for name in ("x0", "top", "x1", "bottom"))
    return x0, top, x1, bottom


class _Careful:
    """zlib as pdfminer calls it, with an end to what one stream may unpack to."""

    error = zlib.error
    decompressobj = staticmethod(zlib.decompressobj)

    @staticmethod
    def decompress(packed: bytes) -> bytes:
        unpacker = zlib.decompressobj()
        unpacked = unpacker.decompress(packed, _MOST_UNPACKED)
        if unpacker.unconsumed_tail:
            raise UnreadableFile("unpacked it would be suspiciously large")
        if not unpacker.eof:
            raise zlib.error("the stream is cut off")
        return unpacked


def _careful() -> None:
    from pdfminer import pdftypes

    pdftypes.zlib = _Careful  # type: ignore[assignment, attr-defined]
