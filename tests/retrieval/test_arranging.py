"""What is shown is chosen by scores and days alone; its stories are numbered as they appear."""

from __future__ import annotations

from datetime import date

from retrieval.arranging import arranged
from retrieval.ordering import Asked, Standing


def test_stories_are_numbered_as_they_appear_among_what_is_shown() -> None:
    hits = [
        Standing(0.80, date(2023, 4, 5), story=1),
        Standing(0.79, date(2023, 4, 9), story=3),
        Standing(0.20, date(2023, 4, 1), story=2),
        Standing(0.78, date(2023, 4, 12), story=3),
    ]
    plain = arranged(hits, Asked(), 3)
    assert (plain.places, plain.stories, plain.order) == ((0, 1, 2), (1, 2, 3), "relevance")
    newest = arranged(hits, Asked("newest", "最新"), 2)
    assert (newest.places, newest.stories, newest.order) == ((3, 1), (1, 1), "newest")
