"""What is looked up word for word stands above the rest, marked; what is excluded is gone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.build import index_paths
from index.errors import BadQuestion
from retrieval.answerer import Answerer, open_answerer
from retrieval.records import Answer, Question
from retrieval.same_words import words_of
from tests.retrieval.written import archive_of, untitled

TEXTS = {
    "rule": "云汀市政府印发云政办函〔2022〕12号，规定轮渡票价每人2元，老人免票。渡口由区里管护。",
    "other rule": "云汀市政府印发云政办函〔2022〕112号，规定大桥限速四十公里，货车绕行新安大桥。",
    "park": "松坪湿地公园二期开工，总投资6000万元，明年国庆开园。湿地里住着三千只白鹭。",
    "school": "鹭洲小学扩建工程总投资六千万元，新增学位一千二百个，秋季开学时交付使用。",
    "road": "环江公路改造总投资6亿元，工期两年。沿线居民盼了十年，说这是一条回家的路。",
    "tea": "岚溪茶农罗稚蘅守着一座老茶山。她说：“茶要慢慢喝，路要慢慢走。”茶山在云雾里。",
    "tea again": "去年冬天茶山落雪，岚溪的茶农照样上山。慢慢喝茶的人不多，走路的人更多。",
    "long": "渡工老许回忆当年摆渡的情形。" * 12
    + "江水涨了又落。船走了，钟还在。"
    + "人就回来了。" * 40,
    "hant": "圖書館的燈亮到十點。管理員說：「只要有人讀書，燈就亮著。」夜讀室不收費。",
    "flood in": "云汀连日暴雨，青澜江水位上涨，市里转移群众八百人，学校停课两天。",
    "flood out": "松坪县连日暴雨，山洪冲毁公路，县里转移群众三百人，学校停课一天。",
}


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    folder = tmp_path_factory.mktemp("exact")
    lines = [
        json.dumps(
            {
                "id": name,
                "title": f"{name[:1].upper()}{at}",
                "text": text,
                "newspaper": "云汀日报" if at % 2 else "松坪晚报",
                "issue_date": f"2023-04-{at + 1:02}",
                "authors": ["顾南枝"] if at == 5 else ["韩立言"],
                "pages": [str(at + 1)],
            },
            ensure_ascii=False,
        )
        for at, (name, text) in enumerate(TEXTS.items())
    ]
    source = folder / "articles.jsonl"
    source.write_text("\n".join(lines), "utf-8")
    index_paths(folder / "archive", [source])
    opened = open_answerer(folder / "archive")
    yield opened
    opened.close()


def ask(answerer: Answerer, text: str, **options: object) -> Answer:
    return answerer.ask(Question(text, near=True, **options))  # type: ignore[arg-type]


def pinned(answer: Answer) -> dict[str | None, tuple[str, ...]]:
    """What the pinned hits hold, by article; the others come after them."""
    marks = [bool(hit.exact) for hit in answer.hits]
    assert marks == sorted(marks, reverse=True)
    assert [hit.ranks.get("exact") for hit in answer.hits if hit.exact] == [
        *range(1, sum(marks) + 1)
    ]
    assert not any("exact" in hit.ranks for hit in answer.hits if not hit.exact)
    return {hit.article.source_id: hit.exact for hit in answer.hits if hit.exact}


FOUND = (
    ("“茶要慢慢喝，路要慢慢走”是谁说的？", "tea", "茶要慢慢喝，路要慢慢走"),
    ("「茶要慢慢喝」", "tea", "茶要慢慢喝"),
    ("“灯就亮着” 是谁说的", "hant", "灯就亮着"),
    ("＂燈就亮著＂", "hant", "燈就亮著"),
    ("云政办函[2022]12号规定了什么？", "rule", "云政办函[2022]12号"),
    ("茶山的罗稚蘅做什么？", "tea", "罗稚蘅"),
    ("哪里住着3000只白鹭？", "park", "3000只"),
)


@pytest.mark.parametrize(("question", "article", "string"), FOUND)
def test_an_exact_string_is_pinned_above_the_rest_and_marked(
    answerer: Answerer, question: str, article: str, string: str
) -> None:
    answer = ask(answerer, question)
    assert pinned(answer) == {article: (string,)}
    assert answer.interpretation.exact == (string,)


def test_the_sentence_that_holds_the_phrase_is_highlighted(answerer: Answerer) -> None:
    for question in ("“一条回家的路”", "“在云雾里”", "“夜讀室不收費”", "“明年国庆开园”"):
        (hit, *_) = ask(answerer, question).hits
        assert words_of(hit.exact[0]).stand_in(hit.highlight.text)


def test_a_figure_finds_every_form_of_it_and_no_other_figure(answerer: Answerer) -> None:
    for asked in ("6000万元", "六千万元", "0.6亿元", "6,000万元"):
        answer = ask(answerer, f"哪项工程总投资{asked}？")
        assert pinned(answer) == {"park": (asked,), "school": (asked,)}


def test_a_figure_by_itself_pins_every_form_of_it(answerer: Answerer) -> None:
    for asked in ("6000万元", "六千万元", "6,000万元"):
        assert set(pinned(ask(answerer, asked))) == {"park", "school"}


def test_a_figure_by_itself_is_looked_up_however_often_it_stands(tmp_path: Path) -> None:
    often = [f"第{at}号码头总投资{'6000万元' if at % 2 else '六千万元'}。" for at in range(1, 25)]
    with archive_of(tmp_path, untitled([*often, "轮渡今天开航。"])) as answerer:
        alone = answerer.ask(Question("六千万元", top=20))
        among = answerer.ask(Question("哪座码头总投资六千万元", top=20))
    assert alone.status == "answered"
    assert {hit.exact for hit in alone.hits} == {("六千万元",)}
    assert {hit.exact for hit in among.hits} == {()}


def test_the_sentence_with_the_figure_is_highlighted_in_whatever_form_it_stands(
    answerer: Answerer,
) -> None:
    for question, asked, printed in (
        ("哪里住着3000只白鹭？", "3000只", "三千只"),
        ("哪项工程总投资6000万元？", "6000万元", "六千万元"),
        ("小学新增了1200个学位", "1200个", "一千二百个"),
    ):
        hits = ask(answerer, question).hits
        assert any(printed in hit.highlight.text for hit in hits if asked in hit.exact)


def test_what_holds_the_phrase_stays_above_what_is_newer(answerer: Answerer) -> None:
    for words, order, first in (
        ("的最新消息", "newest", ["flood out", "flood in"]),
        ("最早的报道", "oldest", ["flood in", "flood out"]),
    ):
        answer = ask(answerer, f"“连日暴雨”{words}", top=10)
        assert answer.order == order
        assert [hit.article.source_id for hit in answer.hits[:2]] == first
        assert [bool(hit.exact) for hit in answer.hits] == [True] * 2 + [False] * 8


def test_a_phrase_over_the_border_of_two_passages_is_found(answerer: Answerer) -> None:
    phrase = "当年摆渡的情形。江水涨了又落。船走了，钟还在。人就回来了。人就回来了"
    answer = ask(answerer, f"“{phrase}”")
    assert set(pinned(answer)) == {"long"}


def test_a_phrase_alone_is_answered_by_what_holds_it_and_by_nothing_else(
    answerer: Answerer,
) -> None:
    there, nowhere = ask(answerer, "“湿地公园二期开工”"), ask(answerer, "“湿地公园三期开工”")
    assert (there.status, there.confidence) == ("answered", 1.0)
    assert nowhere.status != "answered"
    assert nowhere.reason == "“湿地公园三期开工” stands nowhere in the archive, word for word."
    assert pinned(nowhere) == {}


def test_a_phrase_that_stands_nowhere_does_not_hide_the_answer(answerer: Answerer) -> None:
    answer = ask(answerer, "茶农罗某说的“茶得慢慢地喝”出自哪篇报道？岚溪茶山")
    assert answer.hits[0].article.source_id == "tea"
    assert not any("茶得慢慢地喝" in hit.exact for hit in answer.hits)
    told = [*answer.interpretation.notes, answer.reason or ""]
    assert any("stands nowhere in the archive" in one for one in told)


def test_of_two_phrases_the_passage_with_both_comes_first(answerer: Answerer) -> None:
    answer = ask(answerer, "“茶农” “老茶山”")
    assert answer.hits[0].exact == ("茶农", "老茶山")
    assert answer.hits[1].exact == ("茶农",)


def test_scores_never_rise_down_the_list(answerer: Answerer) -> None:
    for question, _, _ in FOUND:
        scores = [hit.score for hit in ask(answerer, question, top=10).hits]
        assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    "question", ["暴雨 -松坪", "暴雨 非 松坪", "连日暴雨转移了多少群众？ －松坪"]
)
def test_no_article_that_holds_an_excluded_word_is_shown(answerer: Answerer, question: str) -> None:
    answer = ask(answerer, question, top=20)
    assert answer.hits[0].article.source_id == "flood in"
    bodies = [answerer.article(hit.article.article_id).body for hit in answer.hits]
    assert not any("松坪" in body for body in bodies)


def test_an_excluded_word_in_another_script_is_excluded_too(answerer: Answerer) -> None:
    shown = {hit.article.source_id for hit in ask(answerer, "夜读室 -圖書館", top=20).hits}
    assert shown
    assert "hant" not in shown


def test_either_or_admits_articles_that_hold_a_term(answerer: Answerer) -> None:
    answer = ask(answerer, "湿地 OR 小学 总投资", top=20)
    assert {hit.article.source_id for hit in answer.hits} == {"park", "school"}
    assert answer.interpretation.any_of == (("湿地", "小学"),)


def test_fields_limit_the_search_and_options_win_over_them(answerer: Answerer) -> None:
    by_field = ask(answerer, "暴雨 报纸:云汀日报", top=20)
    assert {hit.citation.newspaper for hit in by_field.hits} == {"云汀日报"}
    assert ask(answerer, "暴雨 報紙：雲汀日報", top=20).hits == by_field.hits
    by_option = ask(answerer, "暴雨 报纸:云汀日报", top=20, newspaper="松坪晚报")
    assert {hit.citation.newspaper for hit in by_option.hits} == {"松坪晚报"}
    authored = ask(answerer, "作者：顾南枝", top=20)
    assert {hit.article.source_id for hit in authored.hits} == {"tea"}
    for written in ("作者：顧南枝", "作者:“顾 南枝”"):
        assert ask(answerer, written, top=20).hits == authored.hits
    dated = ask(answerer, "日期:2023-04-03..2023-04-04 总投资", top=20)
    assert {hit.article.source_id for hit in dated.hits} == {"park", "school"}
    paged = ask(answerer, "版:03 总投资", top=20)
    assert {hit.article.source_id for hit in paged.hits} == {"park"}


def test_an_option_that_wins_over_an_operator_is_told(answerer: Answerer) -> None:
    answer = ask(
        answerer,
        "暴雨 报纸:云汀日报 日期:2023-04",
        newspaper="松坪晚报",
        from_date=date(2023, 4, 2),
    )
    assert answer.interpretation.notes[:2] == (
        "“云汀日报” in the question gives way to the newspaper given as an option.",
        "“2023-04” in the question gives way to the period given as an option.",
    )
    assert (answer.interpretation.from_date, answer.interpretation.to_date) == (
        date(2023, 4, 2),
        None,
    )


LIMITS = (
    ("暴雨 作者:罗稚蘅", "No article in the archive names “罗稚蘅” as its author."),
    ("暴雨 报纸:鹭洲周报", "The archive has no newspaper “鹭洲周报”."),
    ("暴雨 版:A9", "No article in the archive stands on page “A9”."),
    (
        "暴雨 日期:1990-02",
        "Nothing printed from 1990-02-01 to 1990-02-28 (“1990-02”) is in the archive, which has no"
        " such period.",
    ),
    (
        "暴雨 日期:2023-04-03 报纸:云汀日报",
        "Nothing printed from 2023-04-03 to 2023-04-03 (“2023-04-03”) lies within the filters asked"
        " for.",
    ),
)


@pytest.mark.parametrize(("question", "said"), LIMITS)
def test_where_nothing_is_left_to_search_the_limit_is_named(
    answerer: Answerer, question: str, said: str
) -> None:
    answer = ask(answerer, question)
    assert (answer.status, answer.reason) == ("not_found", said)


@pytest.mark.parametrize("slip", ["zzzzqqqq xxyy", "asdfghjk", "ыфвафыва"])
def test_what_is_no_word_anywhere_is_never_answered(answerer: Answerer, slip: str) -> None:
    answer = ask(answerer, slip)
    assert answer.status != "answered"
    assert (
        answer.reason
        == f"The archive never mentions {', '.join(f'“{one}”' for one in slip.split())}."
    )


def test_what_only_leaves_out_is_refused_in_words(answerer: Answerer) -> None:
    with pytest.raises(BadQuestion, match="only says what to leave out"):
        ask(answerer, "-暴雨")


def test_how_a_question_was_read_is_told(answerer: Answerer) -> None:
    reading = ask(answerer, "“连日暴雨” 日期:2023年4月 -松坪").as_json()["interpretation"]
    assert reading["phrases"] == reading["exact"] == ["连日暴雨"]
    assert reading["excluded"] == ["松坪"]
    assert (reading["from"], reading["to"]) == ("2023-04-01", "2023-04-30")
    assert reading["time_words"] == ["2023年4月"]


def slices() -> list[tuple[str, str]]:
    """Stretches of the articles, whole sentences and parts of them, as a quoter picks them."""
    return [
        (name, text[at : at + length].strip("。，：“”、「」"))
        for name, text in TEXTS.items()
        if name != "long"  # which repeats itself
        for at, length in ((3, 9), (9, 16), (len(text) // 2, 12))
    ]


@pytest.mark.parametrize(("article", "phrase"), slices())
def test_every_stretch_of_an_article_is_found_word_for_word_and_no_altered_one(
    answerer: Answerer, article: str, phrase: str
) -> None:
    holding = {name: (phrase,) for name, text in TEXTS.items() if phrase in text}
    assert article in holding
    assert pinned(ask(answerer, f"『{phrase}』")) == holding
    middle = len(phrase) // 2
    altered = f"{phrase[:middle]}鳄{phrase[middle + 1 :]}"
    assert pinned(ask(answerer, f"『{altered}』")) == {}
