"""What an answer says of its hits together, in lines for a terminal: stories and disagreements;
and what is left to try when it has none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.read_as import plain_times
from bot.wording import WORDS, day_in_words, days_in_words
from retrieval.accounts import Disagreement, Story
from retrieval.records import Answer


def lines_of(answer: Answer, language: str) -> Iterator[str]:
    """The lines to show above the hits; none for hits that agree and tell one story each."""
    for disagreement in answer.disagreements:
        yield from _disagreement(disagreement, language)
    article_of = {hit.rank: hit.article.article_id for hit in answer.hits}
    for story in answer.stories:
        # Passages of one article tell one story, which nobody needs to be told.
        articles = {article_of.get(rank) for rank in story.ranks}
        if len(articles) > 1 and len(answer.stories) > 1:
            yield _story(story, language)


def ways_on(answer: Answer) -> tuple[str, ...]:
    """What may help after a refusal, as keys of our words: other dates, near misses."""
    if answer.status != "not_found" or answer.hits:
        return ()
    dated = plain_times(answer.interpretation)
    return ("all_dates",) * bool(dated) + ("show_near",) * bool(answer.confidence)


def _disagreement(disagreement: Disagreement, language: str) -> Iterator[str]:
    words = WORDS[language]
    about = words["disagreement_about"].format(about=disagreement.about)
    yield f"{about if disagreement.about else words['disagreement']}{_colon(language)}"
    for one in disagreement.readings:
        day = day_in_words(one.issue_date, language) if one.issue_date else words["undated"]
        yield f"   {one.text}  ·  {day}  ·  [{one.rank}]"


def _story(story: Story, language: str) -> str:
    words: Mapping[str, str] = WORDS[language]
    ranks = ("、" if language == "zh" else ", ").join(map(str, story.ranks))
    if story.first is None or story.last is None:
        return words["one_story_undated"].format(ranks=ranks)
    return words["one_story"].format(
        ranks=ranks, days=days_in_words(story.first, story.last, language)
    )


def _colon(language: str) -> str:
    return "：" if language == "zh" else ":"
