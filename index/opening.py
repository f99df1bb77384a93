"""Is this short line a headline, or a subhead? What speaks for one and for the other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.cohesion import terms
from index.desk import Desk, Draft
from index.headlines import SECTION
from index.lines import Piece, finished, width
from index.listings import BOX, LISTED
from index.seams import joins
from index.units import is_unit

NOTICE = re.compile(
    r"(?:公告|启事|啟事|声明|聲明|更正|通知|讣告|公示|致歉|招聘|征集令|通告|告示|Corrections?|Notice|Obituary|Rectificatif)\S{0,3}$"
)
LIST = re.compile(
    r"(?:摘登|选登|选刊|摘编|集锦|荟萃|简讯|快讯|短讯|速递|快递|速览|一览|点击|盘点|连线|快报|要闻点击|回音壁|便民问答|有问必答|答读者问|信箱|答疑)[”\"]?$"
    r"|^(?:Briefly|In [Bb]rief|News in [Bb]rief|Briefs|En bref|Brèves|Kurz gemeldet|Kurz notiert|"
    r"Breves)$"
)
# Names of columns that hold one article on some days and several on others.
_SHELF = re.compile(r"^\S{0,4}(?:信息|资讯|动态|书架|书榜|书讯|书单)$")
_BOOK = re.compile(r"《[^》]+》\S{0,4}")
_ASKED, _ANSWER = re.compile(r"\s*[问問]\s*[:：]"), re.compile(r"\s*[答]\s*[:：]")
_KANA = re.compile("[\u3041-\u3096]")
_NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,2}[）)]|\d{1,2}[.、．]|[■●◆▲★□]|第[一二三四五六七八九十]+[章节条])"
)
_SPEAKER = re.compile("[\u4e00-\u9fff]{2,4}[:：].{4,}")  # 律师:…: who says what, in a section
_WIRE = re.compile("[讯訊电電]")
# A news lead dates itself in its first words.
_FRESH = re.compile(
    r"[^。！？]{0,18}?(?:本报讯|近日|日前|昨日|昨天|今日|今天|今起|连日来|近段时间|\d{1,2}月\d{1,2}日|"
    r"(?<!\d)\d{1,2}日|记者(?:昨|从|\d)|截至\d|即日起)"
    r"|\s*[“\"]?(?:为(?:筹备|进一步|切实)|因\S|本刊|本报)"
)

# What sharing this much of its rare words with the article above says about a text being news of
# its own. Measured on 467 articles set as pages: of other articles nine in ten share under .04,
# of sections of the same article nine in ten share over .05.
_KINSHIP = ((0.02, 1.5), (0.04, 1.0), (0.06, 0.0), (0.1, -0.5), (2.0, -1.5))
_HEADLINE = 2.5  # points
_SIGNED = 1.5  # points, when names close the text ahead and the article above has none yet
_SIGHT = 40  # paragraphs back; enough to tell, however long the article
_ROOM = 350  # characters; an article of that length may well have ended
_NAMED_ABOVE = 0.15  # a wide line with more of its words above heads a section of that article
_PHRASE = 4  # words
_SPACED = 1.6  # words that are spaced say less on the same width than Han characters


def opens_article(desk: Desk, piece: Piece) -> bool:
    """True when the short lines above this text are a headline and no subhead."""
    current = desk.current
    if current is None or current.closed or not current.paragraphs:
        return True
    last, first = desk.heads[-1].text.strip(), desk.heads[0].text.strip()
    if NOTICE.search(last) or heads_list(desk, desk.heads) or SECTION.match(first):
        return True
    if open_list(desk) and (current.byline is None or current.trailed):
        return finished(current.last_text())
    if _NUMBERED.match(last):
        return False
    texts = desk.texts_ahead()
    if texts[0].said == LISTED and not _NUMBERED.match(last):
        return _opens_box(current, last)
    if _ASKED.match(texts[0].text) and _answered(desk, texts):
        return True
    # No subhead stands in a sentence; what a text goes on around is a line set into it.
    broken = not finished(current.last_text())
    if broken and joins(current.last_text(), texts[0].text):
        return False
    following = desk.after_texts()
    trailed = following is not None and following.kind == "trailer" and _names(following)
    if following and trailed and ("整理" not in following.text or open_list(desk) is None):
        signed = current.byline is not None and current.byline.signed
        return signed or _headline_score(desk, current, texts) + _SIGNED >= _HEADLINE
    return _headline_score(desk, current, texts) >= _HEADLINE


def _headline_score(desk: Desk, current: Draft, texts: list[Piece]) -> float:
    """How much speaks for a headline without a byline: its width, its gap, news below it, and
    other words than the article above uses."""
    heads = desk.heads
    longest = max(width(head.text) for head in heads) * (1.0 if desk.han else _SPACED)
    score = 1.0 if longest >= 10 else -1.0 if longest <= 7 and len(heads) == 1 else 0.0
    score += 1.0 if len(heads) > 1 else 0.0
    score += 1.0 if heads[0].gap >= 2 else 0.0
    score += 1.0 if _FRESH.match(texts[0].text) else 0.0
    score -= 1.0 if len(heads) == 1 and _SPEAKER.match(heads[0].text.strip()) else 0.0
    score -= 2.0 if _parallel(heads[-1].text.strip(), current) else 0.0
    score -= 1.0 if any(one[0].kind == "label" for one in current.paragraphs) else 0.0
    recent = current.paragraphs[-_SIGHT:]
    length = sum(len(piece.text) for one in recent for piece in one)
    score += 0.5 if length > _ROOM else -1.0 if desk.han and _promises_more(current) else 0.0
    named = desk.vocabulary.shared(terms("".join(head.text for head in heads)), current.words)
    score += 0.5 if longest >= 14 and named < _NAMED_ABOVE else 0.0
    below = terms("".join(text.text for text in texts))
    shared = desk.vocabulary.shared(below, current.words)
    certain = 1.0 if sum(len(text.text) for text in texts) > 60 else 0.5
    score += certain * next(points for limit, points in _KINSHIP if shared < limit)
    if re.search(r"[?？!！].", last := heads[-1].text.strip()) and " " not in last:
        score -= 2.0  # the end of a paragraph, with a subhead on the same line
    if not desk.han and any(len(head.text.split()) >= _PHRASE for head in heads):
        score += 1.0  # a subhead there is a word or two
    if not desk.han or _KANA.search(texts[0].text):
        score += 1.0  # short news without a byline is the rule there
    if open_list(desk):
        score += 1.5  # a list is made of small articles
    if current.heads and NOTICE.search(current.heads[-1].text.strip()):
        score += 1.5  # notices have no subheads
    return score


def _opens_box(current: Draft, heading: str) -> bool:
    """A heading over lines set one by one opens a box, unless it heads a part of a poem or table
    that somebody signed."""
    if BOX.search(heading):
        return True
    above = current.paragraphs[-1][-1]
    return finished(above.text) and not (above.said == LISTED and current.byline)


def _answered(desk: Desk, texts: list[Piece]) -> bool:
    """Question and answer under a headline each, as readers' pages print them."""
    return any(_ANSWER.match(text.text) for text in texts[1:])


