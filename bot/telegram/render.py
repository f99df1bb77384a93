"""Answers as Telegram messages: the one place where text is escaped, measured and split.

Telegram counts UTF-16 units, takes a handful of HTML tags and refuses a message for one bare `<`.
We measure the markup too, so a message is always shorter than the limit says.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from bot.marking import Piece, cut, excerpt, joins
from bot.sentences import in_language
from bot.text_input import clean_line, clean_text
from bot.wording import WORDS, printed_in, verdict
from retrieval.records import Answer, ArticleFacts, Citation, CitedPassage, Hit, Slice

LIMIT = 4096
DEEP_LINK = re.compile(r"[A-Za-z0-9_-]{1,62}")  # 64 less the "c_" before it
_TAG = re.compile(r"</?[a-z][^<>]*>")
_QUOTE, _UNQUOTE = "<blockquote expandable>", "</blockquote>"
_BLANKS = re.compile(r"\s*\n\s*")
_LONGEST_PASSAGE = 1200  # characters shown; the link below leads to the rest
_CUT = "…"  # stands outside the quote, which is word for word
_LONGEST_LINE = 300  # characters of a headline or byline; newspapers print shorter ones


def render_answer(answer: Answer, language: str, *, bot_name: str = "") -> list[str]:
    """The answer as messages, none over the limit, split between passages where possible."""
    words = WORDS[language]
    sign = {"answered": "🟢", "uncertain": "🟡", "not_found": "⚪"}[answer.status]
    head = f"{sign} <b>{_line(verdict(answer, language))}</b>"
    if answer.reason:
        head += f"\n{_line(in_language(answer.reason, language))}"
    for note in answer.interpretation.notes:
        head += f"\n<i>{_line(in_language(note, language))}</i>"
    if answer.hits and answer.status == "not_found":
        head += f"\n{_line(words['near_hits'])}"
    blocks = [[head]]
    blocks += [
        _block(hit.article, _hit_quoted(hit), hit.citation, language, bot_name)
        for hit in answer.hits
    ]
    return _packed(blocks)


def render_cited(cited: CitedPassage, language: str, *, bot_name: str = "") -> list[str]:
    """A citation as messages: its standing, the passage, the citation line."""
    blocks = []
    if cited.standing != "current":
        notice = f"⚠️ <b>{_line(WORDS[language][cited.standing])}</b>"
        blocks.append(
            [notice + (f"\n{_line(in_language(cited.note, language))}" if cited.note else "")]
        )
    shown = excerpt(cited.passage, _LONGEST_PASSAGE)
    quoted = _quoted(cited.passage, shown, cut(shown))
    blocks.append(_block(cited.article, quoted, cited.citation, language, bot_name))
    if cited.successor:
        said = WORDS[language]["successor"]
        blocks.append(_exactly(f"{said}: {cited.successor.text}"))
    return _packed(blocks)


def plain(markup: str) -> str:
    """What a message says without its markup. Safe because every other `<` in it is escaped."""
    return html.unescape(_TAG.sub("", markup))


def length(text: str) -> int:
    """The length as Telegram counts it, in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def _block(
    article: ArticleFacts,
    quoted: Iterable[str],
    citation: Citation,
    language: str,
    bot_name: str,
) -> list[str]:
    """One passage: parts that may each stand in a message of their own, in order."""
    title = article.title or WORDS[language]["untitled"]
    head = f"<b>{_line(title)}</b>"
    facts = [printed_in(citation, language), clean_line(article.byline or "")]
    if any(facts):
        head += f"\n<i>{_line(' · '.join(fact for fact in facts if fact))}</i>"
    foot = _exactly(f"📎 {citation.text}")
    if link := _link(citation, bot_name):
        foot.append(f'<a href="{html.escape(link)}">{_line(WORDS[language]["tg_read_full"])}</a>')
    return [head, *quoted, *foot]


def _link(citation: Citation, bot_name: str) -> str:
    """The permalink where there is one, else a link that makes this bot show the citation."""
    if citation.url.startswith(("http://", "https://")) and len(citation.url) < 1000:
        return clean_line(citation.url)
    if bot_name and DEEP_LINK.fullmatch(citation.citation_id):
        return f"https://t.me/{bot_name}?start=c_{citation.citation_id}"
    return ""


def _hit_quoted(hit: Hit) -> Iterator[str]:
    shown = excerpt(hit.passage, _LONGEST_PASSAGE, hit.highlight, hit.span)
    return _quoted(hit.passage, shown, cut(shown, highlight=hit.highlight, span=hit.span))


def _quoted(passage: Slice, shown: Slice, pieces: Iterable[Piece]) -> Iterator[str]:
    """What is shown of a passage, with a mark at each end where it goes on."""
    if shown.start > passage.start:
        yield _CUT
    yield from _quotes(pieces)
    if shown.end < passage.end:
        yield _CUT


def _quotes(pieces: Iterable[Piece]) -> Iterator[str]:
    """The passage in as many expandable quotes as it takes, each whole in its markup."""
    room = LIMIT - len(_QUOTE) - len(_UNQUOTE)
    quote, left = "", room
    for piece in pieces:
        for text in _fitting(_BLANKS.sub("\n", clean_text(piece.text))):
            markup = _weighted(text, piece)
            if length(markup) > left and quote:
                yield _QUOTE + quote + _UNQUOTE
                quote, left = "", room
            quote += markup
            left -= length(markup)
    if plain(quote).strip():
        yield _QUOTE + quote + _UNQUOTE


def _weighted(text: str, piece: Piece) -> str:
    escaped = html.escape(text, quote=False)
    if piece.weight == "plain" or not text.strip():
        return escaped
    return f"<b><u>{escaped}</u></b>" if piece.weight == "span" else f"<b>{escaped}</b>"


def _fitting(text: str, most: int = 600) -> Iterator[str]:
    """The text in stretches of up to `most` characters, cut after a sentence or a word if any.

    600 characters cannot pass the limit even if each is escaped to five.
    """
    while len(text) > most:
        at = max(text.rfind(mark, most // 2, most) for mark in "。！？；\n. ，、") + 1 or most
        while at < len(text) and joins(text[at - 1], text[at]):
            at -= 1
            if at <= 1:
                at = most
                break
        yield text[:at]
        text = text[at:]
    if text:
        yield text


def _packed(blocks: Iterable[list[str]]) -> list[str]:
    """Blocks into as few messages as possible; a block is divided only when it fits in none."""
    messages: list[str] = []
    for block in blocks:
        whole = "\n".join(block)
        parts = [whole] if length(whole) <= LIMIT else block
        for at, part in enumerate(parts):
            between = "\n" if at else "\n\n"
            if messages and length(messages[-1] + between + part) <= LIMIT:
                messages[-1] += between + part
            else:
                messages.append(part)
    return messages


def _exactly(text: str) -> list[str]:
    """A citation, escaped and never shortened: in one part, or in several if none could hold it."""
    line = clean_line(text)
    escaped = html.escape(line, quote=False)
    if length(escaped) <= LIMIT:
        return [escaped]
    return [html.escape(part, quote=False) for part in _fitting(line)]


def _line(text: str) -> str:
    """Text on one line, escaped, no longer than a line should be."""
    line = clean_line(text)
    if len(line) > _LONGEST_LINE:
        line = line[:_LONGEST_LINE] + "…"
    return html.escape(line, quote=False)
