"""An archive built with any sentence-transformers model answers, cites and checks as ever."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.build import index_paths
from index.check import check_archive
from index.errors import EncoderMismatch
from index.reencoding import reencode
from retrieval.answerer import open_answerer
from retrieval.records import Answer, Question
from tests.contracts.test_encoder import random_bert

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning:torch.*"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:transformers.*"),
    pytest.mark.filterwarnings("ignore::FutureWarning:transformers.*"),
]

QUESTIONS = ("青澜江轮渡的票价是多少？", "谁给首班渡船掌舵？", "望鹤桥封闭时公交车怎么绕行？")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A transformer of random weights in a folder: it knows nothing, so words must find."""
    return random_bert(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def foreign(
    model: str, articles_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("foreign")
    index_paths(folder, [articles_file], encoder=model)
    yield folder
    shutil.rmtree(folder)


def asked(folder: Path, **options: str) -> list[Answer]:
    opened = open_answerer(folder, **options)  # type: ignore[arg-type]
    try:
        return [opened.ask(Question(text, top=5, near=True)) for text in QUESTIONS]
    finally:
        opened.close()


def test_it_answers_cites_and_checks(foreign: Path, model: str, archive_folder: Path) -> None:
    assert check_archive(foreign).problems == ()
    opened = open_answerer(foreign, encoder=model)
    found = [opened.ask(Question(text, near=True)).hits[0] for text in QUESTIONS]
    assert [hit.article.source_id for hit in found] == ["ferry", "ferry", "bridge"]
    # Late interaction is the bundled encoder's, and so are the sentences it marks.
    assert [hit.highlight for hit in found] == [
        answer.hits[0].highlight for answer in asked(archive_folder)
    ]
    for hit in found:
        assert opened.citation(hit.citation.citation_id).standing == "current"
    opened.close()


def test_other_prompts_are_another_encoder(foreign: Path, model: str) -> None:
    with pytest.raises(EncoderMismatch, match="back end and prompts"):
        open_answerer(foreign, encoder=model, encoder_options={"query_prompt": "问："})
    with pytest.raises(EncoderMismatch, match=r"baoda reencode --archive .* --encoder bundled"):
        open_answerer(foreign)


def test_reencoded_it_is_the_archive_that_indexing_would_have_made(
    foreign: Path, model: str, archive_folder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "archive"
    shutil.copytree(archive_folder, folder)
    before = asked(folder)
    reencode(folder, model)
    assert check_archive(folder).problems == ()
    there, built = asked(folder, encoder=model), asked(foreign, encoder=model)
    assert [one.hits for one in there] == [one.hits for one in built]
    opened = open_answerer(folder, encoder=model)
    for answer in before:
        for hit in answer.hits:
            cited = opened.citation(hit.citation.citation_id)
            assert (cited.standing, cited.passage) == ("current", hit.passage)
    opened.close()
    reencode(folder, "bundled")
    assert [one.hits for one in asked(folder)] == [one.hits for one in before]


def test_an_answerer_that_is_open_goes_on_with_what_it_has(
    archive_folder: Path,
    model: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("retrieval.newest._REFRESH", 0.0)
    folder = tmp_path / "archive"
    shutil.copytree(archive_folder, folder)
    running = open_answerer(folder)
    before = [running.ask(Question(text)) for text in QUESTIONS]
    during: list[bool] = []

    def ask(done: int, total: int) -> None:
        during.append(running.ask(Question(QUESTIONS[0])).hits == before[0].hits)

    reencode(folder, model, progress=ask)
    assert during
    assert all(during)
    after = [running.ask(Question(text)) for text in QUESTIONS]
    assert [one.hits for one in after] == [one.hits for one in before]
    told = [one for one in caplog.messages if f"BAODA_ENCODER={model}" in one]
    assert len(told) == 1
    running.close()


def test_an_answerer_whose_archive_another_release_brought_up_to_date_says_start_again(
    archive_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("retrieval.newest._REFRESH", 0.0)
    folder = tmp_path / "archive"
    shutil.copytree(archive_folder, folder)
    running = open_answerer(folder)
    before = running.ask(Question(QUESTIONS[0]))
    with sqlite3.connect(folder / "archive.sqlite") as archive:
        archive.execute("UPDATE meta SET value = 'static-newer' WHERE key = 'tokens'")
        archive.execute("UPDATE meta SET value = 'newer' WHERE key = 'state'")
    assert running.ask(Question(QUESTIONS[0])).hits == before.hits
    (told,) = [one for one in caplog.messages if "start" in one]
    assert "another release" in told
    assert "BAODA_ENCODER" not in told
    running.close()
