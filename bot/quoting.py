"""`baoda quote` as it looks, and the words in which every channel gives a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from bot.answering import Answering
from bot.terminal import open_console, printable
from bot.wording import choose_language, printed_in
from index.language import language_of
from retrieval.quotations import quotations, without_marks
from retrieval.verdicts import Difference, Match, PrintedIn, Verdict, Verification

VERDICTS: Mapping[str, Mapping[Verdict, str]] = {
    "zh": {
        "exact": "逐字相符",
        "equivalent": "文字相符（仅繁简、全半角、标点或空格不同）",
        "near": "相近，但有出入",
        "not_found": "档案中没有找到这句话",
    },
    "en": {
        "exact": "Word for word",
        "equivalent": "The same words (only width, case, script, punctuation or spaces differ)",
        "near": "Close, but not the same",
        "not_found": "The archive does not hold these words",
    },
}
_ONE_BREATH = 1_000  # characters; what is longer and quotes others is a draft
_STYLE: Mapping[Verdict, str] = {
    "exact": "bold green",
    "equivalent": "bold green",
    "near": "bold yellow",
    "not_found": "bold red",
}
_SAID = {"zh": "出自", "en": "Said by"}
HEADINGS: Mapping[str, Mapping[PrintedIn, str]] = {
    "zh": {"title": "见标题", "kicker": "见引题", "subtitle": "见副题"},
    "en": {"title": "In the headline", "kicker": "In the kicker", "subtitle": "In the subtitle"},
}
_ALSO = {"zh": "另见", "en": "Also printed in"}
_CHANGES = {
    "zh": {
        "replace": "引作“{asked}”，原文作“{printed}”",
        "insert": "漏引“{printed}”",
        "delete": "多引“{asked}”",
    },
    "en": {
        "replace": "quoted “{asked}”, printed “{printed}”",
        "insert": "left out: “{printed}”",
        "delete": "not printed: “{asked}”",
    },
}


def verified(answering: Answering, text: str) -> tuple[list[Verification], bool]:
    """What a person handed over, verified, and whether it was taken for a draft.

    It is one quotation when it stands in the archive as it is or quotes nothing; otherwise every
    stretch that it quotes is verified. Raises BadQuestion.
    """
    quoted = quotations(text)
    if not quoted or quoted[0].words.strip() == without_marks(text):
        return [answering.verify(text)], False
    if len(text) <= _ONE_BREATH:
        whole = answering.verify(text)
        if whole.verdict in ("exact", "equivalent"):
            return [whole], False
    return answering.verify_draft(text), True


def as_json(found: Sequence[Verification], draft: bool) -> dict[str, Any]:
    """The object of the contract for a quotation, `{"quotes": […]}` for a draft."""
    if draft:
        return {"quotes": [one.as_json() for one in found]}
    return found[0].as_json()


def in_words(difference: Difference, language: str) -> str:
    """A difference as a phrase."""
    return _CHANGES[language][difference.op].format(
        asked=difference.asked, printed=difference.printed
    )


def stands(found: Sequence[Verification]) -> bool:
    """Whether every quotation is in the archive, word for word."""
    return all(one.verdict in ("exact", "equivalent") for one in found)


def show_verifications(found: Sequence[Verification], text: str) -> None:
    """Each quotation with its verdict, in the language of the text."""
    console, language = open_console(), choose_language(language_of(text))
    for one in found:
        show_verification(one, console, language)


def show_verification(one: Verification, console: Console, language: str) -> None:
    """The quotation, its verdict, and every place it stands in with what differs there."""
    console.print(Text(printable(f"“{one.quote}”")), soft_wrap=True)
    console.print(Text(VERDICTS[language][one.verdict], style=_STYLE[one.verdict]))
    for match in one.matches:
        _show_match(match, one.verdict, console, language)
    console.print()


def _show_match(match: Match, verdict: Verdict, console: Console, language: str) -> None:
    console.print()
    if match.verdict != verdict:
        console.print(Text(f"   {VERDICTS[language][match.verdict]}", style="dim"))
    if heading := HEADINGS[language].get(match.printed_in):
        console.print(Text(f"   {heading}", style="dim"))
    if match.verdict != "exact":
        console.print(Text(f"   {printable(match.text.text)}", style="yellow"), soft_wrap=True)
    for difference in match.differences:
        line = f"   · {printable(in_words(difference, language))}"
        console.print(Text(line, style="yellow"), soft_wrap=True)
    if match.speaker:
        console.print(Text(f"   {_SAID[language]}: {printable(match.speaker.text)}"))
    console.print(Text(f"   {printable(match.citation.text)}"), soft_wrap=True)
    console.print(Text(f"   {match.citation.citation_id}", style="dim"), soft_wrap=True)
    for other in match.also_printed:
        line = f"   {_ALSO[language]}: {printed_in(other, language)}"
        console.print(Text(printable(line), style="dim"), soft_wrap=True)