def _names(piece: Piece) -> bool:
    """(作者单位:…) names nobody: it closes an article that is signed above."""
    return piece.byline is None or piece.byline.signed or "作者" not in piece.text


def _parallel(last: str, current: Draft) -> bool:
    """Worded like a subhead above it: 以…改变分钱方式, 以…改变用人方式."""
    subheads = (
        one[0].text.strip() for one in current.paragraphs[-_SIGHT:] if one[0].kind == "head"
    )
    return any(
        last[0] == above[0] and last[-2:] == above[-2:] and abs(len(last) - len(above)) <= 3
        for above in subheads
    )


def _promises_more(current: Draft) -> bool:
    """A reporter's byline on a line of its own stands above a long article, not a brief."""
    byline = current.byline
    return bool(
        byline and byline.signed and not current.trailed and not _WIRE.search(byline.printed)
    )


def heads_list(desk: Desk, heads: Sequence[Piece]) -> bool:
    """True when the first of the headlines names a list, of what the others begin."""
    if LIST.search(name := heads[0].text.strip()):
        return True
    following = desk.after_texts()
    if not _SHELF.search(name) or len(heads) < 2 or following is None or following.kind != "head":
        return False
    two = (heads[-1].text.strip(), following.text.strip())
    return all(map(_BOOK.fullmatch, two)) or all(map(is_unit, two))


def open_list(desk: Desk) -> Draft | None:
    parent = desk.current.parent if desk.current else None
    return parent if parent and not parent.closed else None
