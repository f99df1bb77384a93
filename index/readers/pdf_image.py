"""In the child: the picture of one page of a PDF file, to show a passage where it is printed."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator

from index.errors import UnreadableFile

WIDEST = 4_000  # pixels
_TALLEST = 3  # times the width; a page is less than twice as tall as it is wide


def image(data: bytes, page: int, width: int) -> Iterator[str]:
    """A page, counted from 1, as PNG of that width, in base64."""
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        raise UnreadableFile("it is a damaged PDF file, or locked with a password") from None
    if not 1 <= page <= len(document):
        raise UnreadableFile(f"it has no page {page}")
    shown = document[page - 1]
    wide, tall = shown.get_size()
    if wide <= 0 or tall > _TALLEST * wide:
        raise UnreadableFile("its page has the measures of no newspaper")
    bitmap = shown.render(scale=min(width, WIDEST) / wide)
    out = io.BytesIO()
    bitmap.to_pil().save(out, "PNG")
    yield base64.b64encode(out.getvalue()).decode("ascii")
