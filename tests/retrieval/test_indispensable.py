"""No passage answers without a figure, an office or a name of the kind that was asked for; what may
be said in other words is never asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sentences import in_language
from index.tokens import fold
from retrieval.indispensable import indispensable
from retrieval.reasons import NONE_MENTIONS


def lacked(question: str, text: str) -> list[str]:
    """What a text lacks that no answer to the question can do without."""
    return [one.called for one in indispensable(question) if one.lacking(fold(text))]


@pytest.mark.parametrize(
    ("question", "answer", "other", "called"),
    [
        ("改造花了多少钱？", "改造耗资六千多万元。", "工期四个月，换桩12根。", "a sum of money"),
        ("每人能拿到多少奖金？", "奖金每人800元。", "前八名都有奖。", "a sum of money"),
        ("How much did it cost?", "改造耗资六千万元。", "工期四个月，换桩12根。", "a sum of money"),
        ("老渡工今年几岁？", "老渡工今年六十八岁。", "老渡工掌舵三十年。", "an age"),
        ("新船有多重？", "新船重126吨。", "新船载客120人。", "a weight"),
        ("主跨有多长？", "主跨420米。", "主桥顺利合龙，工期三年。", "a length"),
        ("茶园有多少亩？", "茶园1.2万亩。", "茶园去年丰收。", "an area"),
        ("最高气温有多高？", "最高气温31℃。", "明天多云转晴。", "a temperature"),
        ("成品率是多少？", "成品率为98％。", "成品堆满了仓库，共3000件。", "a share"),
        ("这是第几届？", "这是第十届。", "本次文化节办了三天。", "a rank"),
        ("大桥哪一年通航？", "大桥2019年通航。", "大桥通航后，渡口停了。", "a year"),
        ("驿站哪天开放？", "驿站4月9日开放。", "驿站已经开放，每晚7时05分亮灯。", "a day"),
        ("仔姜卖到了哪些国家？", "仔姜卖到越南和泰国。", "仔姜换船销往海外。", "a country"),
        ("重工的董事长是谁？", "董事长顾南枝到场。", "总工程师聂长风到场。", "“董事长”"),
        ("小学的校长叫啥？", "校长岳红英教语文。", "小学有9个学生。", "“校长”"),
        ("谁当选了商会会长？", "商会选出新会长沈一苇。", "商会副秘书陶季平致辞。", "“会长”"),
        ("护理员每月工资多少？", "护理员月薪5000元。", "护理费每天160元。", "“工资”"),
        ("小区有多少户？", "小区住着三百六十户。", "小区6排充电桩。", "a number counted in “户”"),
        ("村里养了多少头牛？", "村里养牛200多只。", "村里养牛多年。", "a number counted in “头”"),
        ("船员有多少名？", "船员共14人。", "船在海上52天。", "a number counted in “名”"),
        ("女子组冠军是谁？", "姚桃第一个冲线，夺冠。", "祁若安获得亚军。", "“冠军”"),
        ("故居在哪条路上？", "故居在中山大道旁。", "故居修缮一新。", "“路”"),
        ("咨询电话是多少？", "咨询电话：0755-2233441。", "可拨打咨询电话，共有20条线。", "“电话”"),
        ("望鹤桥是哪一年建成的？", "望鹤桥建于1987年。", "2023年望鹤桥封闭。", "“建成”"),
    ],
)  # fmt: skip
def test_a_text_that_says_it_lacks_nothing_and_one_that_does_not_lacks_it(
    question: str, answer: str, other: str, called: str
) -> None:
    assert lacked(question, answer) == []
    assert called in lacked(question, other)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("门票多少钱？", "全年免费开放。"),
        ("全年收入增长多少？", "收入比上年多了3.2亿元。"),
        ("水位上涨多少？", "水位上涨两米。"),
        ("运送了多少人次、物资多少吨？", "运送1206人次、物资40吨。"),
        ("油价提高了多少倍？", "油价提高了十倍。"),
        ("有多少家企业拿到资金？", "十二家企业获得扶持。"),
        ("群众的积极性有多高？", "群众纷纷报名。"),
        ("这有多重意义？", "意义深远。"),
        ("為什麼最高额度是多少没有公布？", "有关部门没有说明。"),
        ("作者是谁？", "此书由沈一苇所著。"),
        ("谁是这座桥的设计者？", "桥由沈一苇设计。"),
        ("改造花了多少钱？谁设计的？", "改造由沈一苇设计。"),
        ("是否公布了花费多少钱？", "没有公布。"),
        ("《爱有多深》是谁唱的？", "顾南枝唱红了这首歌。"),
        ("多少投资者受骗？", "八百多名股民受骗。"),
        ("黄金多少？", "金价上涨。"),
        ("降价多少？", "降了两成。"),
        ("冰棍多少钱一根？", "冰棍五分一根。"),
        ("均价多少？", "均价18000/㎡。"),
        ("门票多少钱？", "门票半价。"),
        ("有多少名学生？", "在校学生2300余，分三个校区。"),
        ("造成多少人伤亡？", "事故未造成伤亡。"),
        ("董事长是谁？", "公司老板沈一苇到场。"),
        ("书记是谁的老师？", "沈一苇教过他。"),
        ("女子组冠军是谁？", "姚桃力压群雄，最先撞线。"),
        ("冠军的教练是谁？", "教练是沈一苇。"),
        ("哪个国家级景区免票？", "望鹤湖景区免票。"),
        ("他是哪一年考中的？", "他是光绪年间考中的。"),
        ("驿站哪天开放？", "驿站正月十五开放。"),
        ("市民的水平有多高？", "市民见多识广。"),
        ("几号楼先拆？", "先拆东头那座。"),
        ("董事长是谁？", "Chairman Shen spoke at the ceremony."),
        ("How much did the town know?", "镇上的人都知道。"),
        ("How tall is the tower?", "The tower rises 984 ft."),
        ("How much did it cost?", "It cost ten thousand."),
        ("渡し賃はいくらですか。", "渡し舟は今も動いている。"),
        ("改造花了多少钱？", "川の渡し場は百年前からある。"),
        ("How much did it cost?", "Die Brücke war teuer."),
        ("改造花了多少钱？", "Мост стоил дорого."),
        ("镇里有多少人口？", "面积127平方公里，人口8.57万。"),
        ("这是第几届丝瓜节？", "首届丝瓜节开幕。"),
        ("How many passengers?", "The ferry was full on the first day."),
        ("哪家公司造的船？", "船由青澜江造船厂建造。"),
        ("介绍一下青澜江", "青澜江上有渡船。"),
        ("轮渡什么时候开航？", "青澜江轮渡开航。"),
    ],
)
def test_what_may_be_said_otherwise_is_not_missed(question: str, text: str) -> None:
    assert lacked(question, text) == []


@pytest.mark.parametrize(
    "question",
    [
        "改造花了多少钱？",
        "老渡工今年几岁？",
        "新船有多重？",
        "主跨有多长？",
        "茶园有多少亩？",
        "最高气温有多高？",
        "成品率是多少？",
        "这是第几届？",
        "哪一年通航？",
        "驿站在哪天？",
        "仔姜卖到了哪些国家？",
        "重工的董事长是谁？",
    ],
)
def test_what_is_lacked_is_told_in_chinese(question: str) -> None:
    (needed,) = indispensable(question)
    sentence = NONE_MENTIONS.format(needed.called)
    assert not any(letter.isascii() and letter.isalpha() for letter in in_language(sentence, "zh"))


@given(question=st.text(max_size=60), text=st.text(max_size=200))
def test_any_question_and_text_can_be_compared(question: str, text: str) -> None:
    assert all(one.called for one in indispensable(question) if one.lacking(fold(text)))
