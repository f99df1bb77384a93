"""Invented pages cut into articles, one convention of the trade at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.readers.text import read_text
from index.records import Article, IssueFacts, Reading, SourceText

PAGES = Path(__file__).parent / "pages"

BODY = "会议要求,各级各部门要坚持问题导向,压实责任,确保全年目标任务圆满完成。"
LEAD = "东江日报讯(全媒体记者/方小舟) "


def read(text: str) -> Reading:
    return read_text(SourceText("page.txt", "0" * 64, "utf-8", text), IssueFacts())


def page(*blocks: str) -> list[Article]:
    return list(read("\n\n".join(blocks)).articles)


def headline(*lines: str) -> tuple[str | None, str | None, str | None]:
    article = page(*lines, LEAD + "4月9日,东江湾大桥通车。" + BODY)[0]
    return article.kicker, article.title, article.subtitle


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["东江湾大桥通车"], (None, "东江湾大桥通车", None)),
        (["市委在座谈会上强调", "凝心聚力谋发展"], ("市委在座谈会上强调", "凝心聚力谋发展", None)),
        (["东江高新区:", "一座桥的约定"], ("东江高新区:", "一座桥的约定", None)),
        (["全市首家", "口岸药店开业"], ("全市首家", "口岸药店开业", None)),
        (["一座桥的约定", "——东江湾大桥建设纪实"], (None, "一座桥的约定", "——东江湾大桥建设纪实")),
        (["周望在调研时强调 抓好项目 促进发展"], ("周望在调研时强调", "抓好项目 促进发展", None)),
        (["一座大桥", "连起了两岸人家"], (None, "一座大桥连起了两岸人家", None)),
        (["东江湾大 桥通车"], (None, "东江湾大桥通车", None)),
        (["走出去 天地宽"], (None, "走出去 天地宽", None)),
        (["高考期间\n两条线路延长营运"], (None, "高考期间两条线路延长营运", None)),
        (["他在会上提出", "先听居民的", "再画图纸"], ("他在会上提出", "先听居民的 再画图纸", None)),
        (["一条弄堂的变化", "从一盏路灯说起"], (None, "一条弄堂的变化", "从一盏路灯说起")),
        (["东江湾大桥正式通车", "周望 何苗参加"], (None, "东江湾大桥正式通车", "周望 何苗参加")),
        (["江畔观察", "桥与路", "大桥的启示"], ("江畔观察", "桥与路", "大桥的启示")),
    ],
)  # fmt: skip
def test_kicker_headline_and_subtitle(
    lines: list[str], told: tuple[str | None, str | None, str | None]
) -> None:
    assert headline(*lines) == told


def test_a_bare_short_line_inside_an_article_is_a_subhead_of_it() -> None:
    articles = page("大桥通车", LEAD + BODY, "一座桥的约定", "大桥的建设者们" + BODY)
    assert len(articles) == 1
    assert "\n一座桥的约定\n" in articles[0].body


def test_a_paragraph_broken_by_a_column_goes_on_after_the_blank_line() -> None:
    (article,) = page("大桥通车", LEAD + "大桥全长两公里,双向六", "车道。" + BODY)
    assert "双向六车道。" in article.body
    assert "\n" not in article.body


def test_masthead_fragments_inside_a_sentence_do_not_end_the_article() -> None:
    reading = read(
        "\n\n".join(
            [
                "大桥通车",
                LEAD + "大桥全长两公里,双向六",
                "掌上东江",
                "客户端",
                "中共东江市委主管、主办",
                "车道。",
            ]
        )
    )
    assert [article.body for article in reading.articles] == ["大桥全长两公里,双向六车道。"]
    assert {one.text for one in reading.furniture} >= {"掌上东江", "客户端"}


def test_a_caption_inside_a_sentence_is_an_article_of_its_own() -> None:
    articles = page(
        "大桥通车",
        LEAD + "大桥全长两公里,双向六",
        "工人在检查桥面。 东江日报全媒体记者/唐月 摄",
        "车道。" + BODY,
    )
    assert [article.kind for article in articles] == ["news", "photo_caption"]
    assert articles[0].body.startswith("大桥全长两公里,双向六车道。")
    assert (articles[1].body, articles[1].title) == ("工人在检查桥面。", None)
    assert articles[1].authors == ("唐月",)


def test_a_credit_in_front_of_a_column_belongs_to_the_caption_above() -> None:
    articles = page(
        "大桥通车",
        LEAD + "大桥全长两公里,双向六",
        "工人在检查桥面。",
        "东江日报全媒体记者/唐月 摄 车道。" + BODY,
    )
    assert articles[0].body.startswith("大桥全长两公里,双向六车道。")
    assert articles[1].byline == "东江日报全媒体记者/唐月 摄"


@pytest.mark.parametrize(
    ("mark", "name"),
    [("▶下转02版", "02"), (">>> 下转 A4 版", "A4"), ("(下转第三版)", "3"), ("（紧接第二版）", "2")],
)
def test_jump_marks_end_the_body_and_are_cut(mark: str, name: str) -> None:
    for text in ([LEAD + BODY, mark], [LEAD + BODY + mark]):
        (article,) = page("大桥通车", *text)
        assert (article.jump_to, article.body) == (name, BODY)


@pytest.mark.parametrize("mark", ["◀◀上接01版", "<<< 上接 01 版", "(上接01版)", "（上接第1版）"])
def test_an_article_may_begin_on_another_page(mark: str) -> None:
    (article,) = page(mark, BODY)
    assert article.jump_from in ("01", "1")
    assert article.body == BODY


def test_after_a_jump_a_short_line_is_a_headline() -> None:
    articles = page("大桥通车", LEAD + BODY, "▶下转02版", "走出去", "卜周 拔节生长的小城不断行走。")
    assert [article.title for article in articles] == ["大桥通车", "走出去"]
    assert articles[1].authors == ("卜周",)


def test_a_list_gives_its_heading_to_its_items() -> None:
    articles = page(
        "“献策东江”金点子摘登",
        "加快修桥",
        "东江铁路职业学院\n宋杰 刘蓉",
        BODY,
        "多种果树",
        "退休教师 王金树",
        "山上的坡地适合种桃树,建议由合作社统一育苗。",
        "(东江日报全媒体记者/陆明 整理)",
    )
    assert [article.kind for article in articles] == ["list", "commentary", "commentary"]
    assert articles[0].authors == ("陆明",)
    assert [article.authors for article in articles[1:]] == [("宋杰", "刘蓉"), ("王金树",)]
    assert articles[2].section == "“献策东江”金点子摘登"


def test_briefs_end_with_names_in_brackets() -> None:
    articles = page(
        "大桥通车", LEAD + BODY, "石塘:莲藕开种", "4月7日,石塘区莲藕基地开种。(李想)",
        "岚溪:茶价走高", "4月8日,岚溪县头采茶开市。(何苗)",
    )  # fmt: skip
    assert [article.title for article in articles[1:]] == ["石塘:莲藕开种", "岚溪:茶价走高"]
    assert [article.body[-1] for article in articles[1:]] == ["。", "。"]
    assert articles[2].authors == ("何苗",)


def test_a_notice_is_signed_at_its_end() -> None:
    (_, notice) = page(
        "大桥通车", LEAD + BODY, "关于大桥封闭施工的公告",
        "因大桥维修需要,现将有关事项公告如下:", "一、大桥全桥封闭。", "东江市公安局\n2023年4月7日",
    )  # fmt: skip
    assert (notice.kind, notice.title) == ("notice", "关于大桥封闭施工的公告")
    assert notice.body.endswith("东江市公安局\n2023年4月7日")


def test_a_paragraph_printed_twice_stays_where_it_belongs() -> None:
    twice = "渡口那盏灯照过夜归的人,也该照照后来的人,愿它一直亮下去。"
    reading = read(
        "\n\n".join(
            [
                "公交线开跑",
                LEAD + "氢能公交线今起运营,票价两元,全长二十公里。",
                twice,
                "江畔快评",
                "把灯留下来",
                "江潮",
                "渡口停航了,夜归的人记得那盏灯,后来的人也会记得渡口。",
                twice,
            ]
        )
    )
    assert [article.body.count(twice) for article in reading.articles] == [0, 1]
    assert [one.kind for one in reading.furniture] == ["duplicate"]


def test_letters_of_a_headline_on_lines_of_their_own_are_put_together() -> None:
    (article,) = page("开", "渠", "引", "水", LEAD + BODY)
    assert article.title == "开渠引水"


def test_a_first_letter_on_its_own_line_returns_to_its_headline() -> None:
    (article,) = page("东", "江湾大桥通车", LEAD + "东江湾大桥通车了。" + BODY)
    assert article.title == "东江湾大桥通车"


def test_an_inset_without_a_headline_does_not_end_the_article_around_it() -> None:
    articles = page(
        "丝瓜飞向海外",
        LEAD + "白桥镇的丝瓜首次出口海外,合作社的丝瓜种植户签下订单。",
        "东江日报讯(全媒体记者/李想) 图书馆昨日开放,读者可凭证借阅图书。",
        "",
        "丝瓜种植户收到订单。 东江日报全媒体记者/唐月 摄",
        "白桥镇的丝瓜种植面积今年扩大,合作社还将为出口丝瓜建立冷库。",
    )
    assert "冷库" in articles[0].body
    assert "冷库" not in articles[1].body


WRITTEN = {
    "english": ["COUNCIL APPROVES NEW FERRY LINE", "Lighthouse keeper retires at 81",
                "Storm Closes Coast Road for Second Week", "A bridge too dear", None],
    "french": ["Le port rouvre après la tempête", "Une bibliothèque dans l'ancienne gare",
               "En bref", "Marché aux fleurs", "Don du sang"],
    "german": ["Alte Mühle wird zum Museum", "Radweg endlich durchgehend"],
    "taiwan": ["漁港重生 老冰廠變書店", "颱風季前 全市清疏水溝"],
    "inner": [None, '石塘灌区改造完工 三万亩稻田不再"靠天吃饭"', None,
              "家门口的小变化让日子亮起来", "把好事办到群众心坎上", "时讯快递", None, None,
              "遗失启事"],
}  # fmt: skip


@pytest.mark.parametrize(("name", "titles"), WRITTEN.items())
def test_pages_of_other_papers_and_languages(name: str, titles: list[str | None]) -> None:
    reading = read((PAGES / f"{name}.txt").read_text(encoding="utf-8"))
    assert [article.title for article in reading.articles] == titles


def test_words_divided_at_line_ends_are_whole_again() -> None:
    reading = read((PAGES / "french.txt").read_text(encoding="utf-8"))
    assert "Vingt-deux bateaux" in reading.articles[0].body
    assert "commenceront en septembre" in reading.articles[1].body


def test_the_language_of_an_article_is_told() -> None:
    for name, language in (("english", "en"), ("french", "fr"), ("german", "de"),
                           ("japanese", "ja"), ("inner", "zh")):  # fmt: skip
        reading = read((PAGES / f"{name}.txt").read_text(encoding="utf-8"))
        assert reading.articles[0].language == language


def test_the_end_of_an_article_may_stand_before_everything_else() -> None:
    leak = LEAD + "4月9日,老街一处燃气管道漏气。抢修队提醒居民危"
    library = LEAD + "4月9日起,市图书馆周末开放至晚九时。" + BODY
    end = "险解除后才可返回家中。" + BODY
    articles = page(end, "老街燃气管道漏气", leak, "市图书馆周末开放", library)
    assert [article.title for article in articles] == ["老街燃气管道漏气", "市图书馆周末开放"]
    assert "提醒居民危险解除后" in articles[0].body
    assert articles[0].notes == ("the end of the text stands at the head of the page",)


def test_items_of_a_list_that_open_with_a_mark_are_articles_of_their_own() -> None:
    articles = page("环球速览", "■东京 樱花昨日开放,比常年早一周。", "■开罗 考古人员发现一座古墓。")
    assert [(one.title, one.kicker) for one in articles[1:]] == [(None, "环球速览")] * 2


def test_no_headline_hides_in_a_sentence_cut_off_by_a_column_end() -> None:
    cut = "4月9日上午,青澜江流域治理现场推进会在鹭洲区"
    article = page("一江清水出东江", "□本报记者 方小舟", cut, "的芦花港召开,各县区到会。" + BODY)[0]
    assert article.title == "一江清水出东江"
    assert article.body.startswith(cut + "的芦花港召开")


def test_a_date_below_a_notice_is_no_masthead_and_one_among_columns_is() -> None:
    text = "因检修,4月12日停水一天。特此公告。"
    notice = read("\n\n".join(["停水公告", text, "东江市自来水公司\n2023年4月9日"]))
    assert notice.articles[0].body.endswith("2023年4月9日")
    body = LEAD + "4月9日,东江湾大桥通车。" + BODY
    assert read("\n\n".join(["2023.4.10", "东江湾大桥通车", body])).facts.inferred == ()
    assert (
        read("\n\n".join(["要闻 4", "2023年4月10日", "东江湾大桥通车", body])).facts.inferred == ()
    )
