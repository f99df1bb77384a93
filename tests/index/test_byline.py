"""Every shape of byline: what was printed, who wrote, who helped, where the body starts."""

from __future__ import annotations

import pytest

from index import byline

LEADS = [
    ("东江日报讯(全媒体记者/方小舟 通讯员/何苗) 近日", ("方小舟",), ("何苗",), "近日"),
    ("东江日报·掌上东江讯(记者/李想)近日", ("李想",), (), "近日"),
    ("本报讯（记者 张三 通讯员 李四 王五） 近日", ("张三",), ("李四", "王五"), "近日"),
    ("新华社西宁6月9日电 中共中央", (), (), "中共中央"),
    ("新华社北京1月7日电(记者陈明、刘 环) 记者", ("陈明", "刘环"), (), "记者"),
    ("本报岚溪1月16日讯（记者 罗青） 16日", ("罗青",), (), "16日"),
    ("东江日报讯(全媒体记者/方小 舟 通 讯员/何苗 谢 雨) 6日", ("方小舟",), ("何苗", "谢雨"), "6日"),
    ("本报7月18日讯(本报记 者 陆明 谢雨) 昨日", ("陆明", "谢雨"), (), "昨日"),
    ("新华社西宁6月9日电来自海边", (), (), "来自海边"),
    ("本报讯为迎接汛期", (), (), "为迎接汛期"),
    ("本报讯(首席记者/谢平孙晨)昨日", ("谢平", "孙晨"), (), "昨日"),
    ("本报讯(记者 姜文 何苗) 昨日", ("姜文", "何苗"), (), "昨日"),
    ("【本報訊】昨日", (), (), "昨日"),
    ("【記者王小明／海濱報導】昨日", ("王小明",), (), "昨日"),
    ("〔記者李大華／海濱報導〕昨日", ("李大華",), (), "昨日"),
    ("【青葉市=山田太郎】青葉市は", ("山田太郎",), (), "青葉市は"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "authors", "helpers", "body"), LEADS)
def test_leads(text: str, authors: tuple[str, ...], helpers: tuple[str, ...], body: str) -> None:
    read = byline.read_lead(text)
    assert read is not None
    assert (read.authors, read.correspondents, text[read.end :]) == (authors, helpers, body)


@pytest.mark.parametrize(
    "text",
    ["本报讯是一种写法", "新华社记者在北京看到", "东江日报社昨日迁址", "近日，本报讯", "(记者"],
)
def test_what_is_no_lead(text: str) -> None:
    assert byline.read_lead(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "东江日报讯(全媒体记者/陆明.通讯员/何苗)",
        "东江日报讯(全媒体记者|陆明 通讯员|何苗)",
        "东江日报讯(全媒体记者/陆明;通讯员/何苗)",
        "东江日报讯(全媒体记者/陆明通讯员/何苗)",
        "东江日报讯【记者/陆明 通讯员/何苗】",
    ],
)
def test_a_misread_mark_between_two_roles_loses_nobody(text: str) -> None:
    read = byline.read_lead(text + " 昨日,大桥通车。")
    assert read is not None
    assert (read.printed, read.authors, read.correspondents) == (text, ("陆明",), ("何苗",))


def test_a_reporter_named_after_the_house_without_brackets() -> None:
    read = byline.read_lead("东江日报讯 记者/陆明 昨日,大桥通车。")
    assert read is not None
    assert (read.authors, read.end) == (("陆明",), 12)


def test_wraps_in_a_byline_are_closed_and_its_spaces_kept() -> None:
    read = byline.read_lead("东江日报讯(全媒体记者/方小 舟 通讯员/何苗) 近日")
    assert read is not None
    assert read.printed == "东江日报讯(全媒体记者/方小舟 通讯员/何苗)"


@pytest.mark.parametrize(
    ("text", "authors", "helpers"),
    [
        ("东江日报全媒体记者/陆明", ("陆明",), ()),
        ("本报记者 陆明 文/图", ("陆明",), ()),
        ("本报记者 陆明 通讯员 何苗 谢雨", ("陆明",), ("何苗", "谢雨")),
        ("□ 记者 陆明 报道", ("陆明",), ()),
        ("文/东江日报全媒体记者 陆明 图/受访者提供", ("陆明",), ()),
        ("策划/宋禾 采写/陆明 摄影/唐月", ("陆明",), ()),
        ("■本报评论员", (), ()),
        ("本报见习记者 陆明 摄影报道", ("陆明",), ()),
        ("文/本报记者陆明 图/唐月", ("陆明",), ()),
        ("本报通讯员 何苗", (), ("何苗",)),
        ("特约评论员 陆明", ("陆明",), ()),
        ("作者:湖滨区 陆明", ("陆明",), ()),
        ("本报记者 陆明 发自东江", ("陆明",), ()),
        ("本报记者陆明 唐月/文 何苗/图", ("陆明", "唐月"), ()),
        ("文 陆明 图 唐月", ("陆明",), ()),
        ("口述:李金树(67岁,原东江船厂工人)", (), ()),
        ("口述/李金树 整理/东江日报记者 陆明", ("陆明",), ()),
        ("By Tobias Wren, Staff Reporter", ("Tobias Wren",), ()),
        ("By JANE DOE and PETER O'NEIL", ("Jane Doe", "Peter O'Neil"), ()),
        ("Par Claire de Montreuil et Luc Arnaud", ("Claire de Montreuil", "Luc Arnaud"), ()),
        ("Von Peter von Hagen", ("Peter von Hagen",), ()),
        ("Por María López y Juan Pérez", ("María López", "Juan Pérez"), ()),
    ],
)
def test_bylines_on_lines_of_their_own(
    text: str, authors: tuple[str, ...], helpers: tuple[str, ...]
) -> None:
    read = byline.read_standalone(text)
    assert read is not None
    assert (read.authors, read.correspondents) == (authors, helpers)


