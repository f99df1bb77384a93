"""Pieces to articles: where one begins, what belongs to it, and where it goes on after a break."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from index.byline import Byline
from index.cohesion import Vocabulary, terms
from index.headlines import SECTION
from index.lines import Piece, finished, unclosed, width
from index.seams import words_over

_MOST_HEADS = 4
NOTICE = re.compile(
    r"(?:公告|启事|啟事|声明|聲明|更正|通知|讣告|公示|致歉|招聘|征集令|通告|告示|Corrections?|Notice|Obituary|Rectificatif)\S{0,3}$"
)
_LIST = re.compile(
    r"(?:摘登|选登|选刊|摘编|集锦|荟萃|简讯|快讯|短讯|速递|快递|速览|一览|点击|盘点|连线|快报|要闻点击|回音壁)[”\"]?$"
    r"|^(?:Briefly|In [Bb]rief|News in [Bb]rief|Briefs|En bref|Brèves|Kurz gemeldet|Kurz notiert|Breves)$"
)
_KANA = re.compile("[\u3041-\u3096]")
_PHOTO_LABEL = re.compile(
    r"^(?:图片新闻|图片报道|图说\S{0,6}|镜头|光影\S{0,4}|定格|影像\S{0,4}|摄影\S{0,4}|In pictures)$"
)
_NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,2}[）)]|\d{1,2}[.、．]|[■●◆▲★□]|第[一二三四五六七八九十]+[章节条])"
)
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
_REACH = 8  # articles back: a column is torn apart near by
_RESUMED = 0.05  # share of words from which a text may go on with an article
_NEAR = 2  # articles; one that breaks off is taken up again soon
_LONGEST_LEDE = 240  # ems
_SIGHT = 300  # pieces ahead; an article is shorter, and a page of any length stays linear
_OPENING = 400  # characters


@dataclass(slots=True)
class Draft:
    """An article while it is being put together, in pieces."""

    heads: list[Piece] = field(default_factory=list)
    byline: Byline | None = None
    byline_pieces: list[Piece] = field(default_factory=list)
    paragraphs: list[list[Piece]] = field(default_factory=list)
    marks: list[Piece] = field(default_factory=list)  # jump marks and the like: owned, not shown
    kind: str | None = None
    section: str | None = None
    parent: Draft | None = None
    jump_to: str | None = None
    jump_from: str | None = None
    closed: bool = False
    trailed: bool = False
    notes: list[str] = field(default_factory=list)

    words: set[str] = field(default_factory=set)

    def add(self, piece: Piece, *, joined: bool) -> None:
        """Put a piece of text at the end, as a paragraph of its own or joined to the last."""
        if joined:
            self.paragraphs[-1].append(piece)
        else:
            self.paragraphs.append([piece])
        self.words |= terms(piece.text)

    def last_text(self) -> str:
        return self.paragraphs[-1][-1].text if self.paragraphs else ""

    def pieces(self) -> list[Piece]:
        body = [piece for one in self.paragraphs for piece in one]
        return [*self.heads, *self.byline_pieces, *body, *self.marks]


@dataclass(slots=True)
class Desk:
    """The page as far as it has been cut."""

    pieces: Sequence[Piece]
    vocabulary: Vocabulary
    han: bool
    drafts: list[Draft] = field(default_factory=list)
    furniture: list[Piece] = field(default_factory=list)
    heads: list[Piece] = field(default_factory=list)
    current: Draft | None = None
    caption: Draft | None = None
    interrupted: bool = False
    at: int = 0

    def open(self, draft: Draft) -> Draft:
        self.drafts.append(draft)
        self.current = draft
        self.interrupted = False
        return draft

    def ahead(self, *skip: str) -> Piece | None:
        """The next piece that is none of the kinds skipped."""
        following = self.pieces[self.at + 1 : self.at + _SIGHT]
        return next((piece for piece in following if piece.kind not in skip), None)

    def texts_ahead(self, most: int = 8_000) -> list[Piece]:
        """This piece and the text after it, up to the next short line or byline; not much more
        than `most` characters of it."""
        texts = []
        length = 0
        for piece in self.pieces[self.at : self.at + _SIGHT]:
            if piece.kind in ("text", "label"):
                texts.append(piece)
                length += len(piece.text)
            elif piece.kind not in ("furniture", "fragment", "caption", "credit"):
                break
            if length > most:
                break
        return texts

    def opening_ahead(self) -> str:
        """The first few hundred characters of the text ahead."""
        return "".join(piece.text for piece in self.texts_ahead(_OPENING))

    def after_texts(self) -> Piece | None:
        """What ends the text ahead: the next headline, byline, jump mark or closing names."""
        passed = ("text", "label", "furniture", "fragment", "caption", "credit")
        return self.ahead(*passed)


def segment(pieces: Sequence[Piece], han: bool) -> tuple[list[Draft], list[Piece]]:
    """The articles of a page as drafts, and the pieces that belong to none."""
    texts = [piece.text for piece in pieces if piece.kind in ("text", "caption")]
    desk = Desk(pieces, Vocabulary(texts), han)
    for desk.at, piece in enumerate(pieces):
        _HANDLERS[piece.kind](desk, piece)
    if desk.heads and not desk.drafts:
        _title_alone(desk)
    _flush_heads(desk)
    return desk.drafts, desk.furniture


def _title_alone(desk: Desk) -> None:
    """A page of short lines only is one article: nothing that is printed is thrown away."""
    title, *rest = desk.heads
    desk.heads = []
    draft = desk.open(Draft(heads=[title] if rest else []))
    for piece in rest or [title]:
        draft.add(piece, joined=False)


def _on_head(desk: Desk, piece: Piece) -> None:
    desk.heads.append(piece)


def _on_byline(desk: Desk, piece: Piece) -> None:
    current = desk.current
    if current and not desk.heads and _lacks_byline(current):
        current.byline = _both(current.byline, piece.byline)
        current.byline_pieces.append(piece)
        return
    draft = _begin(desk)
    draft.byline = piece.byline
    draft.byline_pieces.append(piece)


def _lacks_byline(draft: Draft) -> bool:
    """An article just begun, or one whose headline has only a lede below it so far."""
    if draft.closed or draft.kind is not None:
        return False
    lede = draft.heads and draft.byline is None and len(draft.paragraphs) == 1
    return bool(not draft.paragraphs or (lede and width(draft.last_text()) < _LONGEST_LEDE))


def _both(first: Byline | None, second: Byline | None) -> Byline | None:
    if first is None or second is None:
        return first or second
    return Byline(
        f"{first.printed} {second.printed}",
        (*first.authors, *second.authors),
        (*first.correspondents, *second.correspondents),
    )


def _on_text(desk: Desk, piece: Piece) -> None:
    if desk.heads:
        untitled = _untitled(desk)
        if untitled:
            untitled.heads, desk.heads = desk.heads, []
        elif _opens_article(desk, piece):
            _begin(desk)
        else:
            _flush_heads(desk)
    draft = _home(desk, piece)
    desk.current = draft
    if _opening_label(draft, piece):
        draft.marks.append(piece)  # it heads the article as a whole, like a headline
    else:
        draft.add(piece, joined=_continues(draft, piece, desk.han))
    desk.interrupted = False


def _untitled(desk: Desk) -> Draft | None:
    """The article whose headline stands below its byline: ■本报评论员 / 把好事办到群众心坎上."""
    current = desk.current
    if current is None or current.heads or current.paragraphs or current.closed:
        return None
    return None if current.jump_from else current


def _on_caption(desk: Desk, piece: Piece) -> None:
    caption = desk.caption
    last = desk.pieces[desk.at - 1] if desk.at else None
    if caption and last is not None and last.kind == "caption" and piece.gap == 0:
        caption.paragraphs[-1].append(piece)
        return
    desk.caption = Draft(kind="photo_caption", paragraphs=[[piece]])
    if desk.heads and _captioned(desk):
        desk.caption.heads = desk.heads
        desk.heads = []
        if desk.current:
            desk.current.closed = True
    desk.drafts.append(desk.caption)
    if piece.byline:
        desk.caption.byline = piece.byline
    desk.interrupted = True


def _captioned(desk: Desk) -> bool:
    """A column label right above a caption is its title, unless an article follows for it."""
    if _PHOTO_LABEL.match(desk.heads[-1].text.strip()):
        return True
    following = desk.ahead("caption", "credit", "furniture", "fragment")
    return following is None or following.kind in ("head", "jump_from")


def _on_credit(desk: Desk, piece: Piece) -> None:
    caption = desk.caption
    if caption and (caption.byline is None or piece.gap == -1) and not caption.byline_pieces:
        caption.byline = caption.byline or piece.byline
        caption.byline_pieces.append(piece)
    else:
        desk.furniture.append(piece)
    desk.interrupted = True


def _on_furniture(desk: Desk, piece: Piece) -> None:
    desk.furniture.append(piece)
    if piece.said != "noise":
        desk.interrupted = True


def _on_jump_to(desk: Desk, piece: Piece) -> None:
    _flush_heads(desk)
    draft = desk.current
    if draft is None or draft.closed:
        desk.furniture.append(piece)
        return
    draft.jump_to = piece.said
    draft.marks.append(piece)
    draft.closed = True


def _on_jump_from(desk: Desk, piece: Piece) -> None:
    draft = _begin(desk)
    draft.jump_from = piece.said
    draft.marks.append(piece)


def _on_trailer(desk: Desk, piece: Piece) -> None:
    _flush_heads(desk)
    draft = desk.current
    listed = _open_list(desk)
    if listed and piece.gap > 0 and "整理" in piece.text:
        draft = listed
        if desk.current:
            desk.current.closed = True
    if draft is None:
        desk.furniture.append(piece)
        return
    draft.byline = _both(draft.byline, piece.byline)
    draft.byline_pieces.append(piece)
    draft.closed = draft.trailed = True


def _open_list(desk: Desk) -> Draft | None:
    parent = desk.current.parent if desk.current else None
    return parent if parent and not parent.closed else None


def _begin(desk: Desk) -> Draft:
    """A new article under the headlines that wait; a list's heading becomes its own entry."""
    above = desk.current
    parent = above.parent if above and above.kind != "list" else above
    letters = sum(head.said == "letter" for head in desk.heads)
    heads = desk.heads[-_MOST_HEADS - letters :]
    for extra in desk.heads[: len(desk.heads) - len(heads)]:
        _keep(desk, extra)
    desk.heads = []
    if len(heads) > 1 and _LIST.search(heads[0].text.strip()):
        parent = Draft(heads=[heads.pop(0)], kind="list")
        desk.drafts.append(parent)
    elif parent and (parent.closed or NOTICE.search(heads[-1].text.strip()) if heads else False):
        parent = None
    return desk.open(Draft(heads=heads, parent=parent))


