"""Pieces told for what they are by their neighbours: names above a body, captions, signatures."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from index import byline as bylines
from index.byline import Byline
from index.captions import captions_told
from index.columns import set_solid
from index.latin_byline import is_office
from index.lines import Piece, finished, unclosed, width
from index.seams import words_over

_CLOSING_BRACKET = re.compile(r"\s*[\u3400-\u9fff /／、·]{0,24}[)）]\s*")
_OPEN_NAMES = re.compile(r"[(（][\u3400-\u9fff、\s]{1,12}$")
_SIGNED = re.compile(r"\s*(?:\S.{0,40}?\s)?[12]\d{3}年\d{1,2}月\d{1,2}日\s*")
_SHORT_PARAGRAPH = 12.0  # ems; below that it may be a subhead
_SMALL_LABEL = 8.0
_FEWEST_LETTERS = 3  # two may be all that is left of one

Step = Callable[[list[Piece], bool], list[Piece]]


def settled(pieces: list[Piece], text: str, han: bool) -> list[Piece]:
    """The pieces of a page with their kinds settled by what stands around them."""
    pieces = _trailers_closed(_bylines_closed(pieces, han), han)
    if han:
        pieces = set_solid(pieces, text)
    for step in _STEPS:
        pieces = step(pieces, han)
    return pieces


def _bylines_closed(pieces: list[Piece], han: bool) -> list[Piece]:
    """A byline whose bracket is closed on a later line, put together."""
    out = list(pieces)
    for at, piece in enumerate(pieces):
        if piece.kind not in ("text", "head") or not bylines.open_lead(piece.text):
            continue
        for later in range(at + 1, min(at + 8, len(out))):
            rest = out[later]
            match = _CLOSING_BRACKET.match(rest.text)
            if match is None or rest.kind not in ("text", "head"):
                continue
            whole = bylines.read_lead(piece.text + match[0])
            if whole is None:
                break
            out[at] = replace(piece, kind="byline", byline=whole)
            cut = rest.start + match.end()
            out[later] = replace(
                rest, start=cut, text=rest.text[match.end() :], kind="text", said="byline rest"
            )
            break
    return out


def _trailers_closed(pieces: list[Piece], han: bool) -> list[Piece]:
    """The names in brackets below an article, when a line end falls between them."""
    out = list(pieces)
    for at in range(1, len(out)):
        above, piece = out[at - 1], out[at]
        opened = _OPEN_NAMES.search(above.text) if above.kind == "text" else None
        if opened is None or piece.gap != 0 or not _CLOSING_BRACKET.fullmatch(piece.text):
            continue
        names = bylines.read_trailer(opened[0] + piece.text.strip())
        if names and opened.start():
            cut = above.start + opened.start()
            out[at - 1] = replace(above, end=cut, text=above.text[: opened.start()])
            rest = replace(above, start=cut, text=opened[0], kind="trailer", gap=-1, byline=names)
            out[at] = replace(piece, kind="trailer", byline=None)
            return _trailers_closed([*out[:at], rest, *out[at:]], han)
    return out


def _blocks(pieces: list[Piece]) -> list[list[int]]:
    """Indexes of pieces that stand without a blank line between them."""
    blocks: list[list[int]] = []
    for at, piece in enumerate(pieces):
        if piece.gap > 0 or not blocks:
            blocks.append([at])
        else:
            blocks[-1].append(at)
    return blocks


def _solid_blocks(pieces: list[Piece], han: bool) -> list[Piece]:
    """Lines of a block set as running text are text, however short."""
    out = list(pieces)
    for block in _blocks(pieces):
        heads = [at for at in block if out[at].kind in ("head", "fragment")]
        if not heads or len(block) == 1:
            continue
        texts = [at for at in block if out[at].kind in ("head", "text", "fragment")]
        widest = max(width(out[at].text) for at in texts)
        running = _running(out, texts, widest, han)
        for at in running:
            if out[at].kind != "text":
                out[at] = replace(out[at], kind="text")
    return out


def _running(pieces: list[Piece], block: list[int], widest: float, han: bool) -> list[int]:
    if not han:
        # A headline takes three lines at most and has no full stop at its end.
        closed = finished(pieces[block[-1]].text) and not pieces[block[-1]].text.rstrip().endswith(
            ("?", "!", ":")
        )
        return block if closed or len(block) > 4 else []
    if len(block) < 3 and not any(pieces[at].kind == "text" for at in block):
        return []
    running = []
    full = False
    for at in block:
        text = pieces[at].text
        wide = widest >= 12 and width(text) >= 0.85 * widest and len(block) >= 3
        if full or pieces[at].kind == "text" or wide:
            running.append(at)
        full = at in running and not finished(text)
    return running


def _broken_paragraphs(pieces: list[Piece], han: bool) -> list[Piece]:
    """A short stretch of a paragraph that a column break cut off, in the middle of a word."""
    if not han:
        return pieces
    out = list(pieces)
    for at, (piece, below) in enumerate(pairwise(pieces)):
        if piece.kind != "head" or below.kind != "text" or below.gap != 1:
            continue
        left, right = piece.text.rstrip(), below.text.lstrip()
        closes = unclosed(left) > 0 > unclosed(right)
        if closes or (width(left) >= _SHORT_PARAGRAPH and words_over(left[-4:], right[:4])):
            out[at] = replace(piece, kind="text")
    return out


def _after_byline(pieces: list[Piece], han: bool) -> list[Piece]:
    """What follows a byline in the same block is body, however short, or an office."""
    out = list(pieces)
    for at, piece in enumerate(pieces[:-1]):
        following = out[at + 1]
        if piece.kind != "byline" or following.kind not in ("head", "fragment"):
            continue
        if not han and following.gap == 0 and is_office(following.text):
            printed = Byline(following.text.strip(), (), (), len(following.text))
            out[at + 1] = replace(following, kind="byline", byline=printed)
        elif following.gap <= 0 and not bylines.read_names(following.text):
            out[at + 1] = replace(following, kind="text")
    return out


def _named(pieces: list[Piece], han: bool) -> list[Piece]:
    """Names alone between a headline and a body are a byline, with the office above them."""
    out = list(pieces)
    for at in range(1, len(pieces) - 1):
        piece, above, below = out[at], out[at - 1], out[at + 1]
        if piece.kind == "trailer" and piece.gap >= 0 and above.kind == "head":
            out[at] = replace(piece, kind="byline")
            continue
        if piece.kind not in ("head", "fragment", "text") or piece.gap < 0:
            continue
        if above.kind not in ("head", "byline") or below.kind not in ("text", "label", "caption"):
            continue
        names = bylines.read_names(piece.text)
        if names is None:
            continue
        out[at] = replace(piece, kind="byline", byline=names)
        unit = above.kind == "head" and at >= 2 and out[at - 2].kind == "head"
        if unit and piece.gap == 0 and bylines.is_unit(above.text):
            whole = replace(names, printed=f"{above.text.strip()} {names.printed}")
            out[at - 1] = replace(above, kind="byline", byline=whole)
            out[at] = replace(out[at], byline=None)
    return out


def _opening_names(pieces: list[Piece], han: bool) -> list[Piece]:
    """A writer's name run into the first sentence below a headline: 卜周 拔节生长…"""
    if not han:
        return pieces
    out: list[Piece] = []
    for at, piece in enumerate(pieces):
        name = bylines.read_opening_name(piece.text) if piece.kind == "text" else None
        if name and at and pieces[at - 1].kind == "head" and piece.gap >= 0:
            cut = piece.start + name.end
            out.append(
                replace(piece, end=cut, text=piece.text[: name.end], kind="byline", byline=name)
            )
            out.append(replace(piece, start=cut, text=piece.text[name.end :], gap=-1))
        else:
            out.append(piece)
    return out


