"""Misprints that the archive itself shows are looked for; what only looks alike is not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.tokens import fold
from retrieval.answerer import Answerer
from retrieval.misprints import misprint_notes, misprints
from retrieval.records import Question
from tests.retrieval.written import archive_of, untitled

# The second prints 祝洌桥 for 祝洲桥; 贷款 and 货款 are both words.
PRINTED = (
    "鹭汀祝洲桥加固工程昨日完工，历时七个月，耗资三千万元。",
    "鹭汀祝洌桥夜间封闭，过往车辆须绕行滨河路。",
    "鹭汀祝洲桥的灯光秀吸引游客，周末观众达五万人次。",
    "鹭汀祝洲桥下的码头恢复停靠游船，票价二十元。",
    "银行发放贷款支持果农，利率下调半个百分点。",
    "码头堆满货款未清的木箱，仓库主人十分着急。",
    "气象台预报，周末将有大风降温，农户须防霜冻。",
    "图书馆延长开放时间，读者可借阅十册图书。",
    "粮站共收购晚稻四万吨，价格比去年略高。",
    "环城绿道新增驿站六处，骑行者可免费饮水。",
)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    with archive_of(tmp_path_factory.mktemp("misprints"), untitled(PRINTED)) as answerer:
        yield answerer


def looked_for(answerer: Answerer, text: str) -> list[str]:
    return [one.printed for one in misprints(answerer._newest(), fold(text))]


def test_a_rare_look_alike_of_the_usual_form_is_looked_for(printed: Answerer) -> None:
    (one,) = misprints(printed._newest(), "祝洲桥何时封闭?")
    assert (one.meant, one.printed) == ("祝洲桥", "祝洌桥")
    assert 0 < one.weight < 1


def test_a_form_the_archive_never_has_leads_to_the_one_it_has(printed: Answerer) -> None:
    assert looked_for(printed, "鹭仃祝洲桥") == ["鹭汀祝", "祝洌桥"]


def test_a_misprinted_passage_ranks_below_the_one_that_is_printed_right(printed: Answerer) -> None:
    hits = printed.ask(Question("祝洲桥", top=10, near=True)).hits
    order = [hit.passage.text for hit in hits]
    assert order.index(PRINTED[1]) < len(order)
    assert order[0] != PRINTED[1]


@pytest.mark.parametrize(
    "text",
    [
        "发放贷款支持谁",  # 货款 is a word of its own
        "祝洌桥何时封闭",  # the usual form is no misprint of the rare one
        "图书馆开放多久",
        "四万吨晚稻",  # another number is another statement
        "who built the bridge?",
        "",
    ],
)
def test_what_only_looks_alike_is_not_looked_for(printed: Answerer, text: str) -> None:
    assert looked_for(printed, text) == []


def test_a_misprint_is_looked_for_once_however_often_the_question_says_it(
    printed: Answerer,
) -> None:
    assert looked_for(printed, "祝洲桥何时封闭?祝洲桥!祝洲桥") == ["祝洌桥"]


def test_a_very_long_question_has_its_first_readings_looked_up(
    printed: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    monkeypatch.setattr("retrieval.misprints._seldom", lambda often, *one: True)
    monkeypatch.setattr("retrieval.misprints._misprint", lambda store, *one: tried.append(one[1]))
    misprints(printed._newest(), "".join(chr(0x4E00 + 7 * at) for at in range(500)))
    assert len(tried) == 250


def test_a_note_names_only_what_is_shown(printed: Answerer) -> None:
    found = misprints(printed._newest(), "祝洲桥何时封闭")
    assert misprint_notes(found, [PRINTED[0]]) == ()
    assert misprint_notes(found, [PRINTED[1]]) == (
        "Also looked for “祝洌桥” (a likely misprint of “祝洲桥”).",
    )
