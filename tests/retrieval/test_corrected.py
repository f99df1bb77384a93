"""Which article a printed correction corrects; where anything it says does not agree, none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest

from index.archive import Archive, StoredArticle
from index.build import index_paths
from index.records import Article
from retrieval.corrected import corrected, stand_in
from retrieval.correcting import notices
from retrieval.views import Amendment

PRINTED = date(2023, 4, 13)
FERRY = "停航三年的渡船重新开航。首班渡船载客120人，由老渡工周水生掌舵。"
ARTICLES = (
    ("ferry", "2023-04-10", "01", "渡船重新开航", FERRY),
    ("trial", "2023-04-09", "01", "渡船重新开航", "昨日试航，无人受伤。"),
    ("early", "2023-03-01", "02", "望鹤桥通车在即的消息", "望鹤桥下月通车，工期四个月。"),
    ("brief", "2023-04-10", "05", "简讯", "第二小学开学，新生120人。"),
    ("sale", "2023-04-10", "06", "拍卖公告", "云汀拍卖行定于4月20日拍卖房产三处。"),
    ("report", "2023-04-10", "07", "某公司披露2022年年度报告", "公司净利润三亿元。"),
    ("law", "2023-04-10", "A2", "《河道管理条例》今日施行", "河道管理条例今日起施行，全文四十条。"),
    ("holiday", "2023-04-12", "03", "出行提示", "五一假期车票今起发售。"),
    ("misread", "2023-04-10", "08", "夜读室亮灯到十點半", "图书馆夜读室管理员罗阿姨守着灯。"),
    ("headline", "2023-04-10", "09", "新码头从新启用", "新码头昨日启用。"),
    ("left", "2023-04-10", "A3", "灯下", "甲校校友返校。"),
    ("right", "2023-04-10", "B3", "灯下", "甲校学生返校。"),
)  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("corrected")
    lines = (
        json.dumps(
            {"id": name, "newspaper": "云汀日报", "issue_date": day, "pages": [page],
             "title": title, "text": text},
            ensure_ascii=False,
        )
        for name, day, page, title, text in ARTICLES
    )  # fmt: skip
    (folder / "articles.jsonl").write_text("\n".join(lines), "utf-8")
    index_paths(folder / "archive", [folder / "articles.jsonl"])
    archive = Archive(folder / "archive")
    yield archive
    archive.close()


def meant(archive: Archive, title: str, body: str) -> list[str | None]:
    """The articles that the corrections of a printed article are laid to."""
    article = Article(body, (), newspaper="云汀日报", issue_date=PRINTED, title=title)
    of = StoredArticle("a" * 16, article, key=-1)
    found = (corrected(archive, of, notice) for notice in notices(article))
    return [one.article.source_id for one in found if one]


@pytest.mark.parametrize(
    ("title", "body", "name"),
    [
        ("更正", "本报4月10日01版《渡船重新开航》一文中，“载客120人”应为“载客210人”。", "ferry"),
        ("更正", "4月9日的试航，本报4月10日《渡船重新开航》误作8日，“120人”应为“210人”。", "ferry"),
        ("更正", "4月9日试航后，本报10日刊发的《渡船重新开航》有误，“120人”应为“210人”。", "ferry"),
        ("来函照登", "贵报4月10日《渡船重新开航》称载客120人，与事实不符，实为210人。", "ferry"),
        ("更正", "本报4月10日05版《简讯》中，“新生120人”应为“新生20人”。", "brief"),
        ("更正", "本报《简讯》中，“新生120人”应为“新生20人”。", "brief"),
        ("更正", "本报4月10日08版《夜读室亮灯到十点半》中，“罗阿姨”应为“骆阿姨”。", "misread"),
        ("更正", "本报4月10日09版《新码头从新启用》标题中“从新”应为“重新”。", "headline"),
        ("更正", "本报4月10日B3版《灯下》作者姓名有误，应为顾南枝。", "right"),
        ("更正", "本报4月10日《灯下》一文中，“甲校校友”应为“乙校校友”。", "left"),
        ("更正", "本报4月12日03版报道中，“五一假期”应为“劳动节假期”。", "holiday"),
    ],
)  # fmt: skip
def test_what_can_be_meant_alone_is_corrected(
    archive: Archive, title: str, body: str, name: str
) -> None:
    assert meant(archive, title, body) == [name]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("更正", "本报4月10日03版《简讯》中，“票价三元”应为“票价两元”。"),
        ("更正", "本报《简讯》中，“票价三元”应为“票价两元”。"),
        ("更正", "本报4月10日《灯下》一文中，“甲校”应为“乙校”。"),
        ("更正声明", "4月10日06版刊登的《拍卖公告》，公章编号有误，特此更正。"),
        ("更正公告", "我公司4月10日刊登的《拍卖公告》，“青澜路8号”应为“青澜路18号”。"),
        ("更正公告", "本公司2023年4月10日披露的《2022年年度报告》“营业收入”有误，应为12亿元。"),
        ("更正", "本报4月10日A2版一篇报道援引《河道管理条例》时，将“第三条”误为“第二条”。"),
        ("来函照登", "贵报4月10日《渡船重新开航》写得好，想起当年停航的错误决定。"),
        ("更正", "本报4月10日刊登的《渡船重新开航》一文获省新闻奖。"),
        ("报纸怎样认错", "某报写道：“本报4月10日《渡船重新开航》失实，特此更正。”读者称好。"),
        ("更正", "4月9日的试航，本报4月11日01版《渡船重新开航》误作8日，“120人”应为“210人”。"),
        ("更正", "昨日本报一篇报道中，“五一假期”应为“劳动节假期”。"),
        ("更正", "本报《望鹤桥通车在即的消息》一文中，“工期三年”应为“工期两年”。"),
        ("更正", "《云汀晚报》4月10日01版《渡船重新开航》中，“载客120人”应为“载客210人”。"),
    ],
)
def test_where_something_does_not_agree_nothing_is_corrected(
    archive: Archive, title: str, body: str
) -> None:
    assert meant(archive, title, body) == []


@pytest.mark.parametrize(
    ("wrong", "text", "there"),
    [
        ("120", "载客120人", True),
        ("120", "载客1200人", False),
        ("$300", "rents rise to $300 a month", True),
        ("$300", "rents rise to $3000 a month", False),
        ("won", "it was wonderful", False),
    ],
)
def test_wrong_words_stand_by_themselves(wrong: str, text: str, there: bool) -> None:
    assert stand_in(text, [Amendment(wrong, "")]) == there
