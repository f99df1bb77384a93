"""What goes wrong is said in the reader's language: every sentence of the quote desk and of the
look-up of citations, as it is really raised."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from bot.sentences import in_language
from index.errors import BaodaError
from retrieval.answerer import Answerer, open_answerer
from retrieval.citing import cite
from retrieval.verdicts import LONGEST_DRAFT, LONGEST_QUOTATION, MOST_QUOTATIONS
from tests.bot.newspaper import FERRY, citation_of

Raises = Callable[[Answerer], object]


@pytest.mark.parametrize(
    ("raises", "said"),
    [
        (lambda one: one.verify("“”"), "引语是空的，请写下要核对的文字。"),
        (lambda one: one.verify("。！"), "引语中没有文字，请写下要核对的文字。"),
        (
            lambda one: one.verify("长" * (LONGEST_QUOTATION + 1)),
            "引语有 5,001 个字，一次最多核对 5,000 个字。",
        ),
        (
            lambda one: one.verify_draft("长" * (LONGEST_DRAFT + 1)),
            "全文有 50,001 个字，一次最多核对 50,000 个字。",
        ),
        (
            lambda one: one.verify_draft("“船”" * (MOST_QUOTATIONS + 1)),
            "文中有 101 处引语，一次最多核对 100 处，请分段核对。",
        ),
        (lambda one: one.citation("nothing"), "档案中从来没有引文编号“nothing”。"),
        (lambda one: one.article("nothing"), "档案中从来没有报道编号“nothing”。"),
        (
            lambda one: cite(citation_of(FERRY), "harvard"),
            "没有“harvard”这种引文格式，可选：gbt7714-2025",
        ),
    ],
)
def test_an_error_is_said_in_chinese(raises: Raises, said: str, archive_folder: object) -> None:
    answerer = open_answerer(archive_folder)  # type: ignore[arg-type]
    try:
        with pytest.raises(BaodaError) as error:
            raises(answerer)
    finally:
        answerer.close()
    chinese = in_language(str(error.value), "zh")
    assert chinese.startswith(said)
    assert not re.search("[A-Za-z]{4,} [a-z]", chinese)
    assert in_language(str(error.value), "en") == str(error.value)


def test_a_place_that_is_not_in_its_article_is_said_in_chinese() -> None:
    sentence = "The citation 'abc-1-2-xyzw' names a place that is not in its article."
    assert in_language(sentence, "zh").startswith("引文编号“abc-1-2-xyzw”所指的位置")
