"""Verse, chronologies, figures, contents boxes and lists: lines that are no headlines."""

from __future__ import annotations

from index.readers.text import read_text
from index.records import Article, IssueFacts, SourceText

LEAD = "东江日报讯(全媒体记者/方小舟) "
NEWS = LEAD + "4月9日,东江湾大桥通车。会议要求,各级各部门要压实责任,确保全年目标任务完成。"


def page(*blocks: str) -> list[Article]:
    source = SourceText("page.txt", "0" * 64, "utf-8", "\n\n".join(blocks))
    return list(read_text(source, IssueFacts()).articles)


def told(articles: list[Article]) -> list[tuple[str | None, str]]:
    return [(one.title, one.kind) for one in articles]


def test_a_poem_is_one_signed_article_with_its_stanzas() -> None:
    poem = ("渡口两题", "何小满", "早渡", "船把对岸\n一寸一寸\n摇过来\n天就亮了")
    rest = ("晚渡", "船把灯火\n一盏一盏\n还给对岸\n自己留下水声")
    first, second = page(*poem, *rest, "大桥通车", NEWS)
    assert (first.title, first.authors) == ("渡口两题", ("何小满",))
    assert first.body.startswith("早渡\n船把对岸\n一寸一寸")
    assert first.body.endswith("\n自己留下水声")
    assert "\n晚渡\n" in first.body
    assert second.title == "大桥通车"


def test_letters_of_a_vertical_headline_are_no_verse() -> None:
    (article,) = page("东\n江\n大\n桥\n通\n车", NEWS)
    assert article.title == "东江大桥通车"


def test_a_chronology_and_a_box_of_figures_stand_for_themselves() -> None:
    years = "1983年 成立指挥部。\n1998年 首次普查。\n2013年 干管贯通。"
    figures = "28公里 全长\n62公里 干管\n613家 商户"
    articles = page("大桥通车", NEWS, "东江治理大事记", years, "数字东江", figures)
    assert told(articles) == [
        ("大桥通车", "news"), ("东江治理大事记", "list"), ("数字东江", "list")
    ]  # fmt: skip
    assert articles[1].body == years
    assert articles[2].body == figures


def test_a_headed_contents_box_is_a_list_and_a_lone_pointer_is_not() -> None:
    box = ("今日导读", "书房一年接待九万人次 A5版\n秋茶开采茶农忙 A6版")
    articles = page("大桥通车", NEWS, *box)
    assert told(articles) == [("大桥通车", "news"), ("今日导读", "list")]
    assert told(page("大桥通车", NEWS, "书房一年接待九万人次 A5版")) == [("大桥通车", "news")]


def test_a_day_of_a_diary_is_no_headline() -> None:
    diary = ("10月13日 晴", "到村第一天,我去村部找支书,门锁着。", "10月14日 多云", "下地收稻。")
    (article,) = page("会开到了田埂上", "本报记者 陆明", *diary)
    assert article.body.split("\n") == list(diary)


def test_briefs_of_a_sentence_each_are_one_list() -> None:
    articles = page(
        "简讯", "●市总工会启动申报。(陆明)", "●气象局提醒注意防寒。", "●书店开业。(唐月)"
    )
    assert told(articles) == [("简讯", "list")]
    assert articles[0].authors == ("陆明", "唐月")
    assert articles[0].body.count("●") == 3


def test_items_that_open_with_their_place_are_articles() -> None:
    items = ("■巴黎 塞纳河水位上涨。", "■开罗 考古人员发现古墓。")
    assert len([one for one in page("环球速览", *items) if one.body]) == 2


def test_a_shelf_of_books_is_a_list_and_one_book_is_not() -> None:
    books = (
        "《东江词选》",
        "石见清编,收词三百首,注释详明。",
        "《江的背影》",
        "俞泉著,写船工与码头。",
    )
    assert [one.title for one in page("新书架", *books)] == [
        "新书架",
        "《东江词选》",
        "《江的背影》",
    ]
    (one,) = page("新书架", *books[:2])
    assert (one.kicker, one.title) == ("新书架", "《东江词选》")


