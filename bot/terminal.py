"""Answers and citations on a terminal: readable, coloured where wanted, safe always."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from bot.marking import Piece, cut, pieces_of
from bot.read_as import read_as
from bot.sentences import in_language
from bot.text_input import clean_text
from bot.together import lines_of, ways_on
from bot.wording import WORDS, choose_language, printed_in, verdict
from retrieval.records import Answer, Citation, Hit, Source
from retrieval.views import CitedPassage

_STATUS_STYLE = {"answered": "bold green", "uncertain": "bold yellow", "not_found": "bold red"}
_WEIGHT_STYLE = {"plain": "", "highlight": "yellow", "span": "bold underline yellow"}
_STANDING_STYLE = {"moved": "yellow", "superseded": "yellow", "withdrawn": "bold red"}
# Without colour the marks must be read, not seen: rich drops styles in a pipe.
_OPENING, _CLOSING = "【", "】"
_PIPE_WIDTH = 1_000_000
_BLANKS = re.compile(r"[ \t]*\n[ \t]*\n\s*")


def open_console() -> Console:
    """A console on standard output. In a pipe lines are not broken: a reader may search them."""
    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = _PIPE_WIDTH
    return console


def printable(text: str) -> str:
    """The text with nothing in it that drives a terminal."""
    return clean_text(text)


def show_answer(answer: Answer, console: Console) -> None:
    """The answer: status in words, then every hit with its passage, citation and source."""
    language = choose_language(answer.interpretation.language)
    status = Text(verdict(answer, language), style=_STATUS_STYLE[answer.status])
    status.append(f"  {answer.confidence:.0%}", style="dim")
    console.print(status)
    if answer.reason:
        console.print(Text(printable(in_language(answer.reason, language))))
    if read := read_as(answer.interpretation, language):
        console.print(Text(printable(_one_line(read)), style="dim"))
    for note in answer.interpretation.notes:
        console.print(Text(printable(in_language(note, language)), style="dim"))
    if answer.hits and answer.status == "not_found":
        console.print(Text(WORDS[language]["near_hits"], style="bold"))
    for line in lines_of(answer, language):
        console.print(Text(printable(line), style="bold" if answer.disagreements else "dim"))
    for way in ways_on(answer):
        console.print(Text(WORDS[language][f"try_{way}"], style="dim"))
    for hit in answer.hits:
        _show_hit(hit, console, language)


def show_cited(cited: CitedPassage, style_line: str, console: Console, language: str) -> None:
    """A citation in the style asked for, and the passage it names."""
    console.print(Text(printable(style_line)), soft_wrap=True)
    if cited.standing != "current":
        style = _STANDING_STYLE[cited.standing]
        console.print(Text(printable(_standing(cited, language)), style=style))
    if cited.successor:
        console.print(Text(f"→ {printable(cited.successor.text)}"))
    for one in cited.corrections:
        console.print(Text(f"→ {printable(one.text)}", style="yellow"), soft_wrap=True)
        console.print(Text(f"  {printable(one.citation.text)}"), soft_wrap=True)
        console.print(Text(f"  {one.citation.citation_id}", style="dim"), soft_wrap=True)
    console.print()
    _print_indented(_passage(cut(cited.passage), console), console)
    _show_source(cited.citation, cited.source, console)


def show_facts(facts: Mapping[str, Any], console: Console) -> None:
    """Names and numbers, one a line."""
    for name, value in facts.items():
        console.print(Text.assemble((f"{name:>12}  ", "dim"), printable(str(value))))


def _show_hit(hit: Hit, console: Console, language: str) -> None:
    console.print()
    # A pipe has no width, so a rule across it would have no end.
    console.print(Rule(style="dim") if console.is_terminal else "—" * 40)
    title = printable(hit.article.title or WORDS[language]["untitled"])
    console.print(
        Text.assemble((f"{hit.rank}. ", "bold"), (_one_line(title), "bold cyan"), _byline(hit))
    )
    console.print()
    for correction in hit.citation.corrections:
        told = f"{WORDS[language]['corrected']}: {correction}"
        _print_indented(Text(printable(told), style="bold yellow"), console)
    _print_indented(_passage(pieces_of(hit), console), console)
    console.print()
    _print_indented(Text(printable(hit.citation.text)), console)
    _show_source(hit.citation, hit.source, console)
    for line in _beside(hit, language):
        _print_indented(Text(printable(line), style="dim"), console)


def _beside(hit: Hit, language: str) -> Iterator[str]:
    """What else is told of a hit: what stands in it word for word, where else it was printed."""
    words = WORDS[language]
    if hit.exact:
        quoted = " ".join(f"“{_one_line(text)}”" for text in hit.exact)
        yield f"{words['exact']}: {quoted}"
    for other in hit.also_printed:
        yield f"{words['also_printed']}: {printed_in(other, language)}"


def _byline(hit: Hit) -> str:
    return f"  ·  {_one_line(printable(hit.article.byline))}" if hit.article.byline else ""


def _show_source(citation: Citation, source: Source, console: Console) -> None:
    spans = ", ".join(f"{start}–{end}" for start, end in source.spans)
    if citation.url.startswith(("http://", "https://")):
        console.print(Text(f"   {printable(citation.url)}", style="blue"), soft_wrap=True)
    line = f"   {citation.citation_id}  ·  {source.file} [{spans}]"
    console.print(Text(printable(line), style="dim"), soft_wrap=True)


def _passage(pieces: tuple[Piece, ...], console: Console) -> Text:
    """The passage, marked by colour, or by brackets where no colour reaches the reader."""
    bare = console.color_system is None or console.no_color
    text = Text()
    marked = False
    for piece in pieces:
        now = piece.weight != "plain"
        if bare and now != marked:
            text.append(_OPENING if now else _CLOSING)
        marked = now
        text.append(_BLANKS.sub("\n", printable(piece.text)), style=_WEIGHT_STYLE[piece.weight])
    if bare and marked:
        text.append(_CLOSING)
    return text


def _standing(cited: CitedPassage, language: str) -> str:
    said = WORDS[language][cited.standing]
    return f"{said} {in_language(cited.note, language)}" if cited.note else said


def _print_indented(text: Text, console: Console) -> None:
    """Set in by three. Where no line is broken, by hand: rich would fill the ends with blanks."""
    if console.width < _PIPE_WIDTH:
        console.print(Padding(text, (0, 0, 0, 3), expand=False))
        return
    for line in text.split("\n"):
        console.print(Text("   ").append_text(line), soft_wrap=True)


def _one_line(text: str) -> str:
    return " ".join(text.split())
