"""A selector and a link lead back to the very words, and only to them."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.selectors import fragment, selection

BODY = (
    "渡口昨日重新开航，首班渡船载客120人。\n"
    "“江上又有了汽笛声。”周水生说。轮渡票价每人2元，每天6时至20时开行。\n"
    "票价不变。\n票价不变。\n"
    "Return fares, day-passes & season tickets stay the same, the company said on Sunday."
)


def place(words: str, body: str = BODY, nth: int = 0) -> tuple[int, int]:
    start = [found.start() for found in re.finditer(re.escape(words), body)][nth]
    return start, start + len(words)


def selected(body: str, exact: str, prefix: str, suffix: str) -> list[tuple[int, int]]:
    """Every place where a quote selector matches, by the model's own words."""
    around = f"(?<={re.escape(prefix)})" if prefix else ""
    ahead = f"(?={re.escape(suffix)})" if suffix else ""
    pattern = f"(?={around}({re.escape(exact)}){ahead})"
    return [found.span(1) for found in re.finditer(pattern, body)]


def followed(body: str, link: str) -> tuple[int, int] | None:
    """Where a browser goes: the first match of the directive, blanks alike, in blocks."""
    parts = link.partition("#:~:text=")[2].split(",")
    prefix = parts.pop(0)[:-1] if parts[0].endswith("-") else ""
    suffix = parts.pop()[1:] if parts[-1].startswith("-") else ""
    assert len(parts) in (1, 2)
    start, end, before, behind = (
        r"[^\S\n]+".join(map(re.escape, re.split(r"[^\S\n]+", unquote(one))))
        for one in (parts[0], parts[1] if len(parts) > 1 else "", prefix, suffix)
    )
    pattern = rf"{before}\s*(?P<it>{start}{'.*?' + end if end else ''})(?=\s*{behind})"
    found = re.search(pattern, body, re.DOTALL | re.IGNORECASE)
    return found.span("it") if found else None


def test_a_quote_that_stands_twice_is_told_by_what_is_around_it() -> None:
    for nth in (0, 1):
        start, end = place("票价不变。", nth=nth)
        chosen = selection(BODY, start, end)
        assert selected(BODY, chosen.exact, chosen.prefix, chosen.suffix) == [(start, end)]


def test_the_selectors_are_those_of_the_annotation_model() -> None:
    start, end = place("每人2元")
    quote, position = selection(BODY, start, end).as_json()
    assert quote["type"] == "TextQuoteSelector"
    assert quote["exact"] == "每人2元"
    assert BODY[start - len(quote["prefix"]) : start] == quote["prefix"]
    assert len(quote["prefix"]) == len(quote["suffix"]) == 32
    assert position == {"type": "TextPositionSelector", "start": start, "end": end}


@pytest.mark.parametrize(
    ("words", "nth", "text"),
    [
        ("票价每人2元", 0, "%E7%A5%A8%E4%BB%B7%E6%AF%8F%E4%BA%BA2%E5%85%83"),
        (
            "day-passes & season tickets stay the same,",
            0,
            "day%2Dpasses%20%26,stay%20the%20same%2C",
        ),
        ("fares, day-passes", 0, "fares%2C%20day%2Dpasses"),
    ],
)
def test_a_link_encodes_what_parts_a_directive(words: str, nth: int, text: str) -> None:
    start, end = place(words, nth=nth)
    link = fragment("https://paper.example/articles/a", BODY, start, end)
    assert link == f"https://paper.example/articles/a#:~:text={text}"


def test_words_that_stand_twice_are_linked_with_their_neighbours() -> None:
    start, end = place("票价不变。", nth=1)
    assert followed(BODY, fragment("/articles/a", BODY, start, end)) == (start, end)


def test_a_long_stretch_over_lines_is_linked_by_its_ends() -> None:
    start, end = place(
        "“江上又有了汽笛声。”周水生说。轮渡票价每人2元，每天6时至20时开行。\n票价不变。\n票价不变。"
    )
    link = fragment("/articles/a", BODY, start, end)
    assert "%0A" not in link
    assert followed(BODY, link) == (start, end)


def test_words_nothing_tells_apart_are_linked_by_their_page_alone() -> None:
    body = "票价不变。\n" * 9
    assert fragment("/articles/a", body, 24, 29) == "/articles/a"


ODD = st.text(alphabet="甲乙，。“”\n ab-&,%　\U00020000é", min_size=1, max_size=120)


@given(body=ODD, data=st.data())
def test_selectors_give_the_stretch_back_whatever_the_body(body: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start + 1, len(body)))
    quote, position = selection(body, start, end).as_json()
    assert body[position["start"] : position["end"]] == quote["exact"] == body[start:end]
    assert selected(body, quote["exact"], quote["prefix"], quote["suffix"]) == [(start, end)]


@given(body=ODD, data=st.data())
def test_a_link_leads_to_the_stretch_or_names_the_page_alone(
    body: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start + 1, len(body)))
    link = fragment("/a", body, start, end)
    words = body[start:end]
    if link == "/a":
        return
    low = start + len(words) - len(words.lstrip())
    assert followed(body, link) == (low, low + len(words.strip()))
    assert re.fullmatch(r"/a#:~:text=(?:[\w%.~]+-,)?[\w%.~]+(?:,[\w%.~]+)?(?:,-[\w%.~]+)?", link)
