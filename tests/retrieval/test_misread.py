"""What OCR misread is found, and shown as printed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from retrieval.answerer import Answerer
from retrieval.records import Answer, Question
from tests.retrieval.written import archive_of, untitled

# As OCR gave them: 禄口区 for 渌口区, 竟技馆 for 竞技馆, 二OO八 for 二〇〇八.
PRINTED = (
    "禄口区桥粱昨日合龙，全长九百米，总投资两亿元。",
    "渌江上的旧船闸今年拆除，两岸居民拍照留念。",
    "城西的竟技馆下周开放，可容四千名观众。",
    "二OO八年全市造林三万亩，次年又补种五千亩。",
    "公园入口新设三处检票机，游客排队不过五分钟。",
    "普查显示全市人口增加两万，城区占六成。",
    "国土部门完成土地登记八百宗，收费减半。",
    "二百名士兵参加抗洪，转移群众六百人。",
    "气象台预报，本周末将有大风降温，农户须防霜冻。",
    "粮站共收购晚稻四万吨，价格比去年略高。",
)


@pytest.fixture(scope="module")
def misread(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    with archive_of(tmp_path_factory.mktemp("misread"), untitled(PRINTED)) as answerer:
        yield answerer


def asked(answerer: Answerer, text: str) -> Answer:
    return answerer.ask(Question(text))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("渌口区的桥梁有多长？", 0),
        ("禄口区的桥梁有多长？", 0),
        ("禄江的旧船闸何时拆除？", 1),
        ("竞技馆可容多少观众？", 2),
        ("二〇〇八年造林多少亩？", 3),
    ],
)
def test_a_misread_word_is_found_and_shown_as_printed(
    misread: Answerer, question: str, answer: int
) -> None:
    found = asked(misread, question)
    assert found.status == "answered"
    assert found.hits[0].passage.text == PRINTED[answer]
    assert found.hits[0].highlight.text in PRINTED[answer]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("公园入口有几处检票机？", 4),
        ("全市人口增加多少？", 5),
        ("土地登记了多少宗？", 6),
        ("多少名士兵参加抗洪？", 7),
    ],
)
def test_words_that_only_look_alike_keep_their_order(
    misread: Answerer, question: str, answer: int
) -> None:
    assert asked(misread, question).hits[0].passage.text == PRINTED[answer]


def test_the_archive_never_says_that_a_misread_word_is_missing(misread: Answerer) -> None:
    reason = asked(misread, "竞技馆的馆长为什么辞去灯塔职务？").reason
    assert reason is not None
    assert "竞技" not in reason
    assert "灯塔" in reason
