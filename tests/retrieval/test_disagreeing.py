"""Reports that differ on what is asked are both shown; nothing is said where they measure two
things."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pytest

from retrieval.accounts import Disagreement
from retrieval.answerer import Answerer
from retrieval.claims import claims_of
from retrieval.disagreeing import Weigher, disagreements
from retrieval.expecting import Expectation
from retrieval.records import Answer, ArticleFacts, Citation, Hit, Question, Slice, Source
from tests.retrieval.written import archive_of

FIRST, SECOND = "2021-05-03", "2023-05-12"
# Two reports each: a headline, the day and the text of the older, and of the newer.
POINTS = (
    "发改委介绍，目前全市共有公共充电桩3000个，覆盖所有街道。",
    "昨日的推进会通报，截至4月底，全市公共充电桩达到六千个，其中快充桩两千个。",
)
OPENING = "市交通局昨日宣布，望鹤桥将于2023年{month}月1日正式通车，届时公交同步开通。"
TOLL = (
    "6月1日，一辆旅游大巴在白塔路翻车。据交警介绍，事故造成3人死亡，另有十多人送医。",
    "白塔路大巴翻车事故又有伤者不治。据应急局通报，事故造成5人死亡，司机已被控制。",
)
AGREEING = {
    "script": (
        "市图书馆藏书多少册？",
        "馆长介绍，市图书馆现有藏书一百二十万册，少儿图书占三成。",
        "记者走访发现，市图书馆现有藏书120万册，读者以学生为主。",
    ),
    "rounded": (
        "岚海博物馆有多少件藏品？",
        "岚海博物馆馆长介绍，馆内共有藏品12万多件，瓷器最多。",
        "岚海博物馆昨日清点，馆内共有藏品123400件，全部造册。",
    ),
    "places": (
        "有多少座公共厕所？",
        "城管局介绍，陶溪县共有公共厕所120座，全部免费开放。",
        "城管局介绍，岚海市共有公共厕所480座，全部免费开放。",
    ),
    "years": (
        "全县水稻产量多少吨？",
        "农业局统计，2020年全县水稻产量35万吨，比上年增产。",
        "农业局统计，2022年全县水稻产量38万吨，比上年增产。",
    ),
    "added": (
        "全市养老服务站有多少个？",
        "民政局介绍，目前全市共有养老服务站300个。",
        "民政局介绍，今年全市新增养老服务站80个。",
    ),
    "planned": (
        "全市有多少盏太阳能路灯？",
        "住建局介绍，目前全市共有太阳能路灯5000盏。",
        "住建局介绍，全市计划安装太阳能路灯9000盏。",
    ),
    "houses": (
        "小区每天收多少桶厨余垃圾？",
        "物业介绍，2号楼每天收厨余垃圾12桶，清运及时。",
        "物业介绍，3号楼每天收厨余垃圾20桶，清运及时。",
    ),
    "events": (
        "爆炸事故造成多少人受伤？",
        "昨日城西一家餐馆发生爆炸事故，造成6人受伤。",
        "昨日港区一处仓库发生爆炸事故，造成14人受伤。",
    ),
    "each of other things": (
        "青澜江游船票价多少钱？",
        "青澜江游船票价每人40元，老人免票，早晚开行。",
        "青澜江游船票价每车90元，老人免票，早晚开行。",
    ),
    "kinds": (
        "岚溪中学有多少学生？",
        "岚溪中学有学生1200人，是县里最大的学校。",
        "岚溪中学住校学生300人，是县里最多的学校。",
    ),
    "seasons": (
        "罗家茶山产茶多少公斤？",
        "罗家茶山今年春茶产茶3000公斤，价格平稳。",
        "罗家茶山今年秋茶产茶1200公斤，价格平稳。",
    ),
}
ARTICLES = [
    ("充电桩建到家门口", FIRST, POINTS[0]),
    ("充电桩数量两年翻番", SECOND, POINTS[1]),
    ("白塔路大巴翻车", "2023-06-02", TOLL[0]),
    ("白塔路大巴翻车死亡人数上升", "2023-06-04", TOLL[1]),
    ("望鹤桥五月通车", "2023-02-02", OPENING.format(month=5)),
    ("望鹤桥推迟通车", "2023-04-20", OPENING.format(month=10)),
    *(
        (None, day, text)
        for _, *pair in AGREEING.values()
        for day, text in zip((FIRST, SECOND), pair, strict=True)
    ),
]


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    with archive_of(tmp_path_factory.mktemp("disagreeing"), ARTICLES) as opened:
        yield opened


def only(answer: Answer) -> Disagreement:
    [found] = answer.disagreements
    return found


def test_a_count_in_an_older_report_and_twice_that_two_years_later(answerer: Answerer) -> None:
    answer = answerer.ask(Question("全市有多少个公共充电桩？"))
    found = only(answer)
    assert [(one.value, one.text, str(one.issue_date)) for one in found.readings] == [
        ("3000个", "3000个", FIRST),
        ("6000个", "六千个", SECOND),
    ]
    for one in found.readings:
        hit = answer.hits[one.rank - 1]
        assert hit.citation.citation_id == one.citation_id
        assert one.text in hit.highlight.text
    assert found.about == "公共充电桩"
    said = "The reports do not agree: “3000个” (2021-05-03); “六千个” (2023-05-12)."
    assert found.note == said


def test_a_toll_that_rose_within_one_story_is_a_disagreement(answerer: Answerer) -> None:
    answer = answerer.ask(Question("白塔路大巴翻车事故造成多少人死亡？"))
    assert [one.value for one in only(answer).readings] == ["3人", "5人"]


def test_an_opening_that_was_put_off_is_a_disagreement_on_the_day(answerer: Answerer) -> None:
    answer = answerer.ask(Question("望鹤桥什么时候通车？"))
    assert [one.value for one in only(answer).readings] == ["2023-05-01", "2023-10-01"]


@pytest.mark.parametrize("case", AGREEING)
def test_two_measures_or_one_value_are_no_disagreement(answerer: Answerer, case: str) -> None:
    question, older, newer = AGREEING[case]
    answer = answerer.ask(Question(question))
    first = {hit.passage.text for hit in answer.hits[:2]}
    assert answer.status != "not_found"
    assert first == {older, newer}, "both are heard"
    assert answer.disagreements == ()


def test_a_refusal_says_nothing_of_disagreement(answerer: Answerer) -> None:
    question, searcher = "全市有多少个公共充电桩？", answerer._searcher
    weigher = Weigher(searcher.tokenise, searcher.table)
    hits = answerer.ask(Question(question)).hits
    assert disagreements(question, hits, "uncertain", weigher)
    assert not disagreements(question, hits, "not_found", weigher)
    assert not disagreements("公共充电桩由谁建设？", hits, "answered", weigher)
    assert not disagreements(question, (), "answered", weigher)


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("3 000个", 3000, "个"),
        ("三千余个", 3000, "个"),
        ("百分之七十", Fraction(7, 10), "%"),
        ("70%", Fraction(7, 10), "%"),
        ("1.2亿元", 120_000_000, "元"),
        ("3,000 passengers", 3000, "passengers"),
        ("2.5 million", 2_500_000, ""),
    ],
)
def test_values_are_read_however_they_are_printed(
    printed: str, value: int | Fraction, unit: str
) -> None:
    text = f"据介绍有{printed}，很多。"
    words = Slice(text, 0, len(text))
    start = text.index(printed)
    hit = Hit(
        rank=1,
        score=1.0,
        passage=words,
        highlight=words,
        span=Slice(printed, start, start + len(printed)),
        article=ArticleFacts("a", None, None, None, None),
        citation=Citation("c", None, None, None, (), None, (), "", ""),
        source=Source("a.txt", "0", ()),
    )
    [claim] = claims_of(hit, Expectation("count"))
    assert (claim.value, claim.unit, claim.text) == (value, unit, printed)
