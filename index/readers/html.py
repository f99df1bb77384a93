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
# What stands before a colon below a headline; with or without a space before the next one.
_LABEL = (
    r"(?:[稿文]?[来來]源|作者|(?:本报|本報|通讯|通訊)?[记記]者|(?:责任|責任)?[编編][辑輯]|责编|責編"
    r"|校对|校對|审核|審核|编审|編審|(?:发布|發布|更新|发表|發表)?[时時][间間]|日期"
    r"|字[号體体]|[浏瀏][览覽](?:量|次数)?|[阅閱][读讀](?:量|数)?|[点點][击擊](?:量|数)?|分享(?:到)?)\s*[:：]"
)
# 2021-09-14 08:30 来源：潮声日报 作者：苏慕云
_LABELLED = re.compile(
    r"(?P<label>来源|來源|作者|记者|記者)\s*[:：]\s*"
    rf"(?P<said>(?:(?!{_LABEL})[^\s:：|｜]){{2,20}})"
)
# Where a text is from that no newspaper has printed first: an agency, or nobody that is named.
_NO_PAPER = re.compile(
    r"新华社|新華社|新华网|新華網|中新社|中新网|中国新闻社|中國新聞社|中央社|中通社|澎湃新闻|"
    r"法新社|路透社?|美联社|美聯社|共同社|时事社|時事社|塔斯社|俄新社|韩联社|韓聯社|彭博社?|"
    r"(?:本站|网络|網絡|網路|互联网|網際網路|综合|綜合|原创|原創|转载|轉載|未知|其他).*|.*(?:通讯社|通訊社)|"
    r"(?:Agence France-Presse|Reuters|Xinhua|Kyodo|Associated)\b.*|AFP|AP|dpa|EFE|ANSA|TASS",
    re.IGNORECASE,
)
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
        newspaper=("" if _NO_PAPER.fullmatch(told.source) else told.source) or found["sitename"],
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
    """What the line below the headline says: where it is from, and who wrote it."""

    source: str = ""
    author: str = ""


def _told(line: str) -> _Told:
    if len(line) > _LONGEST_TOLD:
        return _Told()
    labelled = {match["label"]: match["said"] for match in _LABELLED.finditer(line)}
    source = next((said for label, said in labelled.items() if label in "来源 來源"), "")
    author = next((said for label, said in labelled.items() if label in "作者 记者 記者"), "")
    return _Told(source, author)


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