def _signatures(pieces: list[Piece], han: bool) -> list[Piece]:
    """Who signed a notice, and the date below, close its body."""
    out = list(pieces)
    for at, piece in enumerate(pieces):
        if piece.kind not in ("text", "head") or not _SIGNED.fullmatch(piece.text):
            continue
        out[at] = replace(piece, kind="text", said="signature")
        above = at - 1
        while above >= 0 and out[above].kind == "head" and at - above <= 3 and piece.gap == 0:
            if out[above].gap > 0 and (above == 0 or out[above - 1].kind != "text"):
                break
            out[above] = replace(out[above], kind="text")
            above -= 1
    for at in range(1, len(out)):
        below = out[at + 1].kind if at + 1 < len(out) else "furniture"
        signer = out[at].kind == "head" and out[at - 1].kind == "text" and below == "furniture"
        if signer and finished(out[at - 1].text) and bylines.is_unit(out[at].text):
            out[at] = replace(out[at], kind="text")
    return out


def _letters(pieces: list[Piece], han: bool) -> list[Piece]:
    """Letters on lines of their own: of a vertical headline, or the first of a headline."""
    out = list(pieces)
    at = 0
    while at < len(pieces):
        end = at
        while end < len(pieces) and _is_letter(pieces[end]):
            end += 1
        below = pieces[end] if end < len(pieces) else None
        if end - at >= _FEWEST_LETTERS:
            for letter in range(at, end):
                out[letter] = replace(pieces[letter], kind="head", said="letter")
        elif end > at and below and below.kind == "head":
            word = pieces[end - 1].text.strip() + below.text.strip()[:1]
            if any(word in later.text for later in pieces[end + 1 : end + 4]):
                out[end - 1] = replace(pieces[end - 1], kind="head", said="initial")
        at = max(end, at + 1)
    return out


def _is_letter(piece: Piece) -> bool:
    return piece.kind == "fragment" and piece.text.strip().isalpha()


def _small_labels(pieces: list[Piece], han: bool) -> list[Piece]:
    """Small lines next to furniture, and with no article below them, are furniture too."""
    out = list(pieces)
    for block in _blocks(pieces):
        kinds = {out[at].kind for at in block}
        if "furniture" in kinds and not kinds & {"text", "byline", "jump_from"} and block[0] < 8:
            for at in block:
                if out[at].kind in ("head", "fragment"):
                    out[at] = replace(out[at], kind="furniture", said="masthead")
    for at in range(len(out) - 1, -1, -1):
        piece = out[at]
        following = out[at + 1].kind if at + 1 < len(out) else None
        if piece.kind == "head" and following == "furniture" and width(piece.text) <= _SMALL_LABEL:
            out[at] = replace(piece, kind="furniture", said="label")
    return out


_STEPS: tuple[Step, ...] = (
    _solid_blocks,
    _broken_paragraphs,
    _after_byline,
    _opening_names,
    _signatures,
    captions_told,
    _named,
    _letters,
    _small_labels,
)
