"""Answers, citations and articles as Telegram messages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.marking import cut, excerpt
from bot.read_as import limits
from bot.telegram.markup import (
    CUT,
    LIMIT,
    bold,
    exactly,
    length,
    line,
    link,
    packed,
    paragraphs,
    preformatted,
    quotes,
    weighted,
)
from bot.telegram.shown import Shown
from bot.telegram.wording import Words
from bot.text_input import clean_line
from bot.wording import printed_in
from retrieval.citing import cite
from retrieval.records import Answer, Citation
from retrieval.views import ArticleView

DEEP_LINK = re.compile(r"[A-Za-z0-9_-]{1,62}")  # 64 less the "c_" before it
_LONGEST_PASSAGE = 1200  # characters shown; the buttons lead to the rest
_SHORTEST_PASSAGE = 80
_LONGEST_CITATION = 1200  # what is longer gets a message of its own
_LONGEST_HEAD = 1500
_ALSO = 3
_STORIES = 5
_PAGE = 2800  # of an article, in units
_SIGNS = {"answered": "🟢", "uncertain": "🟡", "not_found": "⚪"}


def head_of(answer: Answer, words: Words, refined: str = "") -> str:
    """What stands above the passages: how sure, how the question was read, what differs."""
    lines = [f"{_SIGNS[answer.status]} {bold(words.verdict(answer))}"]
    if refined:
        lines.append(f"<i>{line(refined)}</i>")
    if answer.reason:
        lines.append(line(words.sentence(answer.reason)))
    if read := limits(answer.interpretation, words):
        lines.append(f"<i>{line(read)}</i>")
    lines += [f"<i>{line(words.sentence(note))}</i>" for note in answer.interpretation.notes]
    if answer.hits and answer.status == "not_found":
        lines.append(line(words["near_hits"]))
    lines += [*_disagreements(answer, words), *_stories(answer, words)]
    kept: list[str] = []
    for one in lines:
        if length("\n".join([*kept, one])) <= _LONGEST_HEAD:
            kept.append(one)
    return "\n".join(kept)


def passage_messages(
    head: str, shown: Shown, words: Words, *, bot_name: str = "", at: int = 1, of: int = 1
) -> list[str]:
    """One passage under its head as a message, never over the limit; only a citation too long
    for it goes into messages of its own."""
    cited = exactly(f"📎 {shown.citation.text}")
    overflow: list[str] = []
    if length(cited[0]) > _LONGEST_CITATION:
        cited, overflow = [], packed([[part] for part in cited])
    foot = [*cited, *_also(shown, words), *_link(shown.citation, words, bot_name)]
    above = [part for part in (head, *_notice(shown, words)) if part]
    title = _title(shown, words, f"{at}/{of} " if of > 1 else "")
    most = max(len(shown.around.text), _LONGEST_PASSAGE) if shown.around else _LONGEST_PASSAGE
    while True:
        sentence = [f"\n{said}"] if (said := _sentence(shown, most)) else []
        block = [*above, *sentence, f"\n{title}", *_quoted(shown, most), *foot]
        text = "\n".join(block)
        if length(text) <= LIMIT or most <= _SHORTEST_PASSAGE:
            return [text, *overflow] if length(text) <= LIMIT else [*packed([block]), *overflow]
        most = most * 3 // 4


def article_pages(view: ArticleView, words: Words) -> list[str]:
    """A whole article, a page a message."""
    title = bold(view.article.title or words["untitled"])
    facts = [printed_in(view.citation, words.base), clean_line(view.article.byline or "")]
    head = f"📄 {title}\n<i>{line(' · '.join(fact for fact in facts if fact))}</i>\n"
    if view.standing in ("superseded", "withdrawn"):
        head = f"⚠️ {bold(words[view.standing])}\n{head}"
    foot = "\n" + exactly(f"📎 {view.citation.text}")[0]
    if length(foot) > _LONGEST_CITATION:
        foot = ""
    room = min(_PAGE, LIMIT - length(head) - length(foot) - 2)
    pages: list[str] = []
    for part in paragraphs(view.body) or [""]:
        if pages and length(pages[-1]) + length(part) + 1 <= room:
            pages[-1] += f"\n{part}"
        else:
            pages.append(part)
    return [f"{head}\n{page}\n{foot}".strip() for page in pages]


def citation_message(citation: Citation, style: str, words: Words) -> str:
    """The citation in a style, to be copied."""
    head = f"📎 {bold(words['citation_styles'])} · {line(style)}"
    return f"{head}\n{preformatted(cite(citation, style))}"


def listed(head: str, citations: Sequence[tuple[str | None, Citation]], words: Words) -> list[str]:
    """Articles one below the other: headline, where printed, citation id."""
    blocks = [[head]]
    for title, citation in citations:
        where = printed_in(citation, words.base)
        read = f"/cite {citation.citation_id}"
        blocks.append([f"• {bold(title or words['untitled'])}", line(where), line(read)])
    return packed(blocks)


def link_of(citation: Citation, bot_name: str) -> str:
    """The permalink where there is one, else a link that makes this bot show the citation."""
    if citation.url.startswith(("http://", "https://")) and len(citation.url) < 1000:
        return clean_line(citation.url)
    if bot_name and DEEP_LINK.fullmatch(citation.citation_id):
        return f"https://t.me/{bot_name}?start=c_{citation.citation_id}"
    return ""


def _title(shown: Shown, words: Words, place: str) -> str:
    head = f"{place}{bold(shown.article.title or words['untitled'])}"
    facts = [printed_in(shown.citation, words.base), clean_line(shown.article.byline or "")]
    known = " · ".join(fact for fact in facts if fact)
    return f"{head}\n<i>{line(known)}</i>" if known else head


def _sentence(shown: Shown, most: int) -> str:
    """The sentence that answers, the answering words in bold."""
    if not shown.highlight or not shown.highlight.text.strip():
        return ""
    sentence = excerpt(shown.highlight, min(most, 400), shown.span, shown.span)
    return f"💬 {weighted(cut(sentence, span=shown.span))}"


def _quoted(shown: Shown, most: int) -> Iterator[str]:
    """What is shown of a passage, with a mark at each end where it goes on."""
    whole = shown.around or shown.passage
    part = excerpt(whole, most, shown.highlight, shown.span)
    if part.start > shown.passage.start or (shown.around and part.start > 0):
        yield CUT
    yield from quotes(cut(part, highlight=shown.highlight, span=shown.span))
    if part.end < whole.end:
        yield CUT


def _notice(shown: Shown, words: Words) -> list[str]:
    """What became of the article since, where it matters."""
    corrected = [f"⚠️ {bold(words['corrected'])}"] if shown.corrections else []
    corrected += [line(text) for text in shown.corrections if text]
    if shown.standing == "current":
        return corrected
    notice = [f"⚠️ {bold(words[shown.standing])}"]
    if shown.note:
        notice.append(line(words.sentence(shown.note)))
    if shown.successor:
        notice.append(line(f"{words['successor']}: {shown.successor.text}"))
    return [*notice, *corrected]


def _also(shown: Shown, words: Words) -> list[str]:
    return [line(f"{words['also_printed']}: {text}") for text in shown.also[:_ALSO]]


def _link(citation: Citation, words: Words, bot_name: str) -> list[str]:
    address = link_of(citation, bot_name)
    return [link(address, words["read_full"])] if address else []


def _disagreements(answer: Answer, words: Words) -> Iterator[str]:
    """What the articles say differently, as printed, each with the day it was printed."""
    for one in answer.disagreements:
        values = " ｜ ".join(
            f"{reading.text}{f'（{reading.issue_date}）' if reading.issue_date else ''}"
            for reading in one.readings
        )
        yield f"⚖️ {bold(words['disagree'])}: {line(values)}"


def _stories(answer: Answer, words: Words) -> Iterator[str]:
    """The stories that several passages tell, when there are others beside them."""
    told = [story for story in answer.stories if len(story.ranks) > 1]
    if not told or len(answer.stories) < 2:
        return
    yield f"📚 {bold(words['stories'])}"
    for story in told[:_STORIES]:
        days = " – ".join(dict.fromkeys(str(day) for day in (story.first, story.last) if day))
        places = "、".join(map(str, story.ranks))
        yield line(f"[{places}] {story.title or words['untitled']}{f' · {days}' if days else ''}")
