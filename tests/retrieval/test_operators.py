"""Operators as newsrooms type them, and the many questions that have none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.asking import asks
from retrieval.operators import read_operators

AS_OF = date(2024, 5, 1)


def read(text: str) -> dict[str, Any]:
    """What was read, without what was not."""
    found = read_operators(text, AS_OF)
    names = [name for name in found.__slots__ if name not in ("text", "notes")]
    return {name: getattr(found, name) for name in names if getattr(found, name)}


READ: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("作者:顾南枝 轮渡", "轮渡", {"author": "顾南枝"}),
    ("轮渡 作者：顾南枝", "轮渡", {"author": "顾南枝"}),
    ("作者: 顾南枝 轮渡什么时候开航？", "轮渡什么时候开航？", {"author": "顾南枝"}),
    ("author:Fuller marathon", "marathon", {"author": "Fuller"}),
    ('Author: "Jane Fuller" marathon', "marathon", {"author": "Jane Fuller"}),
    ("作者:顾南枝的报道", "报道", {"author": "顾南枝"}),
    ("作者:顾南枝，轮渡", "，轮渡", {"author": "顾南枝"}),
    ("作者:顾南枝", "顾南枝", {"author": "顾南枝"}),
    ("报纸:云汀日报 轮渡", "轮渡", {"newspaper": "云汀日报"}),
    ("報紙：雲汀日報 輪渡", "輪渡", {"newspaper": "雲汀日報"}),
    ("报纸:《云汀日报》 轮渡", "轮渡", {"newspaper": "云汀日报"}),
    ("newspaper:“The Qinglan Weekly” run", "run", {"newspaper": "The Qinglan Weekly"}),
    ("版:01 轮渡", "轮渡", {"page": "01"}),
    ("版：第三版 轮渡", "轮渡", {"page": "3"}),
    ("版:a3 轮渡", "轮渡", {"page": "A3"}),
    ("版:头版 轮渡", "轮渡", {"page": "1"}),
    ("page:12 ferry", "ferry", {"page": "12"}),
    ("标题:轮渡 票价", "票价", {"in_title": ("轮渡",)}),
    ("票价 標題：輪渡", "票价", {"in_title": ("輪渡",)}),
    ("标题: 轮渡 票价多少？", "票价多少？", {"in_title": ("轮渡",)}),
    ("标题:轮渡 标题:开航 票价", "票价", {"in_title": ("轮渡", "开航")}),
    ("题:“江上 一日” 票价", "票价", {"in_title": ("江上 一日",)}),
    ("标题:《人民的渡口》 票价", "票价", {"in_title": ("人民的渡口",)}),
    ("title:ferry fares", "fares", {"in_title": ("ferry",)}),
    ('Headline: "The ferry" fares', "fares", {"in_title": ("The ferry",)}),
    ("标题:轮渡", "轮渡", {"in_title": ("轮渡",)}),
    ("栏目:体育 马拉松", "马拉松", {"in_section": ("体育",)}),
    ("欄目：我們的節日 龍舟", "龍舟", {"in_section": ("我們的節日",)}),
    ("marathon in section:Sports", "marathon in", {"in_section": ("Sports",)}),
    ("section:Sports marathon", "marathon", {"in_section": ("Sports",)}),
    ("栏目:体育 标题:马拉松", "马拉松 体育", {"in_title": ("马拉松",), "in_section": ("体育",)}),
    (
        "标题:轮渡 -大桥 作者:顾南枝 版面:3",
        "轮渡",
        {"in_title": ("轮渡",), "excluded": ("大桥",), "author": "顾南枝", "page": "3"},
    ),
    ("暴雨 -湖北", "暴雨", {"excluded": ("湖北",)}),
    ("暴雨 －湖北", "暴雨", {"excluded": ("湖北",)}),
    ("-湖北 暴雨", "暴雨", {"excluded": ("湖北",)}),
    ("暴雨 -“防汛 会议” -江西", "暴雨", {"excluded": ("防汛 会议", "江西")}),
    ("ferry -football", "ferry", {"excluded": ("football",)}),
    ("ferry -page -标题", "ferry", {"excluded": ("page", "标题")}),
    ("暴雨 非 湖北", "暴雨", {"excluded": ("湖北",)}),
    ("暴雨 非“湖北省”", "暴雨", {"excluded": ("湖北省",)}),
    ("暴雨 NOT 湖北", "暴雨", {"excluded": ("湖北",)}),
    ("ferry NOT bridge", "ferry", {"excluded": ("bridge",)}),
    ("不含:湖北 暴雨", "暴雨", {"excluded": ("湖北",)}),
    ("暴雨 排除：“湖北省”", "暴雨", {"excluded": ("湖北省",)}),
    ("暴雨造成多少人死亡 -湖北", "暴雨造成多少人死亡", {"excluded": ("湖北",)}),
    ("暴雨造成多少人死亡？ -湖北", "暴雨造成多少人死亡？", {"excluded": ("湖北",)}),
    ("云汀 OR 鹭洲 暴雨", "云汀 鹭洲 暴雨", {"any_of": (("云汀", "鹭洲"),)}),
    ("云汀 或 鹭洲", "云汀 鹭洲", {"any_of": (("云汀", "鹭洲"),)}),
    ("云汀|鹭洲 暴雨", "云汀 鹭洲 暴雨", {"any_of": (("云汀", "鹭洲"),)}),
    ("云汀 ｜ 鹭洲 ｜ 松坪", "云汀 鹭洲 松坪", {"any_of": (("云汀", "鹭洲", "松坪"),)}),
    ("“云汀 日报” OR 晚报", "云汀 日报 晚报", {"any_of": (("云汀 日报", "晚报"),)}),
    (
        "ｆｅｒｒｙ　ＯＲ　ｂｒｉｄｇｅ",
        "ｆｅｒｒｙ ｂｒｉｄｇｅ",
        {"any_of": (("ｆｅｒｒｙ", "ｂｒｉｄｇｅ"),)},
    ),
    (
        "“重新开航” 报纸:云汀日报 -大桥 版:1",
        "“重新开航”",
        {"phrases": ("重新开航",), "newspaper": "云汀日报", "excluded": ("大桥",), "page": "1"},
    ),
)

DAYS = (
    ("日期:2023-04..2023-06", date(2023, 4, 1), date(2023, 6, 30)),
    ("日期：2023年4月", date(2023, 4, 1), date(2023, 4, 30)),
    ("日期:上个月", date(2024, 4, 1), date(2024, 4, 30)),
    ("date:2023", date(2023, 1, 1), date(2023, 12, 31)),
    ("date:2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ("date:2023-04-10", date(2023, 4, 10), date(2023, 4, 10)),
    ("date:2023/4/10", date(2023, 4, 10), date(2023, 4, 10)),
    ("date:2023-04-10..", date(2023, 4, 10), None),
    ("date:..2023-06", None, date(2023, 6, 30)),
    ("日期：２０２３－０４", date(2023, 4, 1), date(2023, 4, 30)),
)

PHRASES = (
    ("“江上又有了汽笛声”", ("江上又有了汽笛声",)),
    ("他说“江上又有了汽笛声”是哪天?", ("江上又有了汽笛声",)),
    ("「燈就亮著」是誰說的", ("燈就亮著",)),
    ('『夜讀室』 "半程马拉松" ＂开航＂', ("夜讀室", "半程马拉松", "开航")),
    ("‘轮渡’开航", ("轮渡",)),
    ("who said ‘it’s the horn’?", ("it’s the horn",)),
    ("„Fähre“ «bac»", ("Fähre", "bac")),
    ('Wer sagte „Alle an Bord"? »Alle an Bord«', ("Alle an Bord",)),
    ('Who said "I can\'t swim"?', ("I can't swim",)),
    ("Кто сказал «Поехали на пароме»?", ("Поехали на пароме",)),
    ("”全文照登”", ("全文照登",)),
    ('他说"你好"，我说"再见"', ("你好", "再见")),
    ("“他说‘好的’就走”", ("他说‘好的’就走",)),
)

# What could be an operator and is none: nothing is read, nothing is taken out, nothing is told.
PLAIN = (
    "是A或B", "轮渡或大桥哪个先通", "非洲", "非典", "非 洲是哪里？", "12:30", "第3版的新闻",
    "COVID-19 疫情", "a-b", "http://example.com/a?b=c", "作者是谁:", "作者：谁写的",
    "请问作者：顾南枝是谁？", "他不含糊", "不含糖的饮料", "2019-2021 预算", "-5℃ 低温",
    "气温 -5 度", "比分 3:2", "作者: 报纸: 版: 日期:", "问：谁是市长？ 答：不知道",
    "- 谁是市长", "--force", "时间:2023年", "市长:必须坚持", "is it a or b", "NOT only ferry",
    "do NOT enter", "Why did he NOT resign?", '12" vs 14" 屏幕', "don't can't won't",
    "that’s the boys’ dog’s", "Portland, OR police in 2020?",
    "What happened in Portland OR in 2020?", "他是不是 iPhone 或 Android 用户？",
    "云汀 -鹭洲 城际列车什么时候开通？", "What is a state -owned company?", "2023年 - 2024年",
    "date: what is it", "B-2轰炸机", "e-mail", "京-沪高铁", "AC/DC", "C++ 语言", "除非下雨",
    "非常", "或者", "是非题", "无非是", "而非", "報紙是誰辦的", "作者簡介", "日期未定", "版權",
    "头版头条", "第三版", "A3版", "《作者》", "5:30分", "“", "”“", "“”", "“的”",
    "1 | 2 和 a || b？", "¿Quién es el alcalde?", "誰是市長？",
    "このフェリーはいつ再開しましたか。", "", "?", "…", "轮渡——大桥", "and/or", "either OR",
    "NOT", "非", "或", "作者:", "page:", "日期：", "author: who", "page: turner",
    "是 非 曲直", "亚 非 拉", "中 非 合作论坛", "非 常 满意", "我 非 去 不可", "非 你莫属",
    "非 非 非",
    "TO BE OR NOT TO BE", "to be OR not to be", "NOT FOUND", "paper: the future of print",
    "without: a trace", "Ein- und -Ausfahrt?", "Heißt sie Stadtbahn oder -fähre?", "版:0 里没有",
    "Что такое диван -кровать?", "Почему мэр NOT объяснил это?", "متى -الجسر؟ ومن",
    "Welche Brücke OR Fähre fährt", "市長は京 -沪のどちらですか", "云汀 -鹭洲坐什么船",
    "다리 OR 배 언제 다시",
    "标题里有轮渡的文章", "这篇报道的标题是什么", "标题党", "问题:轮渡停航", "话题：轮渡",
    "头版标题：轮渡开航是哪天", "标题：谁写的", "标题：轮渡什么时候开航？", "题：轮渡开航了吗",
    "新华社云汀4月10日电 题：江上又有了汽笛声", "新華社雲汀4月10日電　題：江上汽笛", "第3题:轮渡",
    "标题", "标题:", "题目:轮渡", "试题：轮渡", "栏目", "栏目：", "专题：轮渡", "哪个栏目:几点播出",
    "title: what is it", "title: the ferry", "subtitle: ferry", "Section 3: traffic", "section: 3",
    "in this section: fares", "The author: Fuller", "a headline: ferry or bridge?",
    "headline: who won", "title:: ferry",
    "rock 'n' roll", "'tis the ferry", "O'Brien's 5'10\" son", "the ’90s and the ’80s",
    "5’10” tall",
)  # fmt: skip


@pytest.mark.parametrize(("text", "left", "found"), READ)
def test_operators_are_read_and_taken_out_of_the_question(
    text: str, left: str, found: dict[str, Any]
) -> None:
    assert read(text) == found
    assert read_operators(text, AS_OF).text == left


@pytest.mark.parametrize(("field", "first", "last"), DAYS)
def test_a_date_field_bounds_the_printing(
    field: str, first: date | None, last: date | None
) -> None:
    found = read_operators(f"{field} 暴雨", AS_OF)
    assert (found.from_date, found.to_date, found.text) == (first, last, "暴雨")
    assert found.time_words == (field[field.find(":" if ":" in field else "：") + 1 :],)


@pytest.mark.parametrize(("text", "phrases"), PHRASES)
def test_quoted_phrases_are_found_and_stay_in_the_question(
    text: str, phrases: tuple[str, ...]
) -> None:
    found = read_operators(text, AS_OF)
    assert (found.phrases, found.text) == (phrases, text)


@pytest.mark.parametrize("text", PLAIN)
def test_a_natural_question_has_no_operators(text: str) -> None:
    assert read(text) == {}
    assert read_operators(text, AS_OF).text == text


TOLD = (
    ("“没有下文", "has no partner"),
    ("地点:轮渡", "no field to search by"),
    ("栏目:3 轮渡", "cannot be read"),
    ("轮渡 -标题:大桥", "cannot be left out"),
    ("轮渡 -作者：顾南枝", "cannot be left out"),
    ("版:要闻 轮渡", "cannot be read"),
    ("日期:不久 轮渡", "cannot be read"),
    ("date:2023-13 ferry", "cannot be read"),
    ("date:2023-06..2023-04 ferry", "cannot be read"),
)


@pytest.mark.parametrize(("text", "said"), TOLD)
def test_what_cannot_be_used_is_read_as_words_and_said_so(text: str, said: str) -> None:
    found = read_operators(text, AS_OF)
    assert found.text == text
    assert [said in note for note in found.notes] == [True]
    assert read(text) == {}


def test_of_two_authors_the_first_is_searched_and_that_is_said() -> None:
    found = read_operators("作者:顾南枝 作者:韩立言 轮渡", AS_OF)
    assert (found.author, found.text) == ("顾南枝", "轮渡")
    assert found.notes == ("Only one author can be searched at once: “顾南枝” is.",)


def test_what_only_leaves_out_asks_for_nothing() -> None:
    assert not read_operators("-湖北 -“江西省”", AS_OF).positive
    assert read_operators("作者:顾南枝 -湖北", AS_OF).positive


def test_a_question_is_told_from_a_list_of_terms() -> None:
    asked = (
        "轮渡什么时候开航",
        "Who won the race",
        "輪渡開航了嗎",
        "轮渡 开航 云汀",
        "ferry reopens",
        "war OR peace",
        "食品などの価格",
        "Wann fährt die Fähre",
        "いつ再開しますか",
        "Когда откроют мост",
        "متى تفتح العبّارة",
        "다리는 언제 열리나",
    )
    assert [asks(one) for one in asked] == [True] * 3 + [False] * 4 + [True] * 5


@given(st.text(alphabet='轮渡 -－非或ORNOT|:：作者版日期“”「」"‘’12。？?a', max_size=24))
def test_no_question_fails_and_what_is_read_stood_in_it(text: str) -> None:
    found = read_operators(text, AS_OF)
    for value in (
        *found.phrases,
        *found.excluded,
        *(one for terms in found.any_of for one in terms),
    ):
        assert value in text
    if not any(
        (
            *(found.excluded, found.any_of, found.author, found.page),
            *(found.in_title, found.in_section, found.from_date, found.to_date),
        )
    ):
        assert found.text == text or found.newspaper
