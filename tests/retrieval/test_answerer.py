"""What is asked is answered word for word from the archive, or refused with a reason."""

from __future__ import annotations

import hashlib
import shutil
import threading
from datetime import date
from pathlib import Path

import pytest

from index.build import index_paths
from index.encoders.hashing import HashingEncoder
from index.errors import ArchiveMissing, BadQuestion, EncoderMismatch, NotFound
from retrieval.answerer import Answerer, open_answerer
from retrieval.records import Answer, Question


def first(answer: Answer) -> str | None:
    return answer.hits[0].article.source_id if answer.hits else None


@pytest.mark.parametrize(
    ("asked", "article", "answer"),
    [
        ("青澜江轮渡的票价是多少？", "ferry", "2元"),
        ("谁给首班渡船掌舵？", "ferry", "周水生"),
        ("望鹤桥封闭时公交车怎么绕行？", "bridge", "新安大桥"),
        ("Who won the men's race?", "marathon", "Chen Ye"),
        ("圖書館夜讀室開到幾點", "letter", "十點"),
        ("图书馆夜读室开到几点", "letter", "十點"),
    ],
)
def test_the_first_hit_answers(answerer: Answerer, asked: str, article: str, answer: str) -> None:
    found = answerer.ask(Question(asked))
    assert first(found) == article
    assert answer in found.hits[0].passage.text


def test_every_word_shown_is_a_slice_of_the_article(answerer: Answerer) -> None:
    for hit in answerer.ask(Question("云汀 轮渡 大桥 仔姜", top=10, near=True)).hits:
        body = answerer.article(hit.article.article_id).body
        for shown in (hit.passage, hit.highlight):
            assert shown.text == body[shown.start : shown.end]
        assert hit.passage.start <= hit.highlight.start < hit.highlight.end <= hit.passage.end


def test_source_spans_lead_to_the_same_words_in_the_file(
    answerer: Answerer, articles_file: Path
) -> None:
    text = articles_file.read_text("utf-8")
    hit = answerer.ask(Question("轮渡票价")).hits[0]
    printed = "".join(text[start:end] for start, end in hit.source.spans)
    assert "".join(printed.split()) == "".join(hit.passage.text.split())
    assert hit.source.sha256 == hashlib.sha256(articles_file.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("options", "articles"),
    [
        ({"newspaper": "云汀晚报"}, {"ginger"}),
        ({"author": "顾南枝"}, {"ferry", "ginger"}),
        ({"page": "02"}, {"bridge"}),
        ({"from_date": date(2023, 4, 11), "to_date": date(2023, 4, 14)}, {"bridge", "marathon"}),
        ({"author": "顾南枝", "to_date": date(2023, 12, 31)}, {"ferry"}),
    ],
)
def test_a_filter_admits_only_what_it_names(
    answerer: Answerer, options: dict[str, object], articles: set[str]
) -> None:
    question = Question("云汀的人和事", top=10, near=True, **options)  # type: ignore[arg-type]
    assert {hit.article.source_id for hit in answerer.ask(question).hits} == articles


def test_a_refusal_has_a_reason_and_no_hits(answerer: Answerer) -> None:
    answer = answerer.ask(Question("住房公积金贷款最高额度是多少？"))
    assert answer.status == "not_found"
    assert answer.hits == ()
    assert answer.reason


def test_nearest_misses_are_shown_only_when_asked_for(answerer: Answerer) -> None:
    answer = answerer.ask(Question("住房公积金贷款最高额度是多少？", near=True))
    assert answer.status == "not_found"
    assert answer.hits


def test_an_empty_period_is_named_as_the_reason(answerer: Answerer) -> None:
    answer = answerer.ask(
        Question("轮渡票价", from_date=date(1990, 1, 1), to_date=date(1990, 2, 1))
    )
    assert answer.status == "not_found"
    assert "period" in (answer.reason or "")


def test_a_citation_leads_back_to_its_words(answerer: Answerer) -> None:
    hit = answerer.ask(Question("轮渡票价")).hits[0]
    cited = answerer.citation(hit.citation.citation_id)
    assert cited.standing == "current"
    assert cited.passage == hit.passage
    assert cited.citation == hit.citation
    assert hit.citation.url == f"https://archive.example/c/{hit.citation.citation_id}"


@pytest.mark.parametrize(
    "wrong", ["", "x", "a" * 500, "../etc/passwd", "aaaaaaaaaaaaaaaa-0-5-aaaa"]
)
def test_an_unknown_citation_or_article_is_not_found(answerer: Answerer, wrong: str) -> None:
    with pytest.raises(NotFound):
        answerer.citation(wrong)
    with pytest.raises(NotFound):
        answerer.article(wrong)


