"""What the pages draw and link: chips, timelines, calendars, drafts."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import parse_qs

import pytest

from bot.http.page_ask import shared_words
from bot.http.page_browse import with_words
from bot.http.page_calendar import calendar
from bot.http.page_chips import Chip, chips, unsaid
from bot.http.page_draft import marked, numbered
from bot.http.page_links import changed
from bot.http.page_timeline import HEIGHT, timeline
from bot.http.rendering import begins
from bot.http.wording import PAGE_WORDS
from retrieval.records import Interpretation
from retrieval.verdicts import Verification
from tests.bot.newspaper import FERRY, hit_of


def test_both_languages_say_the_same_things() -> None:
    zh, en = PAGE_WORDS["zh"], PAGE_WORDS["en"]
    assert zh.keys() == en.keys()
    for key in zh:
        assert sorted(zh[key].count(brace) for brace in "{}") == sorted(
            en[key].count(brace) for brace in "{}"
        ) or key in ("day", "month", "month_of"), key


def test_a_link_changes_one_field_and_keeps_the_others() -> None:
    asked = [("q", "桥 & <船>"), ("from", "2023-01-01"), ("empty", "")]
    assert parse_qs(changed(asked, from_=None, near="true")[1:]) == {
        "q": ["桥 & <船>"],
        "near": ["true"],
    }
    assert changed([("q", "\ud800")]) == "?q=%3F"


def without(chip: Chip) -> dict[str, list[str]]:
    assert chip.without is not None
    return parse_qs(chip.without[1:])


def test_a_period_read_from_words_is_switched_off_and_one_given_is_dropped() -> None:
    days = (date(2023, 4, 1), date(2023, 4, 30))
    read = Interpretation("zh", *days, time_words=("去年四月",), words="去年四月的桥")
    (chip,) = chips(read, {"q": "去年四月的桥"}, "zh")
    assert chip.value == "2023年4月1日 – 2023年4月30日"
    assert chip.why == "出自“去年四月”"
    assert without(chip) == {"q": ["去年四月的桥"], "use_dates": ["false"]}
    (chip,) = chips(read, {"q": "桥", "from": "2023-04-01", "to": "2023-04-30"}, "en")
    assert (chip.value, chip.why) == ("1 April 2023 – 30 April 2023", "")
    assert without(chip) == {"q": ["桥"]}
    read = Interpretation("zh", *days, time_words=("2023-04",), words="桥")
    (chip,) = chips(read, {"q": "日期：2023-04 桥"}, "zh")
    assert without(chip) == {"q": ["桥"]}


@pytest.mark.parametrize(
    ("reading", "question", "rest"),
    [
        (Interpretation("zh", phrases=("全桥封闭",)), "“全桥封闭”多久", "全桥封闭多久"),
        (Interpretation("zh", excluded=("马拉松",)), "望鹤桥 -马拉松", "望鹤桥"),
        (Interpretation("en", excluded=("race day",)), 'bridge NOT "race day"', "bridge"),
        (Interpretation("zh", author="林望舒"), "望鹤桥 作者:林望舒", "望鹤桥"),
        (Interpretation("zh", author="林望舒"), "作者： 林望舒 望鹤桥", "望鹤桥"),
        (Interpretation("zh", in_title=("封闭",)), "题：“封闭” 望鹤桥", "望鹤桥"),
        (Interpretation("en", in_section=("Sports",)), "bridge section: Sports", "bridge"),
        (Interpretation("zh", page="02"), "版面：02 望鹤桥", "望鹤桥"),
    ],
)
def test_an_operator_is_taken_out_of_the_question(
    reading: Interpretation, question: str, rest: str
) -> None:
    (chip,) = chips(reading, {"q": question}, "zh")
    assert without(chip) == {"q": [rest]}


def test_the_last_words_of_a_question_are_never_taken_out() -> None:
    (chip,) = chips(Interpretation("zh", author="林望舒"), {"q": "作者:林望舒"}, "zh")
    assert chip.without is None


def test_notes_that_a_chip_says_are_not_said_again() -> None:
    read = Interpretation("zh", date(2023, 4, 1), time_words=("四月",))
    notes = ["“四月” is read as 2023-04-01.", "Only what was printed from x on is searched, …", "!"]
    assert unsaid(notes, read) == ["!"]
    assert unsaid(notes, Interpretation("zh")) == notes


def test_a_timeline_has_every_month_between_the_first_and_the_last() -> None:
    drawn = timeline([("2022-11", 4), ("2023-02", 1)])
    assert drawn is not None
    assert drawn.unit == "month"
    assert [bar.count for bar in drawn.bars] == [4, 0, 0, 1]
    assert [bar.first for bar in drawn.filled] == [date(2022, 11, 1), date(2023, 2, 1)]
    assert drawn.bars[-1].last == date(2023, 2, 28)
    assert drawn.bars[0].height == HEIGHT
    assert drawn.named(drawn.bars[0], "zh") == "2022年11月"
    assert drawn.named(drawn.bars[0], "en") == "November 2022"


def test_a_long_timeline_is_drawn_by_the_year_and_shows_the_least_count() -> None:
    drawn = timeline([("1938-04", 1), ("2023-02", 900), ("2023-03", 100)])
    assert drawn is not None
    assert drawn.unit == "year"
    assert len(drawn.bars) == 2023 - 1938 + 1
    assert [bar.count for bar in drawn.filled] == [1, 1000]
    assert drawn.filled[0].height >= 3
    assert drawn.named(drawn.filled[0], "zh") == "1938年"


def test_one_month_is_no_timeline() -> None:
    assert timeline([("2023-04", 12)]) is None
    assert timeline([]) is None


def test_a_daily_without_sundays_misses_only_what_it_owes() -> None:
    days = [date(2023, 1, 2) + timedelta(n) for n in range(59)]
    gone = {date(2023, 1, 18), date(2023, 1, 19), date(2023, 2, 7)}
    counts = {day: 10 for day in days if day.weekday() != 6 and day not in gone}
    year = calendar(counts, 2023, days[0], days[-1])
    assert year.gaps == (
        (date(2023, 1, 18), date(2023, 1, 19)),
        (date(2023, 2, 7), date(2023, 2, 7)),
    )
    assert year.missing == 3
    assert [month.first.month for month in year.months] == [1, 2, 3]
    assert sum(len(month.gaps) for month in year.months) == 3


def test_few_issues_tell_nothing_of_when_one_is_due() -> None:
    counts = {date(2023, 4, 10): 31}
    year = calendar(counts, 2023, date(2023, 4, 10), date(2024, 1, 18))
    assert year.gaps == ()
    assert [month.count for month in year.months] == [31, *[0] * 8]


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("台风过后，颱風又来。", ("台风",), ["台风", "颱風"]),
        ("The Bridge and the bridges", ("bridge",), ["Bridge", "bridge"]),
        ("甲.乙 甲+乙", ("甲+乙",), ["甲+乙"]),
        ("望鹤桥全桥", ("桥", "望鹤桥"), ["望鹤桥", "桥"]),
        ("升至Ⅱ级，台风来了", ("台风",), ["台风"]),
        ("升至Ⅱ级", ("i",), ["Ⅱ"]),
        ("望鹤桥", (), []),
    ],
)
def test_the_words_looked_for_are_marked_however_written(
    text: str, words: tuple[str, ...], marked: list[str]
) -> None:
    stretches = with_words(text, words)
    assert "".join(said for said, _ in stretches) == text
    assert [said for said, held in stretches if held] == marked


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("短句。\n下一段", "短句。"),
        ("江" * 30, "江" * 24 + "…"),
        ("The ferry " * 9, "The ferry The ferry The ferry The ferry The…"),
        ("x" * 90, "x" * 48 + "…"),
        (" \n", ""),
    ],
)
def test_what_has_no_headline_is_named_by_its_first_words(text: str, name: str) -> None:
    assert begins(text) == name


def test_a_draft_is_marked_without_losing_a_letter_and_only_outside_in() -> None:
    text = "他说：“甲说‘乙’了。”完"
    outer, inner = (
        Verification("甲说‘乙’了。", "near", (), (4, 11)),
        Verification("乙", "exact", (), (7, 8)),
    )
    stretches = marked(text, numbered([outer, inner]))
    assert "".join(one.text for one in stretches) == text
    assert [one.checked.number for one in stretches if one.checked] == [1]


@pytest.mark.parametrize(
    ("question", "shared"),
    [
        ("渡工陈守义撑了几年船？", ["渡工陈守义撑了", "年船"]),
        ("登云渡口的渡工是谁", ["登云渡口", "渡工"]),
        ("Who is the ferryman 陈守义?", ["陈守义"]),
        ("火星在哪里", []),
    ],
)
def test_shared_words_are_told_in_one_piece_and_stand_in_the_passage(
    question: str, shared: list[str]
) -> None:
    assert shared_words(question, hit_of(FERRY)) == shared
