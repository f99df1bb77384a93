"""A section set among another story goes back to the story whose column it was set in."""

from __future__ import annotations

from index.readers.text import read_text
from index.records import Article, IssueFacts, SourceText

POND = (
    "水库边住着一位老船工,姓何,今年七十岁。他每天划船巡查水面,捞起树枝和塑料瓶,从不间断。",
    "水库的船工共有五人,分成两班。大雨过后水面漂满树枝,船工们一天要划船来回二十多趟才捞完。",
)
SECTION = "去年,水库添了两条电动船,船工划船的力气省下一半。老何说,水面干净了,白鹭也飞回来歇脚。"
OFFICE = (
    "昨日,市民中心启用新的办事窗口,居民办证只需填写一张表格,材料由各部门共享,当天即可领证。",
    "窗口负责人介绍,启用一周已有三百名居民办证,表格比过去少了九张,排队时间缩短到十分钟左右。",
)


def wrapped(text: str, measure: int) -> str:
    """A paragraph with the blanks of its column: the first line is indented."""
    rest = text[measure - 2 :]
    lines = [rest[at : at + measure] for at in range(0, len(rest), measure)]
    return " ".join([text[: measure - 2], *lines])


def test_a_section_among_another_story_goes_back_to_its_own() -> None:
    pond, office = cut(
        ["水库来了清漂船", "东江日报讯(记者/方小舟)", *(wrapped(one, 10) for one in POND)],
        ["办证只填一张表", "东江日报讯(记者/何苗)", *(wrapped(one, 14) for one in OFFICE)],
        ["老船换新船", wrapped(SECTION, 10)],
    )
    assert pond.body == "\n".join([*POND, "老船换新船", SECTION])
    assert office.body == "\n".join(OFFICE)


def test_the_last_words_of_a_sentence_go_back_to_the_story_that_broke_off() -> None:
    broken = "水库的船工老何总把捞起的树枝捆好,交给村里编筐的人家,自己只留一把绿"
    pond, office = cut(
        ["水库来了清漂船", "东江日报讯(记者/方小舟)", *POND, broken],
        ["办证只填一张表", "东江日报讯(记者/何苗)", *OFFICE],
        ["绦。第二年春天,新编的筐卖到了县城。"],
    )
    assert pond.body.endswith("绦。第二年春天,新编的筐卖到了县城。")
    assert office.body == "\n".join(OFFICE)


def cut(*blocks: list[str]) -> tuple[Article, ...]:
    text = "\n\n".join(line for block in blocks for line in block)
    return read_text(SourceText("p.txt", "0" * 64, "utf-8", text), IssueFacts()).articles
