"""Where words stand that could answer a question of some kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import tagging
from retrieval.expecting import Expectation, Kind, level
from retrieval.spotting import spots


def found(kind: Kind, text: str, form: str | None = None, several: bool = False) -> set[str]:
    plain = level(text)
    places = spots(Expectation(kind, form=form, several=several), plain)
    return {plain[low:high] for low, high in places}


@pytest.mark.parametrize(
    ("kind", "sentence", "words"),
    [
        ("count", "首批投放12辆氢能公交车", "12辆"),
        ("count", "票价每人2元", "2元"),
        ("count", "橋上共有石獅三十六隻", "三十六只"),
        ("count", "同比增长41％", "41%"),
        ("count", "超过百分之三十的船员", "百分之三十"),
        ("count", "It cost $3.5 million to build", "$3.5 million"),
        ("date", "截稿日期：2023年5月31日。", "2023年5月31日"),
        ("date", "一九七三年離開", "一九七三年"),
        ("date", "每天6时至20时开行", "6时至20时"),
        ("date", "It reopened on March 18.", "March 18"),
        ("person", "由老渡工周水生掌舵", "周水生"),
        ("person", "导演卡万·肖特到场", "卡万·肖特"),
        ("person", "Owner Desmond Okafor said", "Owner Desmond Okafor"),
        ("place", "在望鹤县民政局举行", "望鹤县民政局"),
        ("place", "乘船前往乌鲁兹甘省", "乌鲁兹甘省"),
        ("thing", "展出《青澜江志》三卷", "《青澜江志》"),
    ],
)
def test_words_of_the_kind_are_found(kind: Kind, sentence: str, words: str) -> None:
    assert words in found(kind, sentence)


def test_a_named_firm_ends_like_one() -> None:
    assert "杭州客运公司" in found("thing", "已与杭州客运公司签约", form="firm")


def test_a_list_is_found_whole() -> None:
    assert "赵一鸣、钱小刚、孙立军" in found("person", "船员赵一鸣、钱小刚、孙立军", several=True)


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        ("最低气温-8℃", {"-8℃"}),
        ("最低气温零下8℃", {"零下8℃"}),
        ("夜间降至零下三十度", {"零下三十度"}),
        ("气温-8~-3℃", {"-8~-3℃", "-8"}),
        ("净利润为-3.5亿元", {"-3.5亿元"}),
        ("It fell to -8°C overnight", {"-8°C"}),
        ("白天5℃-8℃", {"5℃-8℃", "5℃"}),
        ("赛季战绩3胜2负1平", {"3胜", "2负", "1平"}),
        ("型号A-3元件", {"3元"}),
    ],
)
def test_a_minus_belongs_to_its_number_and_a_hyphen_does_not(
    sentence: str, counts: set[str]
) -> None:
    assert found("count", sentence) == counts


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        ("人数达1200，比去年多", {"1200"}),
        ("共有1,200人，其中多数是学生", {"1,200人"}),
        ("It cost $3,500, and more", {"$3,500"}),
        ("人数1200在册", {"1200"}),
        ("有10至20人参加", {"10至20人", "10"}),
        ("以1200位居榜首", {"1200"}),
        ("来了12位客人", {"12位"}),
    ],
)
def test_a_number_ends_before_a_comma_and_words_of_grammar(sentence: str, counts: set[str]) -> None:
    assert found("count", sentence) == counts


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("在船上等了6个小时", "6个小时"),
        ("压缩到12个工作日", "12个工作日"),
        ("走了3个半小时", "3个半小时"),
        ("比上月多3.5个百分点", "3.5个百分点"),
        ("鱼身长65厘米左右", "65厘米"),
        ("约440多光年外", "440多光年"),
        ("行距30㎝", "30㎝"),
        ("约40,000 人到场", "40,000 人"),
        ("排名第 139 位", "第 139 位"),
    ],
)
def test_a_count_is_found_with_its_whole_measure(sentence: str, count: str) -> None:
    assert count in found("count", sentence)


def test_what_a_count_came_to_is_not_what_it_came_from() -> None:
    sentence, wanted = "时限由45天压缩到12天", Expectation("count", final=True)
    places = spots(wanted, sentence)
    assert [sentence[low:high] for low, high in places] == ["12天"]
    assert found("count", sentence) == {"45天", "12天"}


@pytest.mark.parametrize(("form", "counts"), [("persons", {"1200"}), ("rank", {"1200", "首位"})])
def test_the_first_place_is_a_rank_and_no_number_of_persons(form: str, counts: set[str]) -> None:
    assert found("count", "为1200，在全市居首位", form=form) == counts


@pytest.mark.parametrize("text", ["4月9日上午", "2023年5月31日"])
def test_a_date_is_no_count(text: str) -> None:
    assert not found("count", text)


@pytest.mark.parametrize("kind", ["count", "date", "person", "place", "thing"])
@given(text=st.text(alphabet="王小明在3年元县、的·said A说\n《》1", max_size=60))
def test_spots_lie_in_the_text_in_order(kind: Kind, text: str) -> None:
    places = spots(Expectation(kind, several=True), level(text))
    assert places == sorted(places)
    assert all(0 <= low < high <= len(text) for low, high in places)


def test_jieba_tags_where_rjieba_has_no_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagging, "_tagger", tagging._jieba_tagger)
    assert "望鹤县民政局" in found("place", "在望鹤县民政局举行")
