"""What printed corrections say they correct, read by rule."""

from __future__ import annotations

from datetime import date

import pytest

from index.records import Article
from retrieval.correcting import LONGEST_NOTICE, is_heading, notices, says_so
from retrieval.correcting_days import day_of

PRINTED = date(2023, 4, 13)  # a Thursday


def article(title: str | None, body: str, printed: date | None = PRINTED) -> Article:
    return Article(body=body, parts=(), title=title, issue_date=printed)


@pytest.mark.parametrize(
    "heading",
    ["更正", "勘误", "更　正", "【更正】", "更正启事", "更正与致歉", "致歉与更正", "重要更正",
     "本报更正", "勘誤", "關於輪渡報道的更正啟事", "更正：轮渡票价", "来函照登", "Correction",
     "CORRECTIONS", "Erratum", "Errata", "Corrections and Clarifications",
     "Correction: Ferry Fares"],
)  # fmt: skip
def test_a_correction_is_known_by_its_heading(heading: str) -> None:
    assert is_heading(heading)


@pytest.mark.parametrize(
    "heading",
    ["市民更正户口信息可网上办理", "更正确的选择", "勘误的故事", "House of Correction Reopens",
     "Course Corrections at Sea", "大坝合龙", "", None],
)  # fmt: skip
def test_another_heading_is_none_of_a_correction(heading: str | None) -> None:
    assert not is_heading(heading)


@pytest.mark.parametrize(
    ("body", "day", "page", "title", "amended"),
    [
        ("本报4月10日01版《轮渡重新开航》一文中，“载客120人”应为“载客210人”。特此更正。",
         date(2023, 4, 10), "01", "轮渡重新开航", [("载客120人", "载客210人")]),
        ("昨日本报三版《轮渡重新开航》报道中，将“周水生”误写为“周永生”，特此更正。",
         date(2023, 4, 12), "3", "轮渡重新开航", [("周永生", "周水生")]),
        ("本报10日头版消息《轮渡》，文中票价每人2元应为每人3元。",
         date(2023, 4, 10), "1", "轮渡", [("票价每人2元", "每人3元")]),
        ("4月10日《云汀晚报》A2版以“灯下”为题的报道中，“甲校”系“乙校”之误。",
         date(2023, 4, 10), "A2", "灯下", [("甲校", "乙校")]),
        ("本报上周三第十二版《大坝》一文有误，正文第二段“3.6公里”应更正为“36公里”，“合拢”应为“合龙”。",
         date(2023, 4, 5), "12", "大坝", [("3.6公里", "36公里"), ("合拢", "合龙")]),
        ("貴報4月10日第一版《輪渡》一文，「載客120人」有誤，應為「載客210人」。",
         date(2023, 4, 10), "1", "輪渡", [("載客120人", "載客210人")]),
        ("本报2022年12月30日《船屋》一文作者姓名有误，特此更正。",
         date(2022, 12, 30), None, "船屋", []),
        ("12月30日本报A叠《船屋》的图片说明中，“左一”更正为“右一”。",
         date(2022, 12, 30), None, "船屋", [("左一", "右一")]),
        ("因编辑失误，4月10日A01版头条《轮渡从新开航》标题中“从新”应为“重新”。",
         date(2023, 4, 10), "A01", "轮渡从新开航", [("从新", "重新")]),
        ("本报昨刊《轮渡》一文，“周水生”的名字有误，应为“周永生”。",
         date(2023, 4, 12), None, "轮渡", [("周水生", "周永生")]),
        ("本报周一（4月10日）03版《轮渡》一文，因作者笔误，将‘四月’误为‘五月’。",
         date(2023, 4, 10), "03", "轮渡", [("五月", "四月")]),
        ("An article on Monday on Page A3 about the ferry misstated the number of passengers. "
         "It was 210, not 120.", date(2023, 4, 10), "A3", None, [("120", "210")]),
        ("An article on Friday, April 7, on Page A3 misstated the rent. It is $30, not $300.",
         date(2023, 4, 7), "A3", None, [("$300", "$30")]),
        ("In the article “Six Thousand Run” (April 10, page 1), “Chen Ye” should read “Chen Yue.”",
         date(2023, 4, 10), "1", "Six Thousand Run", [("Chen Ye", "Chen Yue")]),
        ("A report headlined “Market Moves” in yesterday's paper was wrong: the rent is $30, not "
         "$300, a month.", date(2023, 4, 12), None, "Market Moves", [("$300", "$30")]),
    ],
)  # fmt: skip
def test_a_notice_says_what_it_corrects(
    body: str, day: date, page: str | None, title: str | None, amended: list[tuple[str, str]]
) -> None:
    (notice,) = notices(article("更正", body))
    assert (notice.day, notice.page, notice.title) == (day, page, title)
    assert [tuple(one) for one in notice.amended] == amended
    assert body[notice.start : notice.end] == notice.text == body


def test_a_column_of_corrections_is_read_one_by_one() -> None:
    body = (
        "本报4月10日01版《轮渡》一文中，“120人”应为“210人”。\n"
        "本报4月11日02版《大桥》一文中，“四个月”应为“四十天”。\n"
        "特此更正，并向读者致歉。"
    )
    first, second = notices(article("更正", body))
    assert (first.title, second.title) == ("轮渡", "大桥")
    assert second.text.endswith("致歉。")
    assert body[second.start : second.end] == second.text


def test_a_correction_at_the_foot_of_another_article_is_found() -> None:
    body = "大坝昨日合龙。\n更正：本报10日3版《大坝》中“3.6公里”一处有误，应为“36公里”。"
    (notice,) = notices(article("大坝合龙", body))
    assert notice.text.startswith("更正：")
    assert says_so(body)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("更正", "关于2022年年度报告的更正公告，本公司董事会保证内容真实。"),
        ("轮渡重新开航", "本报4月10日01版《轮渡》一文中，“120人”应为“210人”。"),
        ("来函照登", "贵报4月10日《轮渡》一文写得好，读来亲切。"),
        ("更正", "更正" * LONGEST_NOTICE),
        ("更正", ""),
    ],
)
def test_what_corrects_nothing_of_a_newspaper_is_no_notice(title: str, body: str) -> None:
    assert notices(article(title, body)) == []


def test_a_day_without_a_year_means_nothing_when_the_notice_has_no_day() -> None:
    assert day_of("本报4月10日《轮渡》", None) is None
    assert day_of("本报昨日《轮渡》", None) is None
    assert day_of("本报2023年4月10日《轮渡》", None) == date(2023, 4, 10)


def test_a_day_among_the_wrong_words_is_not_the_day_of_the_issue() -> None:
    assert day_of("“4月1日”应为“5月1日”，见本报4月10日《轮渡》", PRINTED) == date(2023, 4, 10)
