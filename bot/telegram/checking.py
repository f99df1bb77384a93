"""Quotations checked: one, or every one of a text that was pasted or forwarded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.marking import Piece
from bot.quoting import HEADINGS, VERDICTS, in_words, verified
from bot.telegram.desk import Desk, Visit
from bot.telegram.markup import CUT, bold, exactly, line, link, packed, paragraphs, quotes
from bot.telegram.questions import Questions
from bot.telegram.render import link_of
from bot.telegram.wording import Words, traditional
from bot.text_input import clean_text
from bot.wording import printed_in
from index.errors import BadQuestion
from retrieval.quotations import quotations
from retrieval.records import LONGEST_QUESTION
from retrieval.verdicts import Match, Verification

_SIGNS = {"exact": "✅", "equivalent": "☑️", "near": "🟡", "not_found": "❌"}
_DRAFT = 120  # characters; what is longer and quotes somebody is no question
_FORWARDED = 40  # the same of what was forwarded: others' words
_MATCHES = 3
_LONGEST = 500  # characters of a quotation that are shown again


def is_draft(text: str, *, forwarded: bool = False) -> bool:
    """Whether a message is a text to be checked and not a question."""
    if len(text) > LONGEST_QUESTION:
        return True
    long = len(text) > (_FORWARDED if forwarded else _DRAFT)
    return long and (forwarded or bool(quotations(text)))


class Checking:
    """Verifies quotations at a desk."""

    def __init__(self, desk: Desk, questions: Questions) -> None:
        self._desk = desk
        self._questions = questions

    async def check(self, visit: Visit, text: str) -> None:
        """Say of every quotation whether it is in the archive, word for word, and where."""
        answering, wanted = self._desk.answering, clean_text(text).strip()
        if not wanted:
            await self._desk.say(visit, "quote_usage")
            return
        try:
            found, draft = await self._questions.typing(
                visit, self._desk.search(lambda: verified(answering, wanted))
            )
        except BadQuestion as error:
            texts = [line(visit.words.sentence(str(error)))]
        else:
            texts = report(found, visit.words, draft=draft, bot_name=self._questions.bot_name)
        await self._desk.sender.send(
            visit.chat_id, texts, answers=visit.answers, thread=visit.thread
        )


def report(
    found: Sequence[Verification], words: Words, *, draft: bool, bot_name: str = ""
) -> list[str]:
    """The verdicts as messages, none over the limit, split between quotations where possible."""
    blocks = [[bold(_sum(found, words))]] if draft else []
    blocks += [_block(one, words, bot_name) for one in found]
    return packed(blocks)


def _sum(found: Sequence[Verification], words: Words) -> str:
    good = sum(one.verdict in ("exact", "equivalent") for one in found)
    near = sum(one.verdict == "near" for one in found)
    missing = len(found) - good - near
    return words.fill("quote_sum", count=len(found), good=good, near=near, missing=missing)


def _block(one: Verification, words: Words, bot_name: str) -> list[str]:
    said = _in_script(VERDICTS[words.base][one.verdict], words)
    block = [f"{_SIGNS[one.verdict]} {bold(said)}", f"“{_shortened(one.quote)}”"]
    for match in one.matches[:_MATCHES]:
        block += _match(match, words, bot_name)
    return block


def _match(match: Match, words: Words, bot_name: str) -> Iterator[str]:
    if heading := HEADINGS[words.base].get(match.printed_in):
        yield line(_in_script(heading, words))
    if match.verdict != "exact":
        yield line(f"{words['printed']}:")
        yield from quotes((Piece(_beginning(match.text.text)),))
    for difference in match.differences:
        yield f"· {line(in_words(difference, words.base))}"
    if match.speaker:
        yield line(f"{words['said_by']}: {match.speaker.text}")
    yield from exactly(f"📎 {match.citation.text}")
    if address := link_of(match.citation, bot_name):
        yield link(address, words["read_full"])
    for other in match.also_printed[:_MATCHES]:
        yield line(f"{words['also_printed']}: {printed_in(other, words.base)}")


def _in_script(said: str, words: Words) -> str:
    return traditional(said) if words.language == "zh-hant" else said


def _shortened(text: str) -> str:
    return "\n".join(paragraphs(_beginning(text)))


def _beginning(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + CUT
