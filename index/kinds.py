"""What sort of article a draft is: news, feature, commentary, brief, notice, list or caption."""

from __future__ import annotations

import re

from index.desk import Draft
from index.listings import LISTED
from index.opening import LIST, NOTICE

_COMMENT = re.compile(
    r"快评|时评|短评|锐评|评论|社论|街谈|漫谈|杂谈|论坛|之声|Opinion|Editorial|Comment"
)
_SPOKEN_FOR = re.compile(r".*(?:评论员|評論員|编辑部|社论|作者).*")
_ITEM = re.compile(r"\s*[■●◆▲★□◎▶►]")
_NEWS = re.compile(r"[讯訊电電]")


def kind_of(draft: Draft, title: str | None) -> str:
    """One of records.KINDS, from the byline's form, the column's name and the length."""
    if draft.kind:
        return draft.kind
    if title and NOTICE.search(title):
        return "notice"
    listed = draft.paragraphs and all(one[0].said == LISTED for one in draft.paragraphs)
    if listed and draft.byline is None:
        return "list"
    if (
        title
        and LIST.search(title)
        and draft.paragraphs
        and _ITEM.match(draft.paragraphs[0][0].text)
    ):
        return "list"
    heads = " ".join(piece.text for piece in draft.heads)
    if _COMMENT.search(heads):
        return "commentary"
    if draft.trailed:
        return "list" if draft.byline and "整理" in draft.byline.printed else "brief"
    if draft.byline is None:
        return "news"
    house = _SPOKEN_FOR.fullmatch(draft.byline.printed) is None and not draft.byline.signed
    if house or _NEWS.search(draft.byline.printed.split("(")[0].split("（")[0]):
        subheads = any(one[0].kind == "head" for one in draft.paragraphs)
        return "feature" if subheads else "news"
    if re.search(
        "记者|記者|通讯员|通訊員|^(?:By|BY|Par|Von|Por|Di|Door) |=|＝", draft.byline.printed
    ):
        return "feature"
    return "commentary"
