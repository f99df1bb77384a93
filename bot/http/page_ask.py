"""The page where one asks: the answer first, then how the question was read, then what is near."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from fastapi import Request
from pydantic import ValidationError
from starlette.responses import Response

from bot.asking import read_day
from bot.http.desk import Desk
from bot.http.page_chips import chips, labels, unsaid
from bot.http.page_links import to_save
from bot.http.page_saved import saved_here
from bot.http.page_timeline import Timeline, timeline
from bot.http.problems import invalid
from bot.http.rendering import language_of, render_page
from bot.http.request import AskRequest
from bot.text_input import clean_line
from bot.together import ways_on
from index.errors import BadQuestion
from index.tokens import fold, words
from retrieval.listing import SORTS, Browse
from retrieval.records import LONGEST_QUESTION, Answer, Hit

_RUN = re.compile(r"[\u3400-\u9fff]+|[^\W_\u3400-\u9fff]+")
_PARTICLES = frozenset("的了在是和与及或有为被把对从到就也都而且吗呢吧啊之其于以几多少什么谁哪怎")
FIELDS = ("from", "to", "newspaper", "author", "page")
_WAYS = {"all_dates": {"use_dates": "false"}, "show_near": {"near": "true"}}
_ASKED = frozenset({field.alias or name for name, field in AskRequest.model_fields.items()})


async def ask_page(desk: Desk, request: Request) -> Response:
    """The form, and the answer when something was asked."""
    given = {name: value for name, value in request.query_params.items() if name in _ASKED}
    text = clean_line(given.get("question", "") or given.get("q", ""))
    answer: Answer | None = None
    fault: str | None = None
    if text or given:
        answer, fault = await _answer(desk, given)
    language = language_of(request)
    found = chips(answer.interpretation, given, language) if answer else []
    return render_page(
        request,
        "ask.html",
        status=422 if fault and given else 200,
        text=text,
        filters=filters(given),
        held=None if answer or fault else await desk.holdings(),
        answer=answer,
        fault=fault,
        ways=[(way, _WAYS[way]) for way in ways_on(answer)] if answer else [],
        notes=unsaid(answer.interpretation.notes, answer.interpretation) if answer else [],
        chips=list(zip(found, labels(found, language), strict=True)),
        order=_by_day(given, answer),
        sorts=SORTS,
        told={hit.rank: hit.highlight.text for hit in answer.hits} if answer else {},
        timeline=await _timeline(desk, answer) if answer and answer.hits else None,
        shared=lambda hit: shared_words(text, hit),
        styles=list(desk.styles),
        saved=None if answer or fault else await saved_here(desk, request),
        search=to_save({**given, "q": text}) if desk.saved else {},
    )


def _by_day(given: Mapping[str, str], answer: Answer | None) -> str:
    """The order of time the reader chose for what is shown; then no hit stands above the others as
    the answer."""
    chosen = answer.order if answer and given.get("order") else "relevance"
    return "" if chosen == "relevance" else chosen


def filters(given: Mapping[str, str]) -> dict[str, str]:
    """The options as the form shows them again; no date field can show what is no date."""
    shown = {name: clean_line(given.get(name, "")) for name in FIELDS}
    for name in ("from", "to"):
        try:
            read_day(name, shown[name])
        except BadQuestion:
            shown[name] = ""
    return shown


def shared_words(question: str, hit: Hit) -> list[str]:
    """The words of a question that stand in a passage or its headline; where several stand there
    side by side, together."""
    standing = fold(f"{hit.article.title or ''}\n{hit.passage.text}")
    held = [word for word in words(question) if _tells(word) and word in standing]
    found: list[str] = []
    for run in _RUN.findall(fold(question)):
        start = 0
        while start < len(run):
            end = next(at for at in range(len(run), start - 1, -1) if run[start:at] in standing)
            piece = run[start:end]
            if any(word in piece for word in held) or _names(piece):
                found.append(piece if any(map(_is_han, piece)) else run)
            start = max(end, start + 1)
    return [one for one in dict.fromkeys(found) if one in standing]


def _tells(word: str) -> bool:
    """Whether sharing a word tells anything: no single character, no short word of an alphabet."""
    return len(word) > 1 if any(map(_is_han, word)) else len(word) > 3 or word.isdigit()


def _names(piece: str) -> bool:
    """Whether characters may be a name that no dictionary has: no particle is among them."""
    return len(piece) > 1 and all(_is_han(letter) and letter not in _PARTICLES for letter in piece)


def _is_han(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff"


async def _answer(desk: Desk, given: dict[str, Any]) -> tuple[Answer | None, str | None]:
    """The answer, or the key of our words for what is wrong, or a sentence."""
    try:
        question = AskRequest.model_validate(given)
        text = question.question or question.q
        if not text:
            return None, "question_empty"
        if len(text) > LONGEST_QUESTION:
            return None, "question_long"
        return await desk.ask(question.to_question()), None
    except BadQuestion as error:
        return None, str(error)
    except ValidationError as error:
        return None, invalid(error.errors(include_input=False)).detail


async def _timeline(desk: Desk, answer: Answer) -> tuple[Timeline, bool] | None:
    """When the words of a question were in the paper, at any time, and whether all of them are
    meant; the period asked for is one of the choices the picture offers."""
    reading = answer.interpretation
    text = answer.question
    for said in reading.time_words:
        text = re.sub(rf"(?:[^\s:：]+[:：]\s?)?{re.escape(said)}", " ", text)
    try:
        listing = await desk.browse(
            Browse(
                text=text.strip() or answer.question,
                newspaper=reading.newspaper,
                author=reading.author,
                page=reading.page,
                use_dates=False,
                limit=1,
            )
        )
    except BadQuestion:
        return None
    drawn = timeline((month.name, month.count) for month in listing.months)
    return (drawn, listing.all_words) if drawn else None