@pytest.mark.parametrize(
    "text",
    ["记者站在路边", "本报记者 陆明 灯草巷在登云街", "By the river, all was quiet.", "作者简介"],
)
def test_what_is_no_byline(text: str) -> None:
    assert byline.read_standalone(text) is None


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("王建国", ("王建国",)),
        ("退休教师 王金树", ("王金树",)),
        ("东江铁路职业学院 宋杰 刘蓉 李佳", ("宋杰", "刘蓉", "李佳")),
        ("旅居海外讀者 鍾慕雲", ("鍾慕雲",)),
        ("欧阳小满", ("欧阳小满",)),
        ("阿里木·买买提", ("阿里木·买买提",)),
        ("何小满(东江二中高二学生)", ("何小满",)),
        ("覃小满", ("覃小满",)),
        ("Priya Montague", ("Priya Montague",)),
    ],
)
def test_names_alone(text: str, authors: tuple[str, ...]) -> None:
    read = byline.read_names(text)
    assert read is not None
    assert read.authors == authors


@pytest.mark.parametrize(
    "text", ["天台快评", "金融", "高质量", "守住底线 不越红线", "Staff Writer", "THE NEWS", "关注"]
)
def test_what_is_no_name(text: str) -> None:
    assert byline.read_names(text) is None


def test_names_that_run_into_the_first_sentence() -> None:
    read = byline.read_opening_name("卜周 拔节生长的小城不断行走。")
    assert read is not None
    assert (read.authors, read.end) == (("卜周",), 3)
    read = byline.read_opening("本报记者 罗青 灯草巷在登云街北侧")
    assert read is not None
    assert read.authors == ("罗青",)
    read = byline.read_opening_name("楚石 拔节生长的小城不断行走。")
    assert read is not None
    assert read.authors == ("楚石",)
    assert byline.read_opening_name("近日 市里召开会议。") is None


@pytest.mark.parametrize(
    ("text", "caption", "authors", "helpers"),
    [
        ("丝瓜丰收了。 东江日报全媒体记者/唐月 摄", "丝瓜丰收了。", ("唐月",), ()),
        ("工人在检修设备。(记者 唐月 摄)", "工人在检修设备。", ("唐月",), ()),
        ("孩子们在练琴。 通讯员/何苗 摄", "孩子们在练琴。", (), ("何苗",)),
        ("大桥合龙。唐月 摄", "大桥合龙。", ("唐月",), ()),
        ("《山门》 唐月 摄", "《山门》", ("唐月",), ()),
        ("游客在湖边散步 唐月 摄", "游客在湖边散步", ("唐月",), ()),
        ("大桥合龙。图/唐月", "大桥合龙。", ("唐月",), ()),
    ],
)
def test_captions_and_their_credits(
    text: str, caption: str, authors: tuple[str, ...], helpers: tuple[str, ...]
) -> None:
    read = byline.read_caption_credit(text)
    assert read is not None
    assert text[: read.start].strip() == caption
    assert (read.authors, read.correspondents) == (authors, helpers)


def test_a_credit_in_front_of_a_column_is_cut_off() -> None:
    text = "东江日报全媒体记者/唐月 摄 话会”,聚焦小区。"
    read = byline.read_credit(text)
    assert read is not None
    assert text[read.end :].strip() == "话会”,聚焦小区。"
    assert byline.read_credit("本报记者 陆明 文/图") is None


@pytest.mark.parametrize(
    ("text", "body", "authors"),
    [
        ("预计年底完工。(李想)", "预计年底完工。", ("李想",)),
        ("(东江日报全媒体记者/陆明 整理)", "", ("陆明",)),
        ("大会闭幕。（据新华社电）", "大会闭幕。", ()),
        ("(本报石塘10月18日专电)", "", ()),
        ("成交1.9吨。（赖青禾 邹平）", "成交1.9吨。", ("赖青禾", "邹平")),
    ],
)
def test_names_in_brackets_at_the_end(text: str, body: str, authors: tuple[str, ...]) -> None:
    read = byline.read_trailer(text)
    assert read is not None
    assert (text[: read.start], read.authors) == (body, authors)


@pytest.mark.parametrize(
    "text", ["以下简称(公司)", "门诊费用的代支付)。", "（照片已转交。—— 编者）"]
)
def test_brackets_that_name_nobody(text: str) -> None:
    assert byline.read_trailer(text) is None


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("唐月 摄", ("唐月",)),
        ("(唐月 摄)", ("唐月",)),
        ("摄影/唐月", ("唐月",)),
        ("记者欧阳畅摄", ("欧阳畅",)),
    ],
)
def test_photo_credits_without_a_role(text: str, authors: tuple[str, ...]) -> None:
    read = byline.read_credit(text)
    assert read is not None
    assert read.authors == authors


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("赛事即日起报名。(晓 帆)", ("晓帆",)),
        ("(成竹 整理)", ("成竹",)),
        ("(作者单位:东江市水利学会)", ()),
    ],
)
def test_pen_names_and_notes_on_the_author_close_an_article(
    text: str, authors: tuple[str, ...]
) -> None:
    read = byline.read_trailer(text)
    assert read is not None
    assert read.authors == authors


@pytest.mark.parametrize("text", ["会议结束。(待续)", "会议结束。(节选)", "会议结束。(经济)"])
def test_what_is_no_pen_name(text: str) -> None:
    assert byline.read_trailer(text) is None


def test_the_agency_that_gave_a_picture_is_nobody() -> None:
    read = byline.read_caption_credit("一名女孩在书市挑选图画书。 新华社/法新")
    assert read is not None
    assert (read.printed, read.authors) == ("新华社/法新", ())
