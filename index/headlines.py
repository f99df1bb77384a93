"""The lines above an article told apart: kicker, headline, subtitle; and their wraps closed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from index.lines import Piece, unclosed, width
from index.repair import is_solid

_BLANK = re.compile(r"\s+")
_MARKS = re.compile(r"[\s\W_]+")
# A kicker says who did what on which occasion and stops at the verb.
_KICKER_END = re.compile(
    r"(?:强调|強調|指出|要求|提出|表示|考察|调研|調研|检查|督查|会见|會見|座谈|讲话|致辞|调度|走访|慰问|开幕|閉幕|闭幕|召开|"
    r"举行|视察|主持|时|上|[:：])$"
)
_SUBTITLE_START = re.compile(r"\s*(?:——|--|—|–)")
_SUBTITLE_END = re.compile(r"(?:陪同|参加|出席|主持|讲话|致辞|活动|有关活动|会议)$")
_FROM_WHEN = re.compile(
    r"从.{4,14}(?:说起|谈起|看)$|(?:本[周月]|今日|明日|即日|下[周月]|\d{1,2}月\d{1,2}日|\d{1,2}日)起"
)
_PRESENT = re.compile(
    r"\S{2,4}(?:[ 、]\S{2,4}){0,5}\s?(?:出席|主持|参加|陪同|讲话|致辞|主持会议|出席并讲话|参加活动|"
    r"陪同调研|主持并讲话)"
)
_COLUMN = re.compile(
    r"[“\"「『]?.{0,8}(?:快评|时评|短评|锐评|评论|漫谈|杂谈|随笔|专栏|之声|论坛|视点|观察|聚焦|速递|说法|一线|热线|广角|走笔|"
    r"故事|人物|访谈|关注|看台|街谈|茶座|书架|照登|地名|跑腿|首家|走进.{2,10})[”\"」』]?"
)
_OPENING_VERB = re.compile(
    r"^(?:坚持|坚定|推动|推进|加快|深入|深化|全面|全力|奋力|努力|携手|突出|保持|聚焦|打造|建设|书写|谱写|凝聚|扎实|切实|"
    r"着力|大力|持续|共同|牢记|弘扬|发挥|抓好|抓住|守护|擦亮|激发|当好|迈出|开创|创新|助力|赋能|绘就|共绘|展现|汇聚)"
)
SECTION = re.compile(
    r"(?i:editorial|opinion|comment|letters?(?: to the editor)?|obituar(?:y|ies)|sports?|business|"
    r"tribune|éditorial|courrier des lecteurs|leserbriefe?|kommentar|leitartikel|editoriale?)$"
)
_COUPLET = re.compile(r"([\u4e00-\u9fff]{4,8}) ([\u4e00-\u9fff]{4,8})")
_QUOTED = re.compile('[“"「]..*[”"」].')
_KANA = re.compile("[\u3041-\u3096]")
_VERB_FIRST = re.compile(
    r"[\u4e00-\u9fff](?:了|出|成|过|着|起|进)[\u4e00-\u9fff]|(?:让|把|被|将|向|给)[\u4e00-\u9fff]{2}"
)


_SHORT_LINE = 8.0
_WIDEST_LINE = 18.0  # ems; no line of a headline on two lines is wider


class Headline(NamedTuple):
    kicker: str | None
    title: str | None
    subtitle: str | None


def headline_of(heads: Sequence[Piece], body: str, han: bool) -> Headline:
    """Kicker, headline and subtitle of an article, from the short lines above it."""
    heads = _letters_joined(heads)
    lines = [closed_title(head.text, body, han) for head in heads]
    gaps = [head.gap for head in heads]
    lines, gaps = _rejoined(lines, gaps, body, han)
    if not lines:
        return Headline(None, None, None)
    kicker, first = _inner_kicker(lines[0]) if han else (None, lines[0])
    if kicker and (len(lines) == 1 or _is_subtitle(lines[1], lines[0], body)):
        lines = [first, *lines[1:]]
        return Headline(kicker, lines[0], _joined(lines[1:]))
    if len(lines) == 1:
        return Headline(None, lines[0], None)
    if not han and SECTION.match(lines[0]):
        return Headline(lines[0], lines[1], _joined(lines[2:]))
    if not han or (heads[1].gap == 0 and _KANA.search("".join(lines))):
        return Headline(None, lines[0], _joined(lines[1:]))
    return _told_apart(lines, body)


def _letters_joined(heads: Sequence[Piece]) -> list[Piece]:
    """Heads with the letters of a vertical headline, or its first letter, put together."""
    joined: list[Piece] = []
    for head in heads:
        above = joined[-1] if joined else None
        if above and above.said == "initial":
            joined[-1] = replace(head, text=above.text.strip() + head.text.strip())
        elif above and above.said == head.said == "letter":
            joined[-1] = replace(above, text=above.text.strip() + head.text.strip())
        else:
            joined.append(head)
    return joined


def _told_apart(lines: list[str], body: str) -> Headline:
    first, second, *rest = lines
    if _SUBTITLE_START.match(first):  # the subtitle was extracted before the headline
        return Headline(None, _joined(lines[1:]), first)
    if _SUBTITLE_START.match(second) or (
        len(lines) == 2
        and (not _is_kicker(first) or _PRESENT.fullmatch(second))
        and _is_subtitle(second, first, body)
    ):
        return Headline(None, first, _joined([second, *rest]))
    if rest and _goes_on(first, second, rest[0]) and not _is_subtitle(rest[0], second, body):
        second, rest = f"{second} {rest[0]}", rest[1:]
    return Headline(first, second, _joined(rest))


def _goes_on(kicker: str, above: str, below: str) -> bool:
    """True when the headline has a second line: four characters are no headline, and below a
    kicker that ends in a verb (…强调) the headline is of two phrases of one length."""
    if _SUBTITLE_START.match(below):
        return False
    parallel = _KICKER_END.search(kicker) and width(below) <= width(above) + 0.5
    short = width(below) <= min(_SHORT_LINE, width(above) + 0.5)  # no subtitle is so short
    return bool(parallel) or short or (width(above) == 4 and width(below) <= 12)


def ends_as_kicker(text: str) -> bool:
    """True when a line stops at the verb, as a kicker does: …调研时强调."""
    return _KICKER_END.search(text.rstrip()) is not None


def _is_kicker(text: str) -> bool:
    return bool(_KICKER_END.search(text) or _COLUMN.fullmatch(text)) or width(text) <= 4


def _is_subtitle(text: str, above: str, body: str) -> bool:
    """A subtitle lists who came too, or says in brief what the body says in the same words."""
    if _SUBTITLE_END.search(text) or _FROM_WHEN.match(text):
        return True
    couplet = _COUPLET.fullmatch(text)
    if couplet and len(couplet[1]) == len(couplet[2]) and _QUOTED.search(above):
        return True  # a headline with a figure of speech, and in two plain phrases what it means
    bare = _bare(body)
    return " " in text and _bare(text) in bare and _bare(above) not in bare


def _bare(text: str) -> str:
    return _MARKS.sub("", text)


def _rejoined(
    lines: list[str], gaps: list[int], body: str, han: bool
) -> tuple[list[str], list[int]]:
    """Lines that are one headline set on two lines, put together."""
    joined: list[str] = []
    kept: list[int] = []
    for line, gap in zip(lines, gaps, strict=True):
        if joined and _runs_on(joined[-1], line, gap, body, han):
            seam = "" if han and is_solid(line[0]) else " "
            joined[-1] += seam + line
        else:
            joined.append(line)
            kept.append(gap)
    return joined, kept


def _runs_on(left: str, right: str, gap: int, body: str, han: bool) -> bool:
    if not han and (SECTION.match(left) or left.isupper() > right.isupper()):
        return False  # the name of a section, or of a smaller headline set below in other type
    if not han:
        return gap == 0 and (right[0].islower() or _title_case(left) == _title_case(right) == 1)
    if unclosed(left) > 0 and unclosed(right) < 0:
        return True
    if _SUBTITLE_START.match(left) or _SUBTITLE_START.match(right) or _SUBTITLE_END.search(right):
        return False
    if gap == 0 and not _KANA.search(left + right) and width(left) <= _WIDEST_LINE:
        # Lines set solid are one headline on two lines; a kicker stands apart.
        kicker = width(left) > _SHORT_LINE and left[-1] not in ":：" and _KICKER_END.search(left)
        return not (kicker or (left[-1] not in ":：" and _COLUMN.fullmatch(left)))
    if _KICKER_END.search(left) or _COLUMN.fullmatch(left) or " " in left:
        return False
    # A noun that gets its verb on the next line: 一口大锅 / 熬了三十年的腊八粥.
    return width(left) <= 7 and bool(_VERB_FIRST.match(right))


def _title_case(text: str) -> float:
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    return 1.0 if words and all(word[0].isupper() for word in words) else 0.0


def closed_title(text: str, body: str, han: bool) -> str:
    """A headline without the spaces that only stand where its line was wrapped.

    A space between two phrases is printed on purpose and stays; one that the body closes up, or
    that follows a long phrase without a verb at its head, is a wrap.
    """
    words = text.split()
    if not han:
        return " ".join(words)
    title = words[0]
    phrase = words[0]  # what stands since the last space that stayed
    bare = body.replace(" ", "")
    for word in words[1:]:
        if _is_wrap(phrase, word, bare):
            title += word
            phrase += word
        else:
            title += " " + word
            phrase = word
    return title


def _is_wrap(phrase: str, word: str, body: str) -> bool:
    left, right = phrase[-1], word[0]
    if not (is_solid(left) or is_solid(right)):
        return False
    if left in "、，,：:" or right in "、，,。”）)":
        return True
    if phrase[-2:] + word[:2] in body:
        return True
    if unclosed(phrase) > 0:
        return True
    clause = re.split("[：:]", phrase)[-1]
    parallel = _OPENING_VERB.match(clause) and _OPENING_VERB.match(word)
    return width(phrase) >= 9 and not parallel and not _KICKER_END.search(phrase)


def _inner_kicker(line: str) -> tuple[str | None, str]:
    """A kicker printed on one line with its headline: …考察时强调 突出实践特色…"""
    at = line.find(" ")
    while at > 0:
        kicker, rest = line[:at], line[at + 1 :]
        told = _KICKER_END.search(kicker) and kicker[-1] not in ":："
        if width(kicker) >= 8 and told and width(rest) >= 5:
            return kicker, rest
        at = line.find(" ", at + 1)
    return None, line


def _joined(lines: Sequence[str]) -> str | None:
    return " ".join(lines) or None
