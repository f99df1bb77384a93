"""The quote desk: a quotation is exact, equivalent, near or not found, and nothing in between."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.quotations import false_verdicts, unverified
from index.build import index_paths
from index.continuing import whole
from index.errors import BadQuestion
from retrieval.answerer import Answerer, open_answerer
from retrieval.letters import letters
from retrieval.quoting import MOST_MATCHES
from retrieval.verdicts import LONGEST_DRAFT, LONGEST_QUOTATION, MOST_QUOTATIONS, Match
from tests.conftest import ARTICLES
from tests.index.reprints import FERRY, MARKET, misread

SAID = "江上又有了汽笛声,心里踏实"
LONG = "".join(
    f"第{number}号船屋的主人叫{name}平，他家的灯从{number}点亮到{number + 3}点。"
    for number, name in enumerate("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许", 101)
)
MORE: tuple[dict[str, object], ...] = (
    {
        "newspaper": "云汀晚报",
        "issue_date": "2023-04-12",
        "pages": ["03"],
        "title": "再说轮渡",
        "text": f"本报讯 渡口热闹起来。“{SAID}。”老渡工周水生说，“每天都有人来”。",
    },
    {
        "newspaper": "云汀日报",
        "issue_date": "2022-01-02",
        "pages": ["04"],
        "title": "船屋",
        "text": LONG,
    },
    {
        "newspaper": "云汀日报",
        "issue_date": "2022-05-06",
        "pages": ["01"],
        "title": "大坝合龙",
        "text": "大坝昨日合龙。工程总长3.6公里，投资120万元，历时四年，坝体质量合格。",
    },
    {
        "newspaper": "云汀日报",
        "issue_date": "2021-03-01",
        "pages": ["05"],
        "title": "轮渡重新开航",
        "text": FERRY,
    },
    {
        "newspaper": "云汀晚报",
        "issue_date": "2021-03-02",
        "pages": ["06"],
        "title": "青澜江又闻汽笛",
        "text": misread(FERRY),
    },
    {"newspaper": "Ferry Post", "issue_date": "2020-01-05", "title": "Market", "text": MARKET},
    {
        "newspaper": "云汀日报",
        "issue_date": "2022-07-01",
        "title": "捐款",
        "text": "全厂职工捐款三千元，其中百分之七十来自青年，另有企业捐款6000万元，"
        "约3,000人参加。\n"
        "厂长说：“张师傅告诉我，‘我这辈子就认一个理’，他说得实在。”",
    },
)


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    folder = tmp_path_factory.mktemp("quotes")
    lines = (json.dumps(one, ensure_ascii=False) for one in (*ARTICLES, *MORE))
    (folder / "articles.jsonl").write_text("\n".join(lines), "utf-8")
    index_paths(folder / "archive", [folder / "articles.jsonl"])
    opened = open_answerer(folder / "archive")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def bodies(answerer: Answerer) -> list[str]:
    return [str(one["text"]) for one in (*ARTICLES, *MORE)]


def changed(match: Match) -> list[tuple[str, str, str]]:
    return [(one.op, one.asked, one.printed) for one in match.differences]


def test_the_very_words_are_exact_and_cited(answerer: Answerer) -> None:
    found = answerer.verify("封闭期间，3路、17路公交车改走新安大桥。")
    [match] = found.matches
    assert (found.verdict, match.verdict, match.differences) == ("exact", "exact", ())
    assert match.text.text == found.quote
    assert match.citation.title == "望鹤桥下月封闭大修"
    assert answerer.citation(match.citation.citation_id).passage == match.text


@pytest.mark.parametrize(
    "quotation",
    [
        "封闭期间,3路、17路公交车改走新安大桥",
        "封閉期間，3路、17路公交車改走新安大橋。",
        "封闭期间３路１７路公交车改走新安大桥",
        "封闭期间；3路、17路公交车 改走 新安大桥！",
        "市图书馆的夜读室开到晚上十点",
        "只要有人读书，灯就亮着",
        "more than 6000 runners took part",
        "The Women’s race went to Ruth Odhiambo",
    ],
)
def test_the_same_words_in_another_dress_are_equivalent(answerer: Answerer, quotation: str) -> None:
    found = answerer.verify(quotation)
    assert found.verdict == "equivalent"
    assert letters(found.matches[0].text.text).plain == letters(quotation).plain


@pytest.mark.parametrize(
    ("quotation", "printed", "differences"),
    [
        ("3路、17路公交车改走新安小桥", "3路、17路公交车改走新安大桥", [("replace", "小", "大")]),
        ("3路、18路公交车改走新安大桥", "3路、17路公交车改走新安大桥", [("replace", "18", "17")]),
        ("3路、17路公交车不改走新安大桥", "3路、17路公交车改走新安大桥", [("delete", "不", "")]),
        ("3路、17路车改走新安大桥", "3路、17路公交车改走新安大桥", [("insert", "", "公交")]),
        ("工程总长36公里，投资120万元", "工程总长3.6公里，投资120万元", [("replace", "36", "3.6")]),
        ("Chen Ye lost the men's race", "Chen Ye won the men's race", [("replace", "lost", "won")]),
        ("载客120人，由新渡工周永生掌舵", "载客120人，由老渡工周水生掌舵",
         [("replace", "新", "老"), ("replace", "永", "水")]),
    ],
)  # fmt: skip
def test_a_few_other_words_are_near_and_marked(
    answerer: Answerer, quotation: str, printed: str, differences: list[tuple[str, str, str]]
) -> None:
    found = answerer.verify(quotation)
    assert found.verdict == "near"
    assert found.matches[0].text.text == printed
    assert changed(found.matches[0]) == differences


@pytest.mark.parametrize(
    ("changed_letters", "verdict"), [(0, "exact"), (3, "near"), (4, "not_found")]
)
def test_seven_letters_of_ten_must_be_printed(
    answerer: Answerer, changed_letters: int, verdict: str
) -> None:
    words = "云汀市政工程公司承担"
    found = answerer.verify("甲乙丙丁"[:changed_letters] + words[changed_letters:])
    assert found.verdict == verdict


def test_what_an_ellipsis_leaves_out_is_told(answerer: Answerer) -> None:
    found = answerer.verify("望鹤桥将于5月8日零时起全桥封闭……封闭期间，3路、17路公交车改走新安大桥")
    assert found.verdict == "near"
    assert changed(found.matches[0]) == [("insert", "", "工期四个月，由云汀市政工程公司承担")]
    assert answerer.verify("全桥封闭……改走旧安小桥并收费").verdict == "not_found"
    assert answerer.verify("改走新安大桥……全桥封闭").verdict == "not_found"


@pytest.mark.parametrize(
    ("quotation", "printed", "differences"),
    [
        ("全厂职工捐款3000元", "全厂职工捐款三千元", [("replace", "3000", "三千")]),
        ("其中70%来自青年", "其中百分之七十来自青年", [("replace", "70%", "百分之七十")]),
        ("企业捐款六千万元", "企业捐款6000万元", [("replace", "六千", "6000")]),
        ("约三千人参加", "约3,000人参加", [("replace", "三千", "3,000")]),
        ("企业捐款6000萬元", "企业捐款6000万元", []),
        ("约3 000人参加", "约3,000人参加", []),
    ],
)
def test_figures_in_other_letters_are_near_and_in_other_dress_equivalent(
    answerer: Answerer, quotation: str, printed: str, differences: list[tuple[str, str, str]]
) -> None:
    found = answerer.verify(quotation)
    assert found.verdict == ("near" if differences else "equivalent")
    assert found.matches[0].text.text == printed
    assert changed(found.matches[0]) == differences


def test_another_figure_is_no_other_form_of_it(answerer: Answerer) -> None:
    found = answerer.verify("企业捐款六百万元")
    assert found.verdict in ("near", "not_found")
    assert not any("6000" in one.text.text and not one.differences for one in found.matches)


@pytest.mark.parametrize("mark", ["……", "…", "...", "⋯⋯", "[…]", "（略）", "〔中略〕", "[ …… ]"])
def test_every_mark_of_what_is_left_out_is_known(answerer: Answerer, mark: str) -> None:
    found = answerer.verify(f"封闭期间，{mark}改走新安大桥")
    assert found.verdict == "near"
    assert changed(found.matches[0]) == [("insert", "", "3路、17路公交车")]


def test_a_quotation_inside_another_has_its_own_speaker(answerer: Answerer) -> None:
    inner, outer = "我这辈子就认一个理", "张师傅告诉我，‘我这辈子就认一个理’，他说得实在"
    for quotation, speaker in ((inner, "张师傅"), (outer, "厂长")):
        (match,) = answerer.verify(quotation).matches
        assert match.speaker
        assert match.speaker.text == speaker
    both = answerer.verify_draft(f"他写道：“{outer}。”")
    assert [one.quote for one in both] == [f"{outer}。", inner]
    assert {one.verdict for one in both} <= {"exact", "equivalent"}


def test_a_draft_in_traditional_characters_is_checked(answerer: Answerer) -> None:
    found = answerer.verify_draft(
        "渡工說：「江上又有了汽笛聲，心裡踏實。」又說「全橋封閉，工期五個月」，還有『只要有人讀書，燈就亮著』。"
    )
    assert [one.verdict for one in found] == ["equivalent", "near", "exact"]
    assert ("replace", "五", "四") in changed(found[1].matches[0])


def test_a_long_draft_takes_no_longer_than_its_quotations(answerer: Answerer) -> None:
    words = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动"
    stretches = (words[at % 40 :] + words[: at % 37] * 4 for at in range(MOST_QUOTATIONS))
    draft = "".join(f"“{stretch[:190]}”，" for stretch in stretches)[:20_000]
    began = time.perf_counter()
    assert {one.verdict for one in answerer.verify_draft(draft)} == {"not_found"}
    assert time.perf_counter() - began < 30


def test_what_the_articles_quote_themselves_is_exact(answerer: Answerer, bodies: list[str]) -> None:
    quoted, missed = unverified(answerer, bodies)
    assert quoted > 5
    assert missed == []


@pytest.mark.parametrize(
    "quotation",
    [
        "望鹤桥将于明年拆除重建，全部费用由市民承担",
        "火星",
        "The bridge will never reopen",
        "船来",
        "ZZZZZZ",
    ],
)
def test_other_words_are_not_found(answerer: Answerer, quotation: str) -> None:
    found = answerer.verify(quotation)
    assert (found.verdict, found.matches) == ("not_found", ())


def test_the_borders_of_passages_do_not_matter(answerer: Answerer) -> None:
    archive = answerer._archive
    [boat_houses] = [one for one in archive.articles() if one.article.title == "船屋"]
    rows = archive.passages_of(boat_houses.key)
    assert len(rows) > 2
    for row in rows[1:]:
        for reach in (2, 5, 40):
            asked = LONG[row.start - reach : row.start + reach]
            assert answerer.verify(asked).verdict == "exact"
    assert answerer.verify(LONG).verdict == "exact"
    assert answerer.verify(LONG.replace("他家的灯", "他的灯")).verdict == "near"


def test_a_sentence_that_goes_on_on_another_page_is_one(sample_answerer: Answerer) -> None:
    archive = sample_answerer._archive
    halves = [one for one in archive.articles() if one.article.jump_from]
    joints = [(full.article, at) for full, at in (whole(archive, one) for one in halves) if at]
    assert joints
    for article, at in joints:
        for asked in (article.body[at - 6 : at + 6], article.body[at - 2 : at + 30]):
            found = sample_answerer.verify(asked)
            assert found.verdict == "exact"
            [match] = found.matches
            assert len(match.sources) == len(match.citation.pages) == 2
            cited = sample_answerer.citation(match.citation.citation_id)
            assert cited.passage == match.text


def test_every_printing_is_listed_the_first_one_first(answerer: Answerer) -> None:
    found = answerer.verify(SAID.replace(",", "，"))
    assert [(one.verdict, one.citation.issue_date) for one in found.matches] == [
        ("exact", date(2023, 4, 10)),
        ("equivalent", date(2023, 4, 12)),
    ]


def test_a_printing_with_other_words_there_is_told_beside(answerer: Answerer) -> None:
    words = "".join(a for a, b in zip(FERRY[:60], misread(FERRY)[:60], strict=True) if a == a or b)
    found = answerer.verify(words)
    assert found.verdict == "exact"
    papers = {one.citation.newspaper for one in found.matches}
    papers |= {one.newspaper for one in found.matches[0].also_printed}
    assert papers == {"云汀日报", "云汀晚报"}


def test_who_says_it_is_told_when_the_article_does(answerer: Answerer) -> None:
    first, second = answerer.verify(SAID).matches
    assert {one.speaker.text for one in (first, second) if one.speaker} == {
        "周水生",
        "老渡工周水生",
    }
    assert answerer.verify("工期四个月").matches[0].speaker is None


def test_two_characters_and_one_are_enough(answerer: Answerer) -> None:
    assert answerer.verify("汽笛").verdict == "exact"
    assert answerer.verify("鹭").verdict == "exact"
    assert answerer.verify("23吨").matches[0].text.text == "23吨"


def test_a_whole_number_or_word_goes_before_a_part_of_one(answerer: Answerer) -> None:
    [match] = [one for one in answerer.verify("race").matches if "Odh" not in one.text.text]
    body = answerer.article(match.article.article_id).body
    assert body[match.text.start - 1] == " "


@pytest.mark.parametrize(
    ("quotation", "says"),
    [
        ("", "empty"),
        ("“”", "empty"),
        (" 。！ ", "letters"),
        ("长" * (LONGEST_QUOTATION + 1), "5,000"),
    ],
)
def test_what_cannot_be_checked_is_refused_in_a_sentence(
    answerer: Answerer, quotation: str, says: str
) -> None:
    with pytest.raises(BadQuestion, match=says):
        answerer.verify(quotation)


def test_a_draft_is_checked_quotation_by_quotation(answerer: Answerer) -> None:
    draft = f"周水生说：“{SAID.replace(',', '，')}。”他又说「船票3元」，桥则“工期四个月”。"
    found = answerer.verify_draft(draft)
    assert [(one.quote, one.verdict) for one in found] == [
        ("江上又有了汽笛声，心里踏实。", "exact"),
        ("船票3元", "not_found"),
        ("工期四个月", "exact"),
    ]
    assert all(one.place and draft[slice(*one.place)] == one.quote for one in found)
    assert answerer.verify_draft("没有引语的稿子。") == []


def test_a_draft_has_limits(answerer: Answerer) -> None:
    with pytest.raises(BadQuestion, match="50,000"):
        answerer.verify_draft("长" * (LONGEST_DRAFT + 1))
    with pytest.raises(BadQuestion, match="in parts"):
        answerer.verify_draft("“汽笛”" * (MOST_QUOTATIONS + 1))
    assert len(answerer.verify_draft("“汽笛”" * MOST_QUOTATIONS)) == MOST_QUOTATIONS


@pytest.mark.parametrize(
    "quotation",
    [
        "的" * LONGEST_QUOTATION,
        "江水" * 2_500,
        "a" * LONGEST_QUOTATION,
        "(a+)+$" * 500,
        "1," * 2_500,
        "\u0301" * 4_000 + "e",
        "👩‍👩‍👧‍👦" * 100 + "船",
        "\x00渡\ud800工\u202e",
        "%_'\"; DROP TABLE articles; --",
    ],
)
def test_no_text_is_too_odd_or_takes_long(answerer: Answerer, quotation: str) -> None:
    began = time.perf_counter()
    assert answerer.verify(quotation).verdict in ("not_found", "near", "equivalent", "exact")
    assert time.perf_counter() - began < 30


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_every_stretch_of_an_article_is_exact_and_its_citation_leads_back(
    answerer: Answerer, bodies: list[str], data: st.DataObject
) -> None:
    body = data.draw(st.sampled_from(bodies))
    start = data.draw(st.integers(0, len(body) - 1))
    asked = body[start : data.draw(st.integers(start + 1, len(body)))]
    if not letters(asked).plain.strip():
        return
    found = answerer.verify(asked)
    assert found.verdict == "exact"
    squeezed = "".join(found.quote.split())
    for match in found.matches:
        assert answerer.citation(match.citation.citation_id).passage == match.text
        if match.verdict == "exact":
            assert "".join(match.text.text.split()) == squeezed
    assert len(found.matches) <= MOST_MATCHES


def test_no_altered_quotation_is_taken_for_the_printed_one(
    answerer: Answerer, bodies: list[str]
) -> None:
    assert list(false_verdicts(answerer, bodies, 400, seed=1)) == []


@pytest.mark.slow
def test_none_of_ten_thousand_altered_quotations_is_taken_for_the_printed_one(
    answerer: Answerer, bodies: list[str]
) -> None:
    assert list(false_verdicts(answerer, bodies, 10_000, seed=2)) == []
