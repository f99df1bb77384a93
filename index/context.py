"""Pieces told for what they are by their neighbours: names above a body, captions, signatures."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from index import byline as bylines
from index.broken import broken_paragraphs, cut_sentences
from index.byline import Byline
from index.captions import captions_told
from index.columns import set_solid
from index.latin_byline import is_office
from index.latin_page import nameplate_told, names_told, running_lines
from index.lines import Piece, finished, width
from index.listings import listed_lines
from index.signatures import signatures
from index.surnames import is_pen_name
from index.units import is_unit

_CLOSING_BRACKET = re.compile(r"\s*[\u3400-\u9fff /／、·]{0,24}[)）]\s*")
_OPEN_NAMES = re.compile(r"[(（][\u3400-\u9fff、\s]{1,12}$")
_INDENT = 2.0  # ems; the first line of a paragraph is shorter by that
_WIDEST_SUBHEAD = 14.0
_SHORT_TITLE = 4.0
_NAME_LENGTH = re.compile("[\u3400-\u9fff]{2,3}")
_COMMENT = re.compile(
    "(?:快评|时评|短评|锐评|微评|评论|漫谈|杂谈|夜话|随笔|论坛|絮语|茶座|有话说)\\s*$"
)
_INITIALS = re.compile(r"\s*\([\w/ ,.-]{2,20}\)\s*$")  # of who wrote it, at the end: (kbr)
_SMALL_LABEL = 8.0
_FEWEST_LETTERS = 3  # two may be all that is left of one

Step = Callable[[list[Piece], bool], list[Piece]]


def settled(pieces: list[Piece], text: str, han: bool) -> list[Piece]:
    """The pieces of a page with their kinds settled by what stands around them."""
    pieces = _trailers_closed(_bylines_closed(pieces, han), han)
    pieces = set_solid(pieces, text) if han else names_told(nameplate_told(pieces))
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
        closed = finished(_INITIALS.sub("", pieces[block[-1]].text)) and not pieces[
            block[-1]
        ].text.rstrip().endswith(("?", "!", ":"))
        return running_lines(pieces, block) if closed or len(block) > 4 else []
    if len(block) < 3 and not any(pieces[at].kind == "text" for at in block):
        return []
    running = []
    full = False
    for at in block:
        text = pieces[at].text
        indent = _INDENT if at == block[0] else 0.0
        wide = widest >= 12 and width(text) + indent >= 0.85 * widest and len(block) >= 3
        if full or pieces[at].kind == "text" or wide or _cut_clause(pieces, at, block):
            running.append(at)
        full = at in running and not finished(text)
    return running


def _cut_clause(pieces: list[Piece], at: int, block: list[int]) -> bool:
    """The first of two lines of a paragraph, in running text above it and below."""
    text = pieces[at].text
    clause = "," in text or "，" in text
    runs_on = at == block[0] and len(block) == 2 and at and pieces[at - 1].kind == "text"
    return bool(
        runs_on and clause and width(text) > _WIDEST_SUBHEAD and finished(pieces[at + 1].text)
    )


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
        elif (following.gap <= 0 and not bylines.read_names(following.text)) or (
            han and _opens_body(out, at)
        ):
            out[at + 1] = replace(following, kind="text")
    return out


def _opens_body(pieces: list[Piece], byline: int) -> bool:
    """A line right below a byline, too wide for a subhead, that a column end cut off."""
    line, headed = pieces[byline + 1], byline and pieces[byline - 1].kind == "head"
    below = pieces[byline + 2] if byline + 2 < len(pieces) else None
    wide = width(line.text) > _WIDEST_SUBHEAD
    return bool(headed and wide and below and below.kind == "text" and below.gap >= 0)


def _named(pieces: list[Piece], han: bool) -> list[Piece]:
    """Names alone between a headline and a body are a byline, with the office above them."""
    out = list(pieces)
    for at in range(1, len(pieces) - 1):
        piece, above, below = out[at], out[at - 1], _below(out, at)
        if piece.kind == "trailer" and piece.gap >= 0 and above.kind == "head":
            out[at] = replace(piece, kind="byline")
            continue
        if piece.kind not in ("head", "fragment", "text") or piece.gap < 0:
            continue
        dated = not han and below.kind == "byline" and below.byline and not below.byline.authors
        body = below.kind in ("text", "label", "caption") or (dated and len(piece.text.split()) < 4)
        if above.kind not in ("head", "byline") or not body:
            continue
        column = at > 1 and out[at - 2].kind == "head" and bool(_COMMENT.search(out[at - 2].text))
        names = bylines.read_names(piece.text) or _pen_name(above, piece, column)
        if names is None:
            continue
        out[at] = replace(piece, kind="byline", byline=names)
        unit = above.kind == "head" and at >= 2 and out[at - 2].kind == "head"
        if unit and piece.gap == 0 and is_unit(above.text):
            whole = replace(names, printed=f"{above.text.strip()} {names.printed}")
            out[at - 1] = replace(above, kind="byline", byline=whole)
            out[at] = replace(out[at], byline=None)
    return out


def _below(pieces: list[Piece], at: int) -> Piece:
    """What follows a piece, past the masthead's lines that may have come between."""
    rest = (piece for piece in pieces[at + 1 :] if piece.kind != "furniture")
    return next(rest, pieces[at + 1])


def _pen_name(above: Piece, piece: Piece, column: bool) -> Byline | None:
    """A pen name below a headline: 楚石. A subhead cannot stand there; below the headline of a
    column of comment the name may be any word: 远山."""
    name = "".join(piece.text.split()).lstrip("□■◎○●▲△◆◇☐")
    if above.kind != "head" or width(above.text) <= _SHORT_TITLE:
        return None
    if not is_pen_name(name) and not (column and _NAME_LENGTH.fullmatch(name)):
        return None
    return Byline(piece.text.strip(), (name,), (), len(piece.text))


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


def _wrapped_headlines(pieces: list[Piece], han: bool) -> list[Piece]:
    """Two short lines on their own above a byline are a headline, though the first ends in a
    comma: 凌晨四点的菜场， / 谁在等一把韭菜？"""
    out = list(pieces)
    for at in range(len(pieces) - 2):
        first, second, below = pieces[at : at + 3]
        alone = first.gap > 0 and second.gap == 0 and below.gap > 0 and below.kind == "byline"
        short = max(width(first.text), width(second.text)) <= _WIDEST_SUBHEAD + 2
        if han and alone and short and first.kind == "text" and second.kind in ("head", "text"):
            out[at : at + 2] = [replace(first, kind="head"), replace(second, kind="head")]
    return out


_STEPS: tuple[Step, ...] = (
    listed_lines,
    _wrapped_headlines,
    _solid_blocks,
    broken_paragraphs,
    cut_sentences,
    _after_byline,
    _opening_names,
    signatures,
    captions_told,
    _named,
    _letters,
    _small_labels,
)
