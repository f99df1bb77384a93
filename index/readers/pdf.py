"""PDF files with a text layer: words to lines, columns and headlines, every page a page."""

from __future__ import annotations

import hashlib
from pathlib import Path

from index.decode import refuse_binary
from index.errors import UnreadableFile
from index.layout import Row
from index.page_text import PageText
from index.readers import child
from index.records import SourceText

_MARK_WITHIN = 1024  # bytes; readers of PDF allow for so much before the mark


def extract_pdf(data: bytes, file: str, beside: Path | None = None) -> SourceText:
    """The text of a PDF file in reading order, with every printed line's place on its page."""
    if b"%PDF-" not in data[:_MARK_WITHIN]:
        refuse_binary(data, "a PDF file")
        raise UnreadableFile("it is not a PDF file")
    text = PageText()
    number = 0
    for number, columns in enumerate(child.steps("pdf pages", data), 1):
        if columns is None:
            text.pictures.append(number)
        text.page(number, None, [[Row(*row) for row in column] for column in columns or ()])
    if not number:
        raise UnreadableFile("it is a damaged PDF file: there is no page in it")
    if not text.printed:
        raise UnreadableFile("it has no text layer; run OCR first")
    sha256 = hashlib.sha256(data).hexdigest()
    return SourceText(file, sha256, "pdf", text.text, text.structure(), data)
