"""Telegram's markup: the one place where text is escaped, measured, packed and split.

Telegram counts UTF-16 units, takes a handful of HTML tags and refuses a message for one bare `<`.
We measure the markup too, so a message is always shorter than the limit says.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from bot.marking import Piece, joins
from bot.text_input import clean_line, clean_text

LIMIT = 4096
CUT = "…"  # stands outside the quote, which is word for word
_TAG = re.compile(r"</?[a-z][^<>]*>")
_QUOTE, _UNQUOTE = "<blockquote expandable>", "</blockquote>"
_BLANKS = re.compile(r"\s*\n\s*")
_LONGEST_LINE = 300  # characters of a headline or byline; newspapers print shorter ones


def length(text: str) -> int:
    """The length as Telegram counts it, in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def plain(markup: str) -> str:
    """What a message says without its markup. Safe because every other `<` in it is escaped."""
    return html.unescape(_TAG.sub("", markup))


def line(text: str) -> str:
    """Text on one line, escaped, no longer than a line should be."""
    cleaned = clean_line(text)
    if len(cleaned) > _LONGEST_LINE:
        cleaned = cleaned[:_LONGEST_LINE] + "…"
    return html.escape(cleaned, quote=False)


def bold(text: str) -> str:
    """One line in bold."""
    return f"<b>{line(text)}</b>"


def link(address: str, text: str) -> str:
    """A link; only to the web."""
    return f'<a href="{html.escape(clean_line(address))}">{line(text)}</a>'


def exactly(text: str) -> list[str]:
    """A citation, escaped and never shortened: in one part, or in several if none could hold it."""
    cleaned = clean_line(text)
    escaped = html.escape(cleaned, quote=False)
    if length(escaped) <= LIMIT:
        return [escaped]
    return [html.escape(part, quote=False) for part in fitting(cleaned)]


def preformatted(text: str, most: int = 3000) -> str:
    """A text in which every line break and space counts, shortened where it is too long."""
    cleaned = clean_text(text).strip("\n")
    while length(html.escape(cleaned, quote=False)) > most:
        cleaned = cleaned[: len(cleaned) * 9 // 10]
    return f"<pre>{html.escape(cleaned, quote=False)}</pre>"


def weighted(pieces: Iterable[Piece], *, highlight: bool = True) -> str:
    """Pieces of a passage on one line: the answering words in bold, the sentence round them
    plain, or bold itself where nothing in it is marked."""
    pieces = tuple(pieces)
    has_span = any(piece.weight == "span" for piece in pieces)
    texts = []
    for piece in pieces:
        escaped = html.escape(_BLANKS.sub(" ", clean_text(piece.text)), quote=False)
        strong = piece.weight == "span" or (highlight and not has_span)
        texts.append(f"<b>{escaped}</b>" if strong and escaped.strip() else escaped)
    return "".join(texts).strip()


def quotes(pieces: Iterable[Piece]) -> Iterator[str]:
    """A passage in as many expandable quotes as it takes, each whole in its markup."""
    room = LIMIT - len(_QUOTE) - len(_UNQUOTE)
    quote, left = "", room
    for piece in pieces:
        for text in fitting(_BLANKS.sub("\n", clean_text(piece.text))):
            markup = _marked(text, piece)
            if length(markup) > left and quote:
                yield _QUOTE + quote + _UNQUOTE
                quote, left = "", room
            quote += markup
            left -= length(markup)
    if plain(quote).strip():
        yield _QUOTE + quote + _UNQUOTE


def paragraphs(text: str) -> list[str]:
    """A text escaped, in parts that each fit in a message, cut at paragraphs where possible."""
    cleaned = _BLANKS.sub("\n", clean_text(text)).strip("\n")
    return [
        html.escape(part, quote=False)
        for paragraph in cleaned.split("\n")
        for part in fitting(paragraph)
        if part.strip()
    ]


def fitting(text: str, most: int = 600) -> Iterator[str]:
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


def packed(blocks: Iterable[list[str]], limit: int = LIMIT) -> list[str]:
    """Blocks into as few messages as possible; a block is divided only when it fits in none."""
    messages: list[str] = []
    for block in blocks:
        whole = "\n".join(block)
        parts = [whole] if length(whole) <= limit else block
        for at, part in enumerate(parts):
            between = "\n" if at else "\n\n"
            if messages and length(messages[-1] + between + part) <= limit:
                messages[-1] += between + part
            else:
                messages.append(part)
    return messages


def _marked(text: str, piece: Piece) -> str:
    escaped = html.escape(text, quote=False)
    if piece.weight == "plain" or not text.strip():
        return escaped
    return f"<b><u>{escaped}</u></b>" if piece.weight == "span" else f"<b>{escaped}</b>"
