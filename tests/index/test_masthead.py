"""What a page prints about itself, and what may be worked out from its datelines."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunar_python import Solar

from index.datelines import issue_date
from index.masthead import facts_of, page_name, prefer, printed_facts
from index.readers.text import read_text
from index.records import IssueFacts, SourceText, split_lines


def facts(text: str) -> IssueFacts:
    return printed_facts(list(split_lines(text)))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021年6月10日 星期四", date(2021, 6, 10)),
        ("二〇〇八年八月八日 星期五", date(2008, 8, 8)),
        ("民國九年四月三日", date(1920, 4, 3)),
        ("中華民國112年4月10日 星期一", date(2023, 4, 10)),
        ("民国九十七年八月八日", date(2008, 8, 8)),
        ("庚申年二月十五日星期六", date(1920, 4, 3)),
        ("癸卯年闰二月二十 第23271期\n国内统一连续出版物号CN 11-0001", date(2023, 4, 10)),
        ("2023年4月10日 星期一 农历癸卯年闰二月二十", date(2023, 4, 10)),
        ("Friday, April 14, 2023   Vol. 7 No. 15", date(2023, 4, 14)),
        ("Mardi 14 mars 2023 – N° 8412", date(2023, 3, 14)),
        ("Freitag, 3. März 2023, Nr. 53", date(2023, 3, 3)),
        ("viernes, 10 de marzo de 2023", date(2023, 3, 10)),
        ("2023-04-10", date(2023, 4, 10)),
        ("2023年4月10日 星期二", None),
        ("Monday, April 14, 2023", None),
        ("2023年2月30日", None),
        ("第18642期 今日8版", None),
    ],
)
def test_printed_dates(text: str, day: date | None) -> None:
    assert facts(text).issue_date == day


def test_a_misread_calendar_yields_to_the_one_the_weekday_agrees_with() -> None:
    assert facts("2023年4月18日 星期一 农历癸卯年闰二月二十").issue_date == date(2023, 4, 10)


@pytest.mark.parametrize(
    ("text", "printed"),
    [("第23271期", "23271"), ("总第1,234期", "1234"), ("Vol. 7 No. 15", "15"),
     ("– N° 8412 –", "8412"), ("第一千二百期", None), ("第9876號", "9876"), ("今日8版", None)],
)  # fmt: skip
def test_issue_numbers(text: str, printed: str | None) -> None:
    assert facts(text).issue_number == printed


@pytest.mark.parametrize(
    ("text", "name"),
    [("A1版", "A1"), ("02 要闻·民生", "02"), ("A3 县区", "A3"), ("第3版", "3"), ("第三版", "3"),
     ("癸卯年闰二月二十 星期一 第03版", "03"), ("Page 4", "4"), ("第18642期 今日8版", None),
     ("下转02版", None)],
)  # fmt: skip
def test_page_names(text: str, name: str | None) -> None:
    assert page_name(text) == name


def test_cn_numbers_and_names() -> None:
    read = facts("东江日报\n国内统一连续出版物号 CN 99-0017")
    assert (read.newspaper, read.cn) == ("东江日报", "99-0017")
    assert facts("THE HARBOUR TIMES\nThursday, March 9, 2023").newspaper == "The Harbour Times"
    assert facts("LE COURRIER DE LA BAIE").newspaper == "Le Courrier de la Baie"


def test_a_paper_that_signs_its_reports_is_the_newspaper() -> None:
    read = facts_of([], ["东江日报讯(记者/李想)", "本报记者 何苗"], [], "", [], IssueFacts())
    assert read.newspaper == "东江日报"
    assert read.inferred == ()


def test_a_front_page_is_inferred_from_masthead_and_jumps() -> None:
    lines = list(split_lines("国内统一连续出版物号 CN 99-0017"))
    assert facts_of(lines, [], [], "", ["A4"], IssueFacts()).page == "A1"
    read = facts_of(lines, [], [], "", ["02"], IssueFacts())
    assert (read.page, read.inferred) == ("01", ("page",))
    assert facts_of([], [], [], "", ["02"], IssueFacts()).page is None


def test_given_facts_win_and_are_not_inferred() -> None:
    read = IssueFacts(issue_date=date(2020, 1, 2), page="1", inferred=("issue_date", "page"))
    kept = prefer(IssueFacts(issue_date=date(2021, 1, 2)), read)
    assert (kept.issue_date, kept.inferred) == (date(2021, 1, 2), ("page",))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("6月8日,会议召开。迎接中国共产党成立100周年。", date(2021, 6, 9)),
        ("3月25日开工。去年,全社组团参加2023年产销会。", date(2024, 3, 26)),
        ("3月25日开工。去年产值比2019年增长一成。", None),
        ("3月25日开工。2023年3月启动的项目仍在推进。", None),
        ("6月8日,省里公布2021年标杆名单。", date(2021, 6, 9)),
        ("1月8日,省里公布2021年标杆名单。", None),
        ("会议召开。今年是2022年。", None),
        ("12月31日,今年是2022年。", date(2023, 1, 1)),
        ("2月30日,今年是2022年。", None),
        ("8月4日,今年上半年出口比2021年同期增长两成。", date(2022, 8, 5)),
        ("9月4日,2024年秋季开学前夕,市图书馆推出新服务。", date(2024, 9, 5)),
        ("10月9日至10日,督查组来访。今年是“十四五”开局之年。", date(2021, 10, 11)),
        ("10月10日,基地揭牌。\n\n改革开放40周年巡礼\n\n四次搬家", date(2018, 10, 11)),
        ("8月26日,截至2023年7月底,成交四千辆。", date(2023, 8, 27)),
        ("自8月10日起,航线恢复。今年是2022年。", None),
        ("即日起至7月8日,热线开通。今年是2022年。", None),
        ("6月8日,今年是2021年。大桥预计2027年6月建成。", date(2021, 6, 9)),
    ],
)
def test_the_day_after_the_latest_dateline_when_the_year_is_told(
    text: str, day: date | None
) -> None:
    told = issue_date([text.split("。")[0] + "。"], text)
    assert (told.day if told else None) == day


@given(st.dates(date(1950, 1, 1), date(2026, 1, 1)))
def test_every_lunar_day_with_its_weekday_is_read_back(day: date) -> None:
    lunar = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    named = f"{lunar.getMonthInChinese()}月{lunar.getDayInChinese()}"
    week = "星期" + "一二三四五六日"[day.weekday()]
    alone = facts(f"农历{lunar.getYearInGanZhi()}年{named} {week} 第8123期")
    both = facts(f"{day.year}年{day.month}月{day.day}日 {week} {lunar.getYearInGanZhi()}年{named}")
    assert both.issue_date == day
    assert both.inferred == ()
    assert alone.issue_date in (day, None)


def test_a_lunar_year_that_only_its_age_tells_is_inferred() -> None:
    assert facts("辛丑年五月初一 第8123期").inferred == ("issue_date",)
    assert facts("辛丑年五月初一 第8123期\nCN 11-0001").inferred == ()


def test_days_of_notices_and_lists_date_no_issue() -> None:
    news = "大桥通车\n\n本报讯(记者 陆明) 4月9日,东江湾大桥通车。今年是2021年。"
    notice = "停水通知\n\n4月20日,城东片区停水。请提前储水。"
    assert read_text(
        SourceText("a.txt", "", "utf-8", f"{news}\n\n{notice}"), IssueFacts()
    ).facts == (
        IssueFacts(
            issue_date=date(2021, 4, 10),
            inferred=("issue_date",),
            evidence=("4月9日", "今年是2021年"),
        )
    )
