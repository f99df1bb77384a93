"""`pages.toml`: what an archivist says about the files of a folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive
from index.build import index_paths
from index.check import check_archive
from index.errors import BaodaError, UnreadableFile
from index.records import IssueFacts
from index.sidecar import SIDECAR, Sidecar

PAGE = "云汀日报\n2024年1月18日 星期四 第18925期\n\n轮渡重新开航\n\n停航三年的轮渡昨日重新开航。\n"
DAY = date(2023, 4, 10)


def said(folder: Path, toml: str) -> Sidecar:
    (folder / SIDECAR).write_text(toml, "utf-8")
    return Sidecar(folder)


@pytest.mark.parametrize(
    ("toml", "facts"),
    [
        ("", IssueFacts()),
        ('[default]\nnewspaper = "云汀日报"', IssueFacts("云汀日报")),
        ('newspaper = "云汀日报"', IssueFacts("云汀日报")),
        ('["001.txt"]\ndate = 2023-04-10\npage = "01"', IssueFacts(issue_date=DAY, page="01")),
        ('[001.txt]\ndate = "2023-04-10"', IssueFacts(issue_date=DAY)),
        (
            '["001.txt"]\ndate = 2023-04-10\n[001.txt]\npage = "01"',
            IssueFacts(issue_date=DAY, page="01"),
        ),
        ('newspaper = "甲"\n[default]\ndate = 2023-04-10', IssueFacts("甲", DAY)),
        ('newspaper = "甲"\n[default]\nnewspaper = "乙"', IssueFacts("乙")),
        ('["*.txt"]\nissue_number = 23271', IssueFacts(issue_number="23271")),
        ('["00[12].txt"]\ncn = "43-0005"', IssueFacts(cn="43-0005")),
        ('["*.pdf"]\nnewspaper = "云汀日报"', IssueFacts()),
        ('["*"]\nnonsense = 1\n["001.txt"]\nnewspaper = "甲"', None),
        ('["*.pdf"]\nnonsense = 1\n["001.txt"]\nnewspaper = "甲"', IssueFacts("甲")),
        (
            '["001.txt"]\npage = "3"\n["00*.txt"]\npage = "2"\nissue_number = "2"\n["*.txt"]\n'
            'page = "1"\nissue_number = "1"\nnewspaper = "乙"\n[default]\nnewspaper = "甲"\n'
            "date = 2023-04-10",
            IssueFacts("乙", DAY, "2", page="3"),
        ),
    ],
)  # fmt: skip
def test_the_most_exact_name_wins_fact_by_fact(
    tmp_path: Path, toml: str, facts: IssueFacts | None
) -> None:
    sidecar = said(tmp_path, toml)
    if facts is None:
        with pytest.raises(UnreadableFile):
            sidecar.facts("001.txt")
    else:
        assert sidecar.facts("001.txt") == facts


@pytest.mark.parametrize(
    ("toml", "reason"),
    [
        ('["001.txt"]\ndatum = "x"', r"pages\.toml, \[001\.txt\]: 'datum' is not known; known"),
        ('[default]\ndate = "10.4.2023"', r"\[default\]: date is '10\.4\.2023', which is not"),
        ("date = 2023-04-10T10:00:00", r"\[default\]: date is '2023-04-10 10:00:00', which is not"),
        ("page = 1.5", r"\[default\]: page is '1\.5', which is not a text in quotation marks"),
        ("newspaper = true", "newspaper is 'True'"),
        ('newspaper = " "', "newspaper is ' '"),
        ('encoding = "big6"', "encoding is 'big6', which is no encoding that is known"),
        ('encoding = "zlib"', "encoding is 'zlib', which is no encoding that is known"),
        (
            '["001.txt"]\npage = "01"\n[001.txt]\npage = "02"',
            r"\[001\.txt\]: page is said twice, and otherwise",
        ),
        ("newspaper = ", r"pages\.toml is not valid TOML"),
        ("[" * 100_000, r"pages\.toml is not valid TOML"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_named(tmp_path: Path, toml: str, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        said(tmp_path, toml).facts("001.txt")


def test_a_name_that_no_file_has_is_told_in_a_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "001.txt").write_text(PAGE, "utf-8")
    (tmp_path / "1938").mkdir()
    (tmp_path / "1938" / "001.txt").write_text(PAGE, "utf-8")
    names = ("001.txt", "01.txt", "1938/001.txt", "1938", "1938/*.txt", "*.pdf", "長" * 300)
    said(tmp_path, "\n".join(f'["{name}"]\npage = "1"' for name in names))
    told = [
        one for one in names if any(f"[{one}] names no file" in each for each in caplog.messages)
    ]
    assert told == ["01.txt", "1938/001.txt", "1938", "1938/*.txt", "長" * 300]
    caplog.clear()
    said(tmp_path, "\n".join(f'["{at}.txt"]\npage = "1"' for at in range(20)))
    assert (len(caplog.messages), caplog.messages[-1][-20:]) == (6, "15 more name no file")


def test_a_sidecar_that_is_no_text_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / SIDECAR).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnreadableFile, match="is not valid TOML"):
        Sidecar(tmp_path).facts("001.txt")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    for name in ("001.txt", "002.txt"):
        file = tmp_path / "pages" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(PAGE.replace("昨日", f"昨日{name}"), "utf-8")
    return tmp_path / "pages"


def facts_in(folder: Path) -> dict[str, tuple[str | None, str | None]]:
    archive = Archive(folder)
    try:
        return {
            one.article.parts[0].file: (
                one.article.newspaper,
                one.article.issue_date.isoformat() if one.article.issue_date else None,
            )
            for one in archive.articles()
        }
    finally:
        archive.close()


def test_it_wins_over_what_is_printed_and_the_command_line_over_it(
    tmp_path: Path, pages: Path
) -> None:
    said(pages, '["001.txt"]\nnewspaper = "云汀晚报"\ndate = 2023-04-10')
    index_paths(tmp_path / "a", [pages])
    assert facts_in(tmp_path / "a") == {
        "001.txt": ("云汀晚报", "2023-04-10"),
        "002.txt": ("云汀日报", "2024-01-18"),
    }
    index_paths(tmp_path / "b", [pages], facts=IssueFacts(newspaper="云汀早报"))
    assert facts_in(tmp_path / "b") == {
        "001.txt": ("云汀早报", "2023-04-10"),
        "002.txt": ("云汀早报", "2024-01-18"),
    }


def test_an_encoding_that_cannot_be_told_may_be_said(tmp_path: Path, pages: Path) -> None:
    name = "Grégoire"
    (pages / "001.txt").write_text(f"The ferry of {name} sails again\n", "cp1252")
    said(pages, '["001.txt"]\nencoding = "cp1252"')
    assert index_paths(tmp_path / "a", [pages / "001.txt"]).quarantined == ()
    archive = Archive(tmp_path / "a")
    (source,) = archive.sources()
    assert name in archive.source_text(source.source_id)
    assert archive.raw_bytes(source.source_id) == (pages / "001.txt").read_bytes()
    said(pages, '["001.txt"]\nencoding = "utf-8"')
    (bad,) = index_paths(tmp_path / "a", [pages / "001.txt"]).quarantined
    assert bad.reason == "it is said to be utf-8, but is damaged at byte 16"


def test_a_date_that_is_given_is_not_inferred(tmp_path: Path, pages: Path) -> None:
    (pages / "001.txt").write_text("轮渡重新开航\n\n本报4月9日讯 轮渡昨日重新开航。\n", "utf-8")
    said(pages, "date = 2023-04-10")
    index_paths(tmp_path / "a", [pages / "001.txt"])
    archive = Archive(tmp_path / "a")
    (stored,) = archive.articles()
    assert (stored.article.issue_date, stored.article.inferred) == (DAY, ())


def test_files_are_read_again_only_when_what_is_said_of_them_changes(
    tmp_path: Path, pages: Path
) -> None:
    folder = tmp_path / "a"
    said(pages, '["001.txt"]\npage = "01"')
    assert index_paths(folder, [pages]).files == 2
    assert index_paths(folder, [pages]).skipped == 2
    said(pages, '# page 1\n["001.txt"]\npage = "01"\n["9*"]\npage = "9"')
    assert index_paths(folder, [pages]).skipped == 2
    said(pages, '["001.txt"]\npage = "02"')
    report = index_paths(folder, [pages])
    assert [one.file for one in report.sources] == ["001.txt"]
    assert report.skipped == 1
    (pages / SIDECAR).unlink()
    assert [one.file for one in index_paths(folder, [pages]).sources] == ["001.txt"]
    assert check_archive(folder).ok


def test_a_mistake_keeps_out_the_files_it_governs_and_no_others(
    tmp_path: Path, pages: Path
) -> None:
    said(pages, '["001.txt"]\ndate = "April"')
    report = index_paths(tmp_path / "a", [pages])
    assert [one.file for one in report.sources] == ["002.txt"]
    (bad,) = report.quarantined
    assert bad.file == "001.txt"
    assert "[001.txt]: date is 'April', which is not a date" in bad.reason


def test_it_is_no_file_of_the_archive_itself(tmp_path: Path, pages: Path) -> None:
    sidecar = pages / SIDECAR
    sidecar.write_text('newspaper = "云汀晚报"', "utf-8")
    report = index_paths(tmp_path / "a", sorted(pages.iterdir()))
    assert (report.files, report.quarantined) == (2, ())
    with pytest.raises(BaodaError, match="nothing to index"):
        index_paths(tmp_path / "b", [sidecar])
