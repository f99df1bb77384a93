"""Citation ids last: whatever is done to an archive, each leads to the same words, or says where
they went. Tested by doing it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import index.cut_articles
from bot.sample import PAGES
from index.archive import Archive
from index.build import index_paths
from index.continuing import whole
from index.encoders.hashing import HashingEncoder
from index.encoders.static import open_bundled
from index.errors import NotFound
from index.passages import PassageRule, passages
from index.reencoding import reencode
from index.removing import remove
from retrieval.resolving import citation_of, look_up

Words = dict[str, str]


def cited_words(folder: Path) -> Words:
    """Every passage and every article of an archive by its citation id, with the words it cites."""
    archive = Archive(folder)
    found: Words = {}
    for stored in archive.articles():
        full, offset = whole(archive, stored)  # as answers cite it
        body = full.article.body
        rows = archive.passages_of(stored.key)
        for start, end in [
            *((row.start + offset, row.end + offset) for row in rows),
            (0, len(body)),
        ]:
            found[citation_of(full, start, end, "").citation_id] = body[start:end]
    archive.close()
    return found


def standings(folder: Path, before: Words) -> set[str]:
    """How the ids stand; fails when one leads to other words."""
    archive = Archive(folder)
    try:
        found: set[str] = set()
        for identity, words in before.items():
            cited = look_up(archive, identity, "")
            assert "".join(cited.passage.text.split()) == "".join(words.split())
            found.add(cited.standing)
        return found
    finally:
        archive.close()


@pytest.fixture(scope="module")
def before(sample_folder: Path) -> Words:
    found = cited_words(sample_folder)
    assert len(found) > 80
    return found


def _other_passages(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    short = PassageRule(60, 90)
    monkeypatch.setattr(index.cut_articles, "passages", partial(passages, rule=short))
    index_paths(folder / "archive", [PAGES])
    archive = Archive(folder / "archive")
    assert archive.count("passages") > 1.5 * archive.count("articles")
    archive.close()


def _other_names_and_order(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, page in enumerate(sorted(PAGES.glob("*.txt"), reverse=True)):
        inner = folder / f"box{number}"
        inner.mkdir()
        shutil.copy(page, inner / f"scan_{number}.txt")
    index_paths(folder / "archive", sorted(folder.glob("box*"), reverse=True))


def _moved_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(PAGES, folder / "pages")
    index_paths(folder / "archive", [folder / "pages"])
    (folder / "pages").rename(folder / "elsewhere")
    index_paths(folder / "archive", [folder / "elsewhere"])


def _removed_and_taken_in_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index_paths(folder / "archive", [PAGES])
    remove(folder / "archive", [page.name for page in PAGES.glob("*.txt")])
    index_paths(folder / "archive", [PAGES])


@pytest.mark.parametrize(
    "made",
    [_other_passages, _other_names_and_order, _moved_files, _removed_and_taken_in_again],
)
def test_an_archive_built_anew_knows_every_id(
    made: Callable[[Path, pytest.MonkeyPatch], None],
    before: Words,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made(tmp_path, monkeypatch)
    assert standings(tmp_path / "archive", before) == {"current"}


def test_another_encoder_changes_no_id(
    before: Words, sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(sample_folder, tmp_path / "archive")
    monkeypatch.setattr(
        "index.reencoding.open_encoder",
        lambda name, **_: open_bundled() if name == "bundled" else HashingEncoder(),
    )
    reencode(tmp_path / "archive", "tiny")
    assert cited_words(tmp_path / "archive") == before
    assert standings(tmp_path / "archive", before) == {"current"}


def test_what_was_taken_out_is_cited_as_withdrawn(
    before: Words, sample_folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(sample_folder, tmp_path / "archive")
    remove(tmp_path / "archive", [page.name for page in PAGES.glob("*.txt")])
    assert standings(tmp_path / "archive", before) == {"withdrawn"}


@pytest.mark.parametrize("gone", ["20230410-01.txt", "20230410-02.txt"])
def test_an_article_over_two_pages_outlives_either(
    before: Words, sample_folder: Path, tmp_path: Path, gone: str
) -> None:
    shutil.copytree(sample_folder, tmp_path / "archive")
    remove(tmp_path / "archive", [gone])
    assert standings(tmp_path / "archive", before) >= {"current", "withdrawn"}


BODY = (
    "停航三年的轮渡昨日重新开航。首班渡船载客一百二十人。\n"
    "票价仍是两元，每半小时一班。\n"
    "“江上又有了汽笛声。”老渡工说，“心里踏实。”\n"
    "轮渡公司说，新船装了雷达，雾天也能看清江面。"
)


def _page(folder: Path, body: str) -> Path:
    path = folder / "page.jsonl"
    facts = {"newspaper": "云汀日报", "issue_date": "2023-04-10", "pages": ["01"], "title": "轮渡"}
    path.write_text(json.dumps(facts | {"text": body}, ensure_ascii=False), "utf-8")
    index_paths(folder / "archive", [path])
    return folder / "archive"


def _id_of(folder: Path, words: str) -> str:
    archive = Archive(folder)
    (stored,) = archive.articles()
    start = stored.article.body.index(words)
    identity = citation_of(stored, start, start + len(words), "").citation_id
    archive.close()
    return identity


def test_words_set_anew_in_other_lines_have_moved(tmp_path: Path) -> None:
    folder = _page(tmp_path, BODY)
    every = ("心里踏实", "每半小时一班。\n“江上又有了汽笛声。”", BODY[-22:], "停航三年的轮渡", BODY)
    identities = {words: _id_of(folder, words) for words in every}
    archive = Archive(_page(tmp_path, BODY.replace("。", "。\n").replace("票", " 票")))
    for words, identity in identities.items():
        cited = look_up(archive, identity, "")
        assert "".join(cited.passage.text.split()) == "".join(words.split())
        if cited.citation.citation_id == identity:  # nothing before it changed
            assert cited.standing == "current"
        else:
            assert (cited.standing, cited.successor) == ("moved", cited.citation)
    archive.close()


def test_a_page_read_again_supersedes_and_names_what_took_its_place(tmp_path: Path) -> None:
    misread = BODY.replace("一百二十人", "一百二土人")
    folder = _page(tmp_path, misread)
    wrong, right = _id_of(folder, "首班渡船载客一百二土人。"), _id_of(folder, "票价仍是两元")
    archive = Archive(_page(tmp_path, BODY))
    for identity, printed, now in (
        (wrong, "首班渡船载客一百二土人。", "首班渡船载客一百二十人"),
        (right, "票价仍是两元", "票价仍是两元"),
    ):
        cited = look_up(archive, identity, "")
        assert (cited.standing, cited.passage.text) == ("superseded", printed)
        assert cited.successor
        later = look_up(archive, cited.successor.citation_id, "")
        assert later.standing == "current"
        assert later.passage.text.startswith(now)
    archive.close()


def test_words_that_are_gone_have_no_successor(tmp_path: Path) -> None:
    identity = _id_of(_page(tmp_path, BODY), "轮渡公司说，新船装了雷达，雾天也能看清江面。")
    archive = Archive(_page(tmp_path, BODY[:40]))
    cited = look_up(archive, identity, "")
    archive.close()
    assert (cited.standing, cited.successor) == ("superseded", None)


def test_a_place_that_never_was_is_not_found(tmp_path: Path) -> None:
    identity = _id_of(_page(tmp_path, BODY), "票价仍是两元").split("-")[0]
    archive = Archive(tmp_path / "archive")
    for place in ("9-2", "0-0", "900-950", "0-9999999"):
        with pytest.raises(NotFound, match="not in its article"):
            look_up(archive, f"{identity}-{place}-abcd", "")
    archive.close()
