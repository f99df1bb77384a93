"""In the child: the words, rules and pictures of a PDF file, page by page."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import Any

from index.errors import UnreadableFile

MOST_PAGES = 1_000  # of one file; a Sunday issue has a few hundred
MOST_WORDS = 60_000  # of one page; a broadsheet page has ten thousand characters
_MOST_UNPACKED = 64 << 20  # bytes of one stream; the text of a page has one million
_SMALLEST = 2.5  # points; what is smaller is set for machines, not readers
_BOLD = ("bold", "black", "heavy", "demi", "hei")


def pages(data: bytes) -> Iterator[dict[str, Any]]:
    """Words as [text, x0, top, x1, bottom, size, bold], rules and pictures as rectangles."""
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
        if isinstance(inner, PDFPasswordIncorrect) or isinstance(error, PDFPasswordIncorrect):
            raise UnreadableFile("it is locked with a password") from None
        raise UnreadableFile("it is a damaged PDF file") from None


def _page(page: Any) -> dict[str, Any]:
    cleaned = page.dedupe_chars(tolerance=1)  # bold type is often the same letters printed twice
    words = cleaned.extract_words(
        x_tolerance_ratio=0.15, y_tolerance=2, extra_attrs=["size", "fontname"]
    )
    if len(words) > MOST_WORDS:
        raise UnreadableFile("there is more on a page of it than a newspaper page holds")
    width, height = float(page.width), float(page.height)
    inside = [
        word
        for word in words
        if word["size"] >= _SMALLEST
        and word["x1"] > 0
        and word["x0"] < width
        and word["bottom"] > 0
        and word["top"] < height
    ]
    return {
        "width": width,
        "height": height,
        "words": [_word(word) for word in inside],
        "rules": [_rectangle(one) for one in (*page.lines, *page.rects)][:5_000],
        "pictures": [_rectangle(one) for one in page.images][:1_000],
    }


def _word(word: dict[str, Any]) -> list[Any]:
    font = str(word["fontname"]).lower()
    bold = any(mark in font for mark in _BOLD)
    return [word["text"], *_rectangle(word), round(word["size"], 1), bold]


def _rectangle(one: dict[str, Any]) -> list[float]:
    return [round(float(one[name]), 1) for name in ("x0", "top", "x1", "bottom")]


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

    pdftypes.zlib = _Careful  # type: ignore[assignment]
