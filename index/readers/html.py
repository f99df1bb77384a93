"""Web pages saved as HTML: one article each."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from index.decode import decode_text
from index.errors import UnreadableFile
from index.readers import child
from index.readers.marked import NOTHING, Sheet, clean, day_of, names_in
from index.records import SourceText

LARGEST = 24 << 20  # bytes; a long article with pictures inside has a tenth of it
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.-]{2,30})""", re.IGNORECASE)
# 2021-09-14 08:30 来源：潮声日报 作者：苏慕云
_LABELLED = re.compile(r"(?P<label>来源|來源|作者|记者|記者)\s*[:：]\s*(?P<said>[^\s:：|｜]{2,20})")
_EDITED = re.compile(r"[（(\[【]?\s*(?:责任编辑|責任編輯|责编|編輯|编辑|校对)\s*[:：][^。]{1,40}")
_LONGEST_TOLD = 100  # characters
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
    told = _told(body[0]) if body else _Told()
    closed = len(body) > 1 and _EDITED.fullmatch(body[-1])
    sheet = Sheet()
    author = clean(found["author"]).replace("; ", "；" if _is_han(found["text"]) else ", ")
    author = author or told.author
    facts = replace(
        NOTHING,
        title=title,
        byline=author or None,
        authors=names_in(found["author"] or told.author),
        newspaper=told.newspaper or found["sitename"],
        issue_date=day_of(found["date"]),
        language=found["language"],
        url=found["url"],
    )
    if told != _Told():
        sheet.write(body.pop(0))
    edited = body.pop() if closed else None
    sheet.article(facts, body)
    sheet.write(edited)
    return sheet.source(data, file, "html")


class _Told(NamedTuple):
    """What the line below the headline says: who printed it, and who wrote it."""

    newspaper: str = ""
    author: str = ""


def _told(line: str) -> _Told:
    if len(line) > _LONGEST_TOLD:
        return _Told()
    labelled = {match["label"]: match["said"] for match in _LABELLED.finditer(line)}
    newspaper = next((said for label, said in labelled.items() if label in "来源 來源"), "")
    author = next((said for label, said in labelled.items() if label in "作者 记者 記者"), "")
    return _Told(newspaper, author)


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
