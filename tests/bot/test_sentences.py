"""What goes wrong is said in the reader's language: every sentence of the quote desk and of the
look-up of citations, as it is really raised."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from starlette.datastructures import Headers

from bot.http.allowance import Allowances
from bot.http.guard import refuse_other_sites
from bot.http.problems import Problem
from bot.keys import Key
from bot.sentences import in_language
from index.errors import BaodaError
from retrieval.answerer import Answerer, open_answerer
from retrieval.citing import cite
from retrieval.cursors import read
from retrieval.dating import _UNDATED, dating
from retrieval.records import Question
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


_KEY = Key("1", "desk", "ask", 1, 1, "")


def _too_fast() -> None:
    allowances = Allowances()
    allowances.enter(_KEY)
    allowances.leave(_KEY)
    allowances.enter(_KEY)


def _too_many() -> None:
    allowances = Allowances()
    allowances.enter(_KEY)
    allowances.enter(_KEY)


@pytest.mark.parametrize(
    ("raises", "said"),
    [
        (lambda: Question(" ").checked(), "问题是空的，请写下要问的内容。"),
        (lambda: Question("长" * 513).checked(), "问题有 513 个字，一次最多 512 个字。"),
        (lambda: read("x", (), ()), "这个翻页位置不属于此列表，请从第一页看起。"),
        (_too_fast, "密钥“desk”每分钟可提问 1 次，请等 60 秒。"),
        (_too_many, "密钥“desk”已有 1 个请求在处理，请等 1 秒。"),
        (
            lambda: refuse_other_sites(Headers({"sec-fetch-site": "cross-site"}), "POST"),
            "这个请求来自别的网站的页面。",
        ),
    ],
)
def test_what_a_server_refuses_is_said_in_chinese(raises: Callable[[], object], said: str) -> None:
    with pytest.raises((BaodaError, Problem)) as refused:
        raises()
    assert in_language(str(refused.value), "zh") == said


def test_a_place_that_is_not_in_its_article_is_said_in_chinese() -> None:
    sentence = "The citation 'abc-1-2-xyzw' names a place that is not in its article."
    assert in_language(sentence, "zh").startswith("引文编号“abc-1-2-xyzw”所指的位置")


@pytest.mark.parametrize(
    "question",
    [
        "2022年谁获奖了",
        "2023年4月10日谁来了",
        "昨天谁来了",
        "2023年以前有几座桥",
        "2023年以后建了几座桥",
        "2023年4月10日以来谁来过",
        "从2022年到2023年建了几座桥",
        "2023年4月的报纸说了什么",
        "What did the paper print on 10 April 2023?",
        "明年建几座桥",
        "最近建了几座桥",
    ],
)
def test_how_a_time_was_read_is_said_in_chinese(question: str) -> None:
    notes = dating(question, date(2024, 1, 18)).notes
    assert notes
    for note in (*notes, _UNDATED):
        said = in_language(note, "zh")
        own = re.sub("“[^”]*”", "", said)
        assert not re.search("[A-Za-z]{2,}", own), own
        assert not re.search(r"～(?!\d)|(?<!\d)～", own), "no period without an end"
