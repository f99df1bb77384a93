"""A printed correction is laid to the article it corrects, and to no other."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.http.shapes import CitationShape, CitedPassageShape
from bot.sentences import in_language
from index.archive import FILE_NAME
from index.build import index_paths
from index.removing import remove
from retrieval.answerer import Answerer, open_answerer
from retrieval.records import Question
from retrieval.views import CitedPassage

FERRY = (
    "4月9日，停航三年的青澜江轮渡重新开航。首班渡船载客120人，由老渡工周水生掌舵。\n"
    "两岸居民清早就在码头排队等候，票价仍是每人2元。"
)
BRIDGE = "望鹤桥将于5月8日零时起全桥封闭，工期四个月，由云汀市政工程公司承担。"


def printed(
    day: str, page: str, title: str | None, text: str, newspaper: str = "云汀日报"
) -> dict[str, object]:
    facts: dict[str, object] = {
        "newspaper": newspaper,
        "issue_date": day,
        "pages": [page],
        "text": text,
    }
    return facts | ({"title": title} if title else {})


ARTICLES = (
    printed("2023-04-10", "01", "青澜江轮渡重新开航", FERRY),
    printed("2023-04-10", "03", "轮渡公司招聘船员", "轮渡公司招聘船员120人，明日起报名。"),
    printed("2023-04-11", "02", "望鹤桥下月封闭大修", BRIDGE),
    printed("2023-04-11", "04", "简讯", "第一小学开学，新生120人。"),
    printed("2023-04-11", "05", "简讯", "第二小学开学，新生120人。"),
    printed("2023-04-11", "06", None, "图书馆夜读室开到晚上十点，管理员罗阿姨每晚守着灯。"),
    printed("2023-04-10", "01", "青澜江轮渡重新开航", "轮渡开航了。", "云汀晚报"),
    printed(
        "2023-04-12",
        "02",
        "更正",
        "本报4月10日01版《青澜江轮渡重新开航》一文中，“载客120人”应为“载客210人”。\n"
        "昨日本报2版《望鹤桥下月封闭大修》，工期“四个月”应为“四十天”。\n"
        "昨日本报《简讯》中“新生120人”应为“新生20人”。\n"
        "昨日本报06版报道中，“罗阿姨”系“骆阿姨”之误。\n"
        "特此更正，并向读者致歉。",
    ),
    printed("2023-04-20", "04", "勘误", "本报《轮渡公司招聘船员》一文，招聘人数应为12人。"),
    printed("2023-04-14", "1", "Six Thousand Run", "More than 6,000 runners took part on Sunday. "
            "Chen Ye won the men's race in 1 hour 4 minutes.", "The Qinglan Weekly"),
    printed("2023-04-21", "2", "Corrections", "An article on April 14 on Page 1 about the race on "
            "Sunday misstated the time of Chen Ye. It was 1 hour 6 minutes, not 1 hour 4 minutes.",
            "The Qinglan Weekly"),
)  # fmt: skip


def opened(folder: Path, *articles: dict[str, object]) -> Answerer:
    lines = (json.dumps(one, ensure_ascii=False) for one in articles)
    (folder / "articles.jsonl").write_text("\n".join(lines), "utf-8")
    index_paths(folder / "archive", [folder / "articles.jsonl"])
    return open_answerer(folder / "archive", public_url="https://archive.example")


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answerer]:
    answerer = opened(tmp_path_factory.mktemp("corrections"), *ARTICLES)
    yield answerer
    answerer.close()


def cited(answerer: Answerer, words: str, newspaper: str | None = None) -> CitedPassage:
    (match,) = [
        one
        for one in answerer.verify(words).matches
        if newspaper in (None, one.citation.newspaper) and "应为" not in one.text.text
        and one.citation.title not in ("更正", "勘误", "Corrections")
    ]  # fmt: skip
    return answerer.citation(match.citation.citation_id)


@pytest.mark.parametrize(
    ("words", "newspaper", "correction"),
    [
        ("首班渡船载客120人", "云汀日报", "“载客120人”应为“载客210人”"),
        ("票价仍是每人2元", "云汀日报", "“载客120人”应为“载客210人”"),
        ("工期四个月", "云汀日报", "“四个月”应为“四十天”"),
        ("图书馆夜读室开到晚上十点", "云汀日报", "“罗阿姨”系“骆阿姨”之误"),
        ("轮渡公司招聘船员120人", "云汀日报", "招聘人数应为12人"),
        ("1 hour 4 minutes", "The Qinglan Weekly", "It was 1 hour 6 minutes"),
    ],
)
def test_a_corrected_article_carries_its_correction(
    answerer: Answerer, words: str, newspaper: str, correction: str
) -> None:
    found = cited(answerer, words, newspaper)
    (one,) = found.corrections
    assert correction in one.text
    assert found.standing == "superseded"
    assert found.citation.corrections == (one.citation.citation_id,)
    whole_article = answerer.article(found.article.article_id)
    assert whole_article.citation.corrections == found.citation.corrections
    assert answerer.citation(one.citation.citation_id).passage.text == one.text
    CitedPassageShape.model_validate(found.as_json())


def test_the_note_tells_whether_the_cited_words_were_corrected(answerer: Answerer) -> None:
    wrong, other = cited(answerer, "载客120人"), cited(answerer, "票价仍是每人2元")
    assert wrong.note
    assert other.note
    assert wrong.note.startswith("A correction of these words was printed on 2023-04-12")
    assert other.note.startswith("A correction of this article was printed on 2023-04-12")
    assert in_language(wrong.note, "zh").startswith("报纸后来更正了这段文字（2023-04-12）")
    assert in_language(other.note, "zh").startswith("报纸后来更正过这篇报道（2023-04-12）")


@pytest.mark.parametrize(
    ("words", "newspaper"),
    [("轮渡开航了", "云汀晚报"), ("第一小学开学", "云汀日报"), ("第二小学开学", "云汀日报")],
)
def test_what_may_be_meant_or_not_is_left_alone(
    answerer: Answerer, words: str, newspaper: str
) -> None:
    found = cited(answerer, words, newspaper)
    assert (found.standing, found.corrections, found.note) == ("current", (), None)
    assert "corrections" not in found.citation.as_json()


def test_a_hit_of_a_corrected_article_names_the_correction(answerer: Answerer) -> None:
    answer = answerer.ask(Question("青澜江轮渡首班渡船载客多少人？"))
    hit = next(
        hit for hit in answer.hits
        if (hit.citation.newspaper, hit.citation.title) == ("云汀日报", "青澜江轮渡重新开航")
    )  # fmt: skip
    CitationShape.model_validate(hit.citation.as_json())
    (identity,) = hit.citation.as_json()["corrections"]
    assert "载客210人" in answerer.citation(identity).passage.text


def test_a_correction_that_was_withdrawn_corrects_nothing(tmp_path: Path) -> None:
    answerer = opened(tmp_path, ARTICLES[0], ARTICLES[7])
    try:
        found = cited(answerer, "首班渡船载客120人")
        notice = found.corrections[0].citation.citation_id.split("-")[0]
        remove(tmp_path / "archive", [notice])
        again = answerer.citation(found.citation.citation_id)
        assert (again.standing, again.corrections) == ("current", ())
    finally:
        answerer.close()


def test_a_damaged_correction_is_left_out_and_the_rest_answers(tmp_path: Path) -> None:
    answerer = opened(tmp_path, *ARTICLES)
    answerer.close()
    connection = sqlite3.connect(tmp_path / "archive" / FILE_NAME)
    with connection:
        connection.execute("UPDATE articles SET facts = '{', body = x'00ff' WHERE title = '更正'")
    connection.close()
    answerer = open_answerer(tmp_path / "archive")
    try:
        assert cited(answerer, "首班渡船载客120人").corrections == ()
        assert cited(answerer, "轮渡公司招聘船员120人").corrections
    finally:
        answerer.close()


def test_a_correction_printed_on_a_page_is_read_from_the_page(tmp_path: Path) -> None:
    page = (
        "云汀日报\n2023年4月12日 星期三 第18644期\n02 要闻\n\n"
        "更正\n\n"
        "本报4月10日01版《青澜江轮渡重新开航》一文中，“载客120人”应为“载客210人”。特此更正，\n"
        "并向读者致歉。\n\n"
        "新码头下周启用\n\n"
        "本报讯（记者 顾南枝）云汀新码头下周一启用，设候船厅两层，可同时容纳三百人候船。\n"
        "码头到火车站的公交车每十分钟一班，末班车延长到晚上十点半。\n"
    )
    (tmp_path / "02.txt").write_text(page, "utf-8")
    answerer = opened(tmp_path, ARTICLES[0])
    answerer.close()
    index_paths(tmp_path / "archive", [tmp_path / "02.txt"])
    answerer = open_answerer(tmp_path / "archive")
    try:
        (one,) = cited(answerer, "首班渡船载客120人").corrections
        assert one.citation.pages == ("02",)
        assert "载客210人" in one.text
    finally:
        answerer.close()


def test_a_verified_quotation_of_a_corrected_article_names_the_correction(
    answerer: Answerer,
) -> None:
    (match,) = answerer.verify("首班渡船载客120人").matches
    (identity,) = match.citation.corrections
    assert "载客210人" in answerer.citation(identity).passage.text
    (drafted,) = answerer.verify_draft("他说：“首班渡船载客120人”。")
    assert drafted.matches[0].citation.corrections == (identity,)


def test_a_correction_may_be_corrected_itself(tmp_path: Path) -> None:
    first, second = (
        printed(day, "02", "更正", text)
        for day, text in (
            ("2023-04-12", "本报4月10日01版《青澜江轮渡重新开航》中，“120人”应为“210人”。"),
            ("2023-04-13", "本报4月12日02版《更正》中，“210人”应为“201人”。"),
        )
    )
    answerer = opened(tmp_path, ARTICLES[0], first, second)
    try:
        found = cited(answerer, "首班渡船载客120人")
        (one,) = found.corrections
        later = answerer.citation(one.citation.citation_id)
        assert later.standing == "superseded"
        assert [correction.citation.issue_date for correction in later.corrections] == [
            date(2023, 4, 13)
        ]
    finally:
        answerer.close()
