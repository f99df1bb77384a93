"""Lines that are set one by one and are no headlines: verse, chronologies, figures, contents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index import byline as bylines
from index.lines import Piece, finished, width

LISTED = "listed"  # what such a line is said to be
# A heading over lines of that sort opens a box of its own, whatever stands above it.
BOX = re.compile(
    r"(?:大事记|年表|时间表|时间轴|时间线|日程表?|赛程表?|名单|榜单|价目表|一览表|刻度)[”\"]?$|^(?:数字|数读|数说)\S{1,10}$|\S{0,6}数据$"
)
_CONTENTS = re.compile(r"\s*(?:今日|本期|要闻|内页|精彩|新闻|本版)?(?:导读|导览|看点|提要)\s*$")
_FIGURE = re.compile(
    r"\s*(?:约|近|超|逾)?\d[\d.,:/-]*\s?(?:[%‰℃]|[\u4e00-\u9fff]{0,5})(?:\d{1,2}月(?:\d{1,2}日)?)?"
    r"[ \u3000]+\S"
)
_DIARY_DAY = re.compile(
    r"\s*(?:\d{4}年)?\d{1,2}月\d{1,2}日[ \u3000,，]*(?:(?:星期|周)[一二三四五六日天][ \u3000,，]*)?"
    r"(?:晴|阴|多云|小雨|中雨|大雨|阵雨|雷雨|暴雨|雨|小雪|大雪|雪|雾|霾)\S{0,6}\s*"
)
_NARROWEST_VERSE, _WIDEST_VERSE = 4.0, 14.0  # ems; narrower are letters of a headline
_SHORT = 8.0
_FEWEST_VERSES, _FEWEST_FIGURES, _FEWEST_CONTENTS = 4, 3, 2
_PUNCTUATED = re.compile(r"[。；;:：]")


def listed_lines(pieces: list[Piece], han: bool) -> list[Piece]:
    """Lines of verse, of a chronology, of figures and of a contents box become text."""
    if not han:
        return pieces
    out = list(pieces)
    for run in _contents(out):
        out[run[0]] = replace(out[run[0]], kind="head", said=None)
        for at in run[1:]:
            out[at] = _listed(out[at])
    for at, piece in enumerate(out):
        if piece.kind in ("head", "text") and _DIARY_DAY.fullmatch(piece.text):
            out[at] = _listed(piece)
    for run in (*_figures(out), *_verse(out)):
        for at in run:
            out[at] = _listed(out[at])
    return out


def _listed(piece: Piece) -> Piece:
    return replace(piece, kind="text", said=LISTED)


def _runs(fits: Sequence[bool]) -> Iterator[list[int]]:
    """Indexes of neighbours that fit."""
    run: list[int] = []
    for at, one in enumerate((*fits, False)):
        if one:
            run.append(at)
        elif run:
            yield run
            run = []


def _contents(pieces: Sequence[Piece]) -> Iterator[list[int]]:
    """A heading and what stands on which page, below it."""
    pointers = ("teaser", "folio")  # 秋茶开采 A6版 is worded as a folio is
    fits = [piece.kind == "furniture" and piece.said in pointers for piece in pieces]
    for run in _runs(fits):
        headed = _CONTENTS.fullmatch(pieces[run[0]].text) is not None
        below = [at for at in run[1:] if not _CONTENTS.fullmatch(pieces[at].text)]
        if headed and len(below) >= _FEWEST_CONTENTS and len(below) == len(run) - 1:
            yield run


def _figures(pieces: Sequence[Piece]) -> Iterator[list[int]]:
    """Lines that open with a year or a figure each, and a space after it."""
    fits = [piece.kind in ("head", "text") and bool(_FIGURE.match(piece.text)) for piece in pieces]
    yield from (run for run in _runs(fits) if len(run) >= _FEWEST_FIGURES)


def _verse(pieces: Sequence[Piece]) -> Iterator[list[int]]:
    """A block of short lines without a full stop among them, more than a headline has."""
    blocks: list[list[int]] = []
    for at, piece in enumerate(pieces):
        if piece.gap == 0 and blocks:
            blocks[-1].append(at)
        else:
            blocks.append([at])
    for block in blocks:
        short = all(
            pieces[at].kind in ("head", "fragment")
            and width(pieces[at].text) <= _WIDEST_VERSE
            and not _PUNCTUATED.search(pieces[at].text)
            and not finished(pieces[at].text)
            for at in block
        )
        letters = max(width(pieces[at].text) for at in block) < _NARROWEST_VERSE
        if short and not letters and len(block) >= _FEWEST_VERSES:
            yield [*_stanza_title(pieces, block[0]), *block]


def _stanza_title(pieces: Sequence[Piece], first: int) -> list[int]:
    """The name of a stanza is no headline where the poem's, and the poet's name, stand above."""
    if first < 3 or any(pieces[at].kind != "head" for at in range(first - 3, first)):
        return []
    title, poet = pieces[first - 1], pieces[first - 2]
    return [first - 1] if width(title.text) <= _SHORT and bylines.read_names(poet.text) else []
