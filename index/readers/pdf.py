"""PDF files with a text layer: words to lines, columns and headlines, every page a page."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from index.decode import refuse_binary
from index.errors import UnreadableFile
from index.layout import Row, Word, body_size, rows_of, with_roles
from index.page_text import PageText
from index.readers import child
from index.readers.marked import clean
from index.reading_order import columns_of
from index.records import SourceText

_MARK_WITHIN = 1024  # bytes; readers of PDF allow for so much before the mark


def extract_pdf(data: bytes, file: str, beside: Path | None = None) -> SourceText:
    """The text of a PDF file in reading order, with every printed line's place on its page."""
    if b"%PDF-" not in data[:_MARK_WITHIN]:
        refuse_binary(data, "a PDF file")
        raise UnreadableFile("it is not a PDF file")
    text = PageText()
    number = 0
    for number, page in enumerate(child.steps("pdf pages", data), 1):
        words = [word for given in page["words"] if (word := _word(given))]
        text.page(number, None, columns(words, page["rules"], page["pictures"]))
    if not number:
        raise UnreadableFile("it is a damaged PDF file: there is no page in it")
    if not text.printed:
        raise UnreadableFile("it has no text layer; run OCR first")
    sha256 = hashlib.sha256(data).hexdigest()
    return SourceText(file, sha256, "pdf", text.text, text.structure(), data)


def columns(words: list[Word], rules: list[Any], pictures: list[Any]) -> list[list[Row]]:
    """The words of a page as columns of lines in reading order, told for what they are."""
    rows = rows_of(words)
    body = body_size((row.text, row.size) for row in rows)
    ordered = columns_of(
        rows, body, [_four(one) for one in rules], [_four(one) for one in pictures]
    )
    return with_roles(ordered, body)


def _word(given: list[Any]) -> Word | None:
    text = clean(given[0])
    return Word(text, *given[1:]) if text else None


def _four(given: list[float]) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = given
    return x0, top, x1, bottom