def _flush_heads(desk: Desk) -> None:
    """Short lines that begin no article are subheads of the one they stand in."""
    for piece in desk.heads:
        _keep(desk, piece)
    desk.heads = []


def _keep(desk: Desk, piece: Piece) -> None:
    if desk.current and not desk.current.closed and desk.current.kind != "list":
        desk.current.add(piece, joined=False)
    else:
        desk.furniture.append(piece)


def _opens_article(desk: Desk, piece: Piece) -> bool:
    """True when the short lines above this text are a headline and no subhead."""
    current = desk.current
    if current is None or current.closed or not current.paragraphs:
        return True
    last, first = desk.heads[-1].text.strip(), desk.heads[0].text.strip()
    if NOTICE.search(last) or _LIST.search(first) or SECTION.match(first):
        return True
    if _open_list(desk) and (current.byline is None or current.trailed):
        return finished(current.last_text())
    if _NUMBERED.match(last) or not finished(current.last_text()):
        return False
    texts = desk.texts_ahead()
    following = desk.after_texts()
    trailed = following is not None and following.kind == "trailer"
    if following and trailed and ("整理" not in following.text or _open_list(desk) is None):
        return True
    return _headline_score(desk, current, texts) >= _HEADLINE


def _headline_score(desk: Desk, current: Draft, texts: list[Piece]) -> float:
    """How much speaks for a headline without a byline: its width, its gap, news below it, and
    other words than the article above uses."""
    heads = desk.heads
    longest = max(width(head.text) for head in heads)
    score = 1.0 if longest >= 10 else -1.0 if longest <= 7 and len(heads) == 1 else 0.0
    score += 1.0 if len(heads) > 1 else 0.0
    score += 1.0 if heads[0].gap >= 2 else 0.0
    score += 1.0 if _FRESH.match(texts[0].text) else 0.0
    score -= 1.0 if any(one[0].kind == "label" for one in current.paragraphs) else 0.0
    below = terms("".join(text.text for text in texts))
    shared = desk.vocabulary.shared(below, current.words)
    certain = 1.0 if sum(len(text.text) for text in texts) > 60 else 0.5
    score += certain * next(points for limit, points in _KINSHIP if shared < limit)
    if re.search(r"[?？!！].", last := heads[-1].text.strip()) and " " not in last:
        score -= 2.0  # the end of a paragraph, with a subhead on the same line
    if not desk.han or _KANA.search(texts[0].text):
        score += 1.0  # short news without a byline is the rule there
    if _open_list(desk):
        score += 1.5  # a list is made of small articles
    if current.heads and NOTICE.search(current.heads[-1].text.strip()):
        score += 1.5  # notices have no subheads
    return score


