"""Web pages saved as HTML: one article each."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from index.decode import decode_text
from index.errors import UnreadableFile
from index.readers import child
from index.readers.marked import NOTHING, Sheet, clean, day_of, names_in
from index.records import SourceText

LARGEST = 24 << 20  # bytes; a long article with pictures inside has a tenth of it
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.-]{2,30})""", re.IGNORECASE)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso-8859-1": "cp1252"}


def extract_html(data: bytes, file: str, beside: Path | None = None) -> SourceText:
    """The title, byline and paragraphs of the article on a web page."""
    if len(data) > LARGEST:
        raise UnreadableFile(f"it has {len(data):,} bytes of HTML, more than {LARGEST:,}")
    (found,) = child.steps("html article", _in_utf8(data, file))
    title = clean(found["title"]) or None
    body = [text for line in found["text"].splitlines() if (text := clean(line))]
    if body and body[0] == title:
        del body[0]
    sheet = Sheet()
    author = clean(found["author"]).replace("; ", "；" if _is_han(found["text"]) else ", ")
    facts = replace(
        NOTHING,
        title=title,
        byline=author or None,
        authors=names_in(found["author"]),
        newspaper=found["sitename"],
        issue_date=day_of(found["date"]),
        language=found["language"],
        url=found["url"],
    )
    sheet.article(facts, body)
    return sheet.source(data, file, "html")


def _is_han(text: str) -> bool:
    return bool(re.search("[\u3400-\u9fff]", text[:400]))


def _in_utf8(data: bytes, file: str) -> bytes:
    """The page in UTF-8: by the charset that it declares when that fits, else by what it is."""
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = declared[1].decode("ascii").lower()
        try:
            text = data.decode(_WIDER.get(name, name))
        except (UnicodeDecodeError, LookupError):
            pass  # a wrong declaration: what the bytes say counts
        else:
            if name in ("utf-8", "gb2312", "gbk", "gb18030") and "\0" not in text:
                return text.encode("utf-8", "replace")
    return decode_text(data, file).text.encode("utf-8", "replace")
