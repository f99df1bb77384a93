"""Paragraphs that let somebody speak belong to the story whose headline names them."""

from __future__ import annotations

import pytest

from index.desk import Draft
from index.lines import Piece
from index.readers.text import read_text
from index.records import Article, IssueFacts, SourceText
from index.speakers import headed_by, introduced_in

MEETING = [
    "市政府召开会议 研究防汛和夏粮收购",
    "东江日报讯(记者/方小舟) 6月8日,市长林远舟主持召开市政府会议,研究防汛和夏粮收购工作。",
    "会议听取了防汛准备情况的汇报。今年全市已经加固堤防四十公里,备足沙石和编织袋。",
]
BROKEN_OFF = "会议还研究了其他事项,并对端午节前的市场供应提出要求。会议强调,"
VISIT = [
    "林远舟在青石镇调研竹产业时强调",
    "把小竹子做成大产业",
    "东江日报讯(记者/何苗) 6月6日,市长林远舟来到青石镇,调研竹产业,要求把竹子种好、卖好。",
]
VISITED = [
    "市领导周望、苏禾,市直有关部门负责人参加。",
    "在青石镇竹器厂,林远 舟走进车间,看工人把竹片压成地板。厂长说,今年订单比去年多了三成。",
    "林远舟强调,要把加工链条拉长,让竹农在家门口挣到工钱,让年轻人愿意回到山里来。",
    "林远舟指出,要修好进山的路,竹子运得出去,产业才站得住脚,市直部门要当场拿出意见。",
]
LACKING = "在青石镇的竹海深处,护林员介绍,去年补种的毛竹已经长到两米,今年还要再补种三百"


def test_a_report_just_begun_keeps_the_paragraphs_that_let_its_own_people_speak() -> None:
    meeting, visit = cut(*MEETING, BROKEN_OFF, *VISIT, *VISITED)
    assert meeting.body.endswith("会议强调,")
    assert visit.body.endswith("市直部门要当场拿出意见。")
    assert "市领导周望" in visit.body


def test_what_mends_the_sentence_goes_back_though_others_stand_between() -> None:
    rest = ",备足食品和药品,让群众过一个安心的节日。"
    meeting, visit = cut(*MEETING, BROKEN_OFF[:-1], *VISIT, rest)
    assert meeting.body.endswith(rest)
    assert rest not in visit.body


def test_a_text_that_breaks_off_does_not_take_the_rest_of_a_report_on_others() -> None:
    school = [
        "山区小学迎来新操场",
        "东江日报讯(记者/苏禾) 6月7日,清溪小学的新操场铺好了,孩子们在跑道上跑了第一圈。",
        "校长介绍,操场由校友捐建,跑道两百米,还添了篮球架和乒乓球台,周末向村民开放,希望各村再",
    ]
    visit, pupils = cut(*VISIT, LACKING, *school, *VISITED[2:])
    assert pupils.body.endswith("希望各村再")
    assert visit.body.endswith("市直部门要当场拿出意见。")


@pytest.mark.parametrize(
    ("head", "ahead", "told"),
    [
        ("市政府召开会议", ["林远舟强调,路要修好。", "林远舟走了。"], True),
        ("市政府召开会议", ["林远 舟强调,路要修好。", "林 远舟走了。"], True),
        ("市政府召开会议", ["林远舟强调,路要修好。", "众人走了。"], False),
        ("市政府召开会议", ["林远舟来了。", "林远舟走了。"], False),
        ("林远舟会见客商", ["林远舟强调,路要修好。", "林远舟走了。"], False),
        ("市政府召开会议", ["会议强调,路要修好。", "会议强调,桥要架好。"], False),
    ],
)
def test_whom_a_text_lets_speak_tells_its_story(head: str, ahead: list[str], told: bool) -> None:
    one, other = (Draft(heads=[piece(text)]) for text in ("林远舟调研时会议强调", head))
    texts = [piece(text) for text in ahead]
    assert headed_by(one, other, texts) is told
    assert introduced_in(one, other, texts) is told
    assert not headed_by(other, one, texts)


def test_a_headline_tells_more_than_a_name_in_both_reports() -> None:
    one, other = Draft(heads=[piece("林远舟调研时强调")]), Draft(heads=[piece("市政府召开会议")])
    other.add(piece("市长林远舟主持召开会议。"), joined=False)
    texts = [piece("林远舟强调,路要修好。"), piece("林远舟走了。")]
    assert headed_by(one, other, texts)
    assert not introduced_in(one, other, texts)


def piece(text: str) -> Piece:
    return Piece(1, 0, len(text), text, "text", 1)


def cut(*blocks: str) -> tuple[Article, ...]:
    text = "\n\n".join(blocks)
    return read_text(SourceText("p.txt", "0" * 64, "utf-8", text), IssueFacts()).articles