def _home(desk: Desk, piece: Piece) -> Draft:
    """The article a text belongs to: the one above, or an earlier one that it goes on with."""
    current = desk.current
    if current and current.kind == "list":
        return desk.open(Draft(parent=current))
    others = [
        draft
        for draft in desk.drafts[-_REACH:]
        if draft is not current and draft.paragraphs and not draft.closed and draft.kind is None
    ]
    if current is None or current.closed:
        return _resumed(desk, piece, others, _RESUMED) or desk.open(Draft(parent=_column(desk)))
    if not current.paragraphs or _same_column(desk, piece):
        return current
    return _rival(desk, piece, current, others) or current


def _column(desk: Desk) -> Draft | None:
    """The list or column that an item without a headline belongs to."""
    above = desk.current
    if above is None or not above.trailed:
        return None
    labelled = above.heads and _LIST.search(above.heads[0].text.strip())
    return above if labelled else above.parent


def _same_column(desk: Desk, piece: Piece) -> bool:
    above = desk.pieces[desk.at - 1] if desk.at else piece
    return piece.said == "column" and above.said in ("column", "byline rest")


def _rival(desk: Desk, piece: Piece, current: Draft, others: list[Draft]) -> Draft | None:
    """An earlier article that a text goes on with, rather than with the one above it."""
    if not finished(current.last_text()):
        if desk.interrupted or _joins(current, piece):
            return None
        return next((draft for draft in reversed(others) if _mends(draft, piece)), None)
    if not others:
        return None
    below = terms(desk.opening_ahead())
    own = desk.vocabulary.shared(below, current.words)
    for draft in reversed(others[-_NEAR:]):
        shared = desk.vocabulary.shared(below, draft.words)
        sure = _joins(draft, piece) or shared > max(_RESUMED, 1.3 * own)
        if shared > own and sure and not finished(draft.last_text()):
            return draft
    # An article without a headline of its own is an inset: what follows may be around it.
    if current.heads and not (desk.interrupted and current.byline is None):
        return None
    return _resumed(desk, piece, others, max(_RESUMED, own))