def test_a_tampered_citation_is_not_found(answerer: Answerer) -> None:
    identity = answerer.ask(Question("轮渡票价")).hits[0].citation.citation_id
    article, start, end, check = identity.split("-")
    with pytest.raises(NotFound):
        answerer.citation(f"{article}-{int(start) + 1}-{end}-{check}")


def test_the_same_question_gets_the_same_answer(answerer: Answerer) -> None:
    answers = [answerer.ask(Question("青澜江", top=10, near=True)) for _ in range(3)]
    assert all(answer.hits == answers[0].hits for answer in answers)


def test_many_threads_get_their_own_answers(answerer: Answerer) -> None:
    asked = {"轮渡票价": "ferry", "望鹤桥封闭": "bridge", "仔姜冷链专列": "ginger"}
    wrong: list[str] = []

    def ask(text: str, article: str) -> None:
        for _ in range(10):
            if first(answerer.ask(Question(text))) != article:
                wrong.append(text)

    threads = [threading.Thread(target=ask, args=pair) for pair in asked.items() for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


@pytest.mark.parametrize(
    "text", ["?", "。。。", "\u200b\u200b?", "🙂🙂", "的" * 512, "a" * 512, "<b>&"]
)
def test_odd_questions_are_answered_not_crashed(answerer: Answerer, text: str) -> None:
    assert answerer.ask(Question(text)).status in {"answered", "uncertain", "not_found"}


def test_an_empty_question_is_refused(answerer: Answerer) -> None:
    with pytest.raises(BadQuestion):
        answerer.ask(Question("   "))


def test_a_missing_archive_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing, match="baoda index"):
        open_answerer(tmp_path / "nowhere")


def test_an_archive_of_another_encoder_is_refused(
    archive_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.answerer.open_encoder", lambda name: HashingEncoder())
    with pytest.raises(EncoderMismatch, match="BAODA_ENCODER"):
        open_answerer(archive_folder, encoder="hashing")


def test_a_running_answerer_takes_up_new_articles(
    articles_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.newest._REFRESH", 0.0)
    folder, more = tmp_path / "archive", tmp_path / "more.jsonl"
    index_paths(folder, [articles_file])
    running = open_answerer(folder)
    before = running.generation
    more.write_text('{"id": "owl", "text": "云汀动物园的雪鸮昨天孵出四只雏鸟。"}\n', "utf-8")
    index_paths(folder, [more])
    assert first(running.ask(Question("雪鸮孵出几只雏鸟"))) == "owl"
    assert running.generation > before
    running.close()


def test_a_replaced_article_stays_citable(articles_file: Path, tmp_path: Path) -> None:
    folder, file = tmp_path / "archive", tmp_path / "page.jsonl"
    shutil.copy(articles_file, file)
    index_paths(folder, [file])
    old = open_answerer(folder)
    identity = old.ask(Question("轮渡票价")).hits[0].citation.citation_id
    old.close()
    file.write_text(file.read_text("utf-8").replace("每人2元", "每人3元"), "utf-8")
    index_paths(folder, [file])
    new = open_answerer(folder)
    cited = new.citation(identity)
    assert cited.standing == "superseded"
    assert "每人2元" in cited.passage.text
    assert "每人3元" in new.ask(Question("轮渡票价")).hits[0].passage.text
    new.close()


def test_a_continued_article_is_cited_with_both_pages(sample_answerer: Answerer) -> None:
    hit = sample_answerer.ask(Question("登云渡的铁钟停航后原样保留改造成什么？")).hits[0]
    view = sample_answerer.article(hit.article.article_id)
    assert view.citation.pages == ("01", "02")
    assert len({source.file for source in view.sources}) == 2
    assert view.body[hit.passage.start : hit.passage.end] == hit.passage.text
    assert hit.citation.pages == ("02",)
    cited = sample_answerer.citation(hit.citation.citation_id)
    assert (cited.standing, cited.passage) == ("current", hit.passage)


@pytest.mark.parametrize("asked", ["谁", "who", "which", "多少", "what is the", "😀", "……"])
def test_a_question_that_names_nothing_is_refused_and_told_so(
    answerer: Answerer, asked: str
) -> None:
    found = answerer.ask(Question(asked))
    assert found.status == "not_found"
    assert found.reason == "The question names nothing to look for."


@pytest.mark.parametrize("asked", ["轮渡", "周水生", "marathon", "谁给首班渡船掌舵"])
def test_one_word_that_the_archive_has_is_something_to_look_for(
    answerer: Answerer, asked: str
) -> None:
    assert answerer.ask(Question(asked, near=True)).reason != (
        "The question names nothing to look for."
    )
