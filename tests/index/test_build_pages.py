"""Pages that an issue lists, and files that hold no article any more, in an archive that knew
them before."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from index.archive import Archive
from index.build import index_paths
from index.check import check_archive
from tests.index.readers.samples import FERRIES, MARATHON, alto
from tests.index.test_build import found, write

METS = (
    '<mets xmlns="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'LABEL="The Qinglan Weekly"><fileSec><fileGrp>'
    '<file ID="A1"><FLocat xlink:href="file://./alto/1.xml"/></file>'
    '<file ID="A2"><FLocat xlink:href="file://./alto/2.xml"/></file></fileGrp></fileSec>'
    '<structMap TYPE="LOGICAL"><div TYPE="Newspaper"><div TYPE="ARTICLE" ID="race">'
    '<div TYPE="HEADING"><fptr><area FILEID="A1" BEGIN="aH0"/></fptr></div>'
    '<div TYPE="BODY"><fptr><area FILEID="A1" BEGIN="aB0"/></fptr></div></div>'
    '<div TYPE="ARTICLE" ID="ferries">'
    '<div TYPE="HEADING"><fptr><area FILEID="A2" BEGIN="bH0"/></fptr></div>'
    '<div TYPE="BODY"><fptr><area FILEID="A2" BEGIN="bB0"/></fptr></div></div>'
    "</div></structMap></mets>"
)


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    """Two pages of an issue, each with one article, in a folder of their own."""
    pages = tmp_path / "issue" / "alto"
    pages.mkdir(parents=True)
    (pages / "1.xml").write_bytes(alto((MARATHON,), "a"))
    (pages / "2.xml").write_bytes(alto((FERRIES,), "b"))
    return tmp_path / "issue"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "archive"


def titles(folder: Path) -> Counter[str | None]:
    archive = Archive(folder)
    told = Counter(one.article.title for one in archive.articles())
    archive.close()
    return told


def files(folder: Path) -> list[str]:
    archive = Archive(folder)
    told = [one.file for one in archive.sources()]
    archive.close()
    return told


ONCE = Counter([MARATHON.title, FERRIES.title])


@pytest.mark.parametrize("name", ["a-mets.xml", "z-mets.xml"])  # before the pages, and after them
def test_pages_taken_in_before_their_issue_give_way_to_it(
    folder: Path, issue: Path, name: str
) -> None:
    index_paths(folder, [issue])
    before = [one.article_id for one in Archive(folder).articles()]
    (issue / name).write_text(METS)
    index_paths(folder, [issue])
    assert (titles(folder), files(folder)) == (ONCE, [name])
    for article_id in before:
        stored = Archive(folder).article(article_id)
        assert stored is not None  # still cited
    assert check_archive(folder).ok
    state = Archive(folder).state
    index_paths(folder, [issue])
    assert Archive(folder).state == state
    (issue / "alto" / "1.xml").write_bytes(
        alto((MARATHON,), "a").replace(b'"runners"', b'"joggers"').replace(b'"river"', b'"bay"')
    )
    assert index_paths(folder, [issue]).files == 1
    assert (titles(folder), files(folder)) == (ONCE, [name])
    assert check_archive(folder).ok


def test_an_archive_that_holds_an_issue_and_its_pages_is_put_right(
    folder: Path, issue: Path
) -> None:
    """As earlier releases left it."""
    (issue / "issue-mets.xml").write_text(METS)
    index_paths(folder, [issue])
    (issue / "issue-mets.xml").rename(issue / "away")
    index_paths(folder, [issue])
    (issue / "away").rename(issue / "issue-mets.xml")
    assert len(files(folder)) == 3
    index_paths(folder, [issue])
    assert (titles(folder), files(folder)) == (ONCE, ["issue-mets.xml"])


def test_pages_stay_when_their_issue_cannot_be_read(folder: Path, issue: Path) -> None:
    index_paths(folder, [issue])
    (issue / "issue-mets.xml").write_text(METS.replace('TYPE="ARTICLE"', 'TYPE="BLANK"'))
    report = index_paths(folder, [issue])
    assert [one.file for one in report.quarantined] == ["issue-mets.xml"]
    assert (titles(folder), files(folder)) == (ONCE, ["1.xml", "2.xml"])


def test_a_file_that_holds_no_article_any_more_is_told_and_keeps_what_it_held(
    folder: Path, tmp_path: Path
) -> None:
    pages = tmp_path / "pages"
    write(pages / "a.jsonl", "轮渡重新开航。")
    index_paths(folder, [pages])
    (pages / "a.jsonl").write_text('{"question": "谁？"}\n', "utf-8")
    report = index_paths(folder, [pages])
    assert [one.file for one in report.quarantined] == ["a.jsonl"]
    assert report.ignored == ()
    assert Archive(folder).count("quarantine") == 1
    assert found(folder, "轮渡") == 1


def test_a_stranger_that_was_named_once_is_forgotten_when_it_is_passed_over(
    folder: Path, tmp_path: Path
) -> None:
    pages = tmp_path / "pages"
    write(pages / "a.jsonl", "轮渡重新开航。")
    (pages / "b.jsonl").write_text('{"question": "谁？"}\n', "utf-8")
    index_paths(folder, [pages, pages / "b.jsonl"])
    index_paths(folder, [pages / "b.jsonl"])
    assert Archive(folder).count("quarantine") == 1
    assert [one.file for one in index_paths(folder, [pages]).ignored] == ["b.jsonl"]
    assert Archive(folder).count("quarantine") == 0