def _mends(draft: Draft, piece: Piece) -> bool:
    """True when the draft breaks off in the middle of a word that the text completes."""
    return not finished(draft.last_text()) and _joins(draft, piece)


def _joins(draft: Draft, piece: Piece) -> bool:
    """True when a word cut at the end of the draft is whole again with the text."""
    left, right = draft.last_text().rstrip(), piece.text.lstrip()
    if right[:1] in "，。、；：！？”’》」』）)":
        return left[-1:] not in "，。、；：！？"
    return bool(words_over(left[-4:], right[:4]))


def _resumed(desk: Desk, piece: Piece, others: list[Draft], least: float) -> Draft | None:
    """The open article whose words the text shares most, when it shares enough."""
    below = terms(desk.opening_ahead())
    best, most = None, least
    for draft in reversed(others):
        shared = desk.vocabulary.shared(below, draft.words)
        if not finished(draft.last_text()):
            shared *= 3.0 if _joins(draft, piece) else 1.2
        if shared > most:
            best, most = draft, shared
    return best


def _opening_label(draft: Draft, piece: Piece) -> bool:
    return piece.kind == "label" and not draft.paragraphs


def _continues(draft: Draft, piece: Piece, han: bool) -> bool:
    """True when a text goes on with the paragraph above it."""
    if not draft.paragraphs or piece.kind == "label":
        return False
    last = draft.paragraphs[-1][-1]
    if last.kind != "text":
        return False
    if not han:
        if piece.gap == 0 and piece.line == last.line + 1:
            return True
        return not finished(last.text) and piece.text.lstrip()[:1].islower()
    return not finished(last.text) or (unclosed(piece.text) < 0 < unclosed(last.text))


_HANDLERS: dict[str, Callable[[Desk, Piece], None]] = {
    "head": _on_head,
    "byline": _on_byline,
    "text": _on_text,
    "label": _on_text,
    "caption": _on_caption,
    "credit": _on_credit,
    "furniture": _on_furniture,
    "fragment": _on_furniture,
    "jump_to": _on_jump_to,
    "jump_from": _on_jump_from,
    "trailer": _on_trailer,
}