def test_questions_and_answers_under_a_column_are_articles_of_it() -> None:
    column = ("市长信箱", "(本报记者 陆明 整理)")
    first = ("楼道灯归谁管?", "问:楼道灯坏了半年无人修。", "答:由产权单位负责。")
    second = ("广场舞谁来管?", "问:每晚十点后仍有扩音器。", "答:已与广场协商。")
    articles = page(*column, *first, *second)
    assert [one.title for one in articles] == ["市长信箱", first[0], second[0]]
    assert articles[0].authors == ("陆明",)
    assert [one.section for one in articles[1:]] == ["市长信箱", "市长信箱"]


def test_what_the_printer_and_the_picture_desk_say_belongs_to_no_article() -> None:
    (article,) = page(
        "大桥通车", NEWS, "本版图文除署名外由本报资料室提供", "本报激光照排 东江印刷厂印刷"
    )
    assert article.body.endswith("完成。")


def test_a_caption_may_say_last_what_it_shows() -> None:
    shown = "10月7日下午,东江西站迎来客流高峰。图为志愿者引导旅客上车。"
    head = ("交通部门部署运输保障时强调", "优化运力配置 确保群众出行")
    caption, news = page(*head, shown, "新华社北京10月10日电 交通部门10日召开会议。")
    assert (news.byline, news.kind) == ("新华社北京10月10日电", "news")
    assert (caption.body, caption.kind) == (shown, "photo_caption")


def test_two_even_phrases_below_a_figure_of_speech_are_its_subtitle() -> None:
    (article,) = page("“小菜园”种出邻里情", "边角荒地认领 四季蔬果共享", NEWS)
    assert (article.title, article.subtitle) == ("“小菜园”种出邻里情", "边角荒地认领 四季蔬果共享")


def test_any_word_may_sign_below_a_column_of_comment() -> None:
    (article,) = page("东江快评", "一座桥的启示", "远山", "大桥通车,两岸同城。这是好事。")
    assert (article.kicker, article.authors, article.kind) == ("东江快评", ("远山",), "commentary")


def test_a_paragraph_printed_twice_in_other_marks_is_a_duplicate() -> None:
    once = "大桥全长两公里,双向六车道,桥下净空十八米,可过千吨轮船。"
    again = "大桥全长两公里，双向六车道，桥下净空十八米， 可过千吨轮船。"
    (article,) = page("大桥通车", NEWS, once, "市里还将修两条路。", again)
    assert article.body.count("可过千吨轮船") == 1


def test_an_article_signed_in_another_way_than_the_items_ends_their_list() -> None:
    items = ("球赛落幕", "球赛昨日落幕。", "(何苗)", "横渡东江", "老人昨日横渡东江。", "(唐月)")
    own = ("小镇排球五十年", "本报记者 陆明", "傍晚六点,晒谷坪上的球网拉了起来。")
    *_, last = page("体坛快讯", *items, *own)
    assert (last.title, last.section) == ("小镇排球五十年", None)


def test_marks_in_a_row_open_items_and_no_captions() -> None:
    items = "▲市图书馆新增借阅点六处,即日起开放。\n▲大桥维修工程开工,预计年底完工。"
    assert "photo_caption" not in [one.kind for one in page("大桥通车", NEWS, "短讯", items)]


def test_marks_on_a_page_without_full_stops_open_running_text() -> None:
    old = ("▲某伶昨自平抵滬、寓某某旅社、", "▲某君將於下週北上、聞有要公、")
    assert "photo_caption" not in [one.kind for one in page("伶界近訊", old[0], "另訊", old[1])]


def test_the_short_name_of_an_old_paper_is_its_nameplate() -> None:
    text = "鏡報\n\n中華民國十二年四月三日\n\n伶界近訊\n\n某伶昨自平抵滬、寓某某旅社、聞將登臺、"
    reading = read_text(SourceText("page.txt", "", "utf-8", text), IssueFacts())
    assert reading.facts.newspaper == "鏡報"
    assert all("鏡報" not in (one.title or "") for one in reading.articles)
