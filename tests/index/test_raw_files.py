"""Every file that was taken in can be got back, byte for byte, and is not stored twice."""

from __future__ import annotations

import gzip
import json
import sqlite3
from pathlib import Path

import pytest

import index.raw_files
from index.archive import Archive
from index.build import index_paths
from index.check import check_archive
from index.database import FILE_NAME
from index.removing import remove

PAGE = "云汀日报\r\n2024年1月18日 星期四\r\n\r\n轮渡重新开航\r\n\r\n停航三年的轮渡昨日重新开航。"
RECORD = json.dumps({"text": "望鹤桥封闭大修。"}, ensure_ascii=False)
HTML = (
    "<html><head><title>轮渡开航</title></head><body><article><h1>轮渡开航</h1><p>"
    + "停航三年的轮渡昨日重新开航，首班渡船载客一百二十人。" * 8
    + "</p></article></body></html>"
)
FILES = {
    "utf8.txt": (PAGE.encode(), False),
    "bom.txt": (PAGE.encode("utf-8-sig"), False),
    "gb.txt": ((PAGE * 4).encode("gb18030"), False),
    "wide.txt": (PAGE.encode("utf-16"), False),
    "big-endian.txt": (b"\xfe\xff" + PAGE.encode("utf-16-be"), True),
    "plain.jsonl": (RECORD.encode() + b"\r\n", False),
    "escaped.jsonl": (json.dumps({"text": "望鹤桥封闭大修一年。"}).encode(), True),
    "packed.jsonl.gz": (gzip.compress(RECORD.replace("封闭", "通车").encode()), True),
    "page.html": (HTML.encode(), True),
}


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    for name, (data, _) in FILES.items():
        (tmp_path / "pages" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "pages" / name).write_bytes(data)
    return tmp_path / "pages"


def kept(folder: Path) -> set[str]:
    select = "SELECT file FROM raw_files JOIN sources USING (sha256)"
    archive = Archive(folder)
    try:
        return {row[0] for row in archive.connection.execute(select)}
    finally:
        archive.close()


def test_every_file_comes_back_byte_for_byte(tmp_path: Path, pages: Path) -> None:
    assert index_paths(tmp_path / "a", [pages]).quarantined == ()
    archive = Archive(tmp_path / "a")
    back = {one.file: archive.raw_bytes(one.source_id) for one in archive.sources()}
    assert back == {name: data for name, (data, _) in FILES.items()}
    assert kept(tmp_path / "a") == {name for name, (_, apart) in FILES.items() if apart}
    assert check_archive(tmp_path / "a").ok


def test_the_same_bytes_are_kept_once_and_as_long_as_a_file_has_them(
    tmp_path: Path, pages: Path
) -> None:
    folder = tmp_path / "a"
    (pages / "copy.html").write_bytes((pages / "page.html").read_bytes())
    files = [pages / "page.html", pages / "copy.html", pages / "utf8.txt"]
    index_paths(folder, files)
    assert kept(folder) == {"page.html", "copy.html"}
    assert Archive(folder).count("raw_files") == 1
    remove(folder, ["page.html"])
    assert kept(folder) == {"copy.html"}
    remove(folder, ["copy.html"])
    assert Archive(folder).count("raw_files") == 0
    assert check_archive(folder).ok


def test_a_file_that_changes_leaves_no_bytes_behind(tmp_path: Path, pages: Path) -> None:
    folder = tmp_path / "a"
    index_paths(folder, [pages / "page.html"])
    (pages / "page.html").write_text(HTML.replace("三年", "五年"), "utf-8")
    index_paths(folder, [pages / "page.html"])
    archive = Archive(folder)
    (source,) = archive.sources()
    assert archive.raw_bytes(source.source_id) == (pages / "page.html").read_bytes()
    assert archive.count("raw_files") == 1


def test_of_a_file_too_large_to_keep_the_reason_is_kept(
    tmp_path: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.raw_files, "MOST_KEPT", 100)
    index_paths(tmp_path / "a", [pages / "page.html"])
    archive = Archive(tmp_path / "a")
    assert archive.raw_bytes(1) is None
    (row,) = archive.connection.execute("SELECT not_kept FROM raw_files")
    assert row[0] == f"it has {len(HTML.encode()):,} bytes, more than the 100 that are kept"
    assert check_archive(tmp_path / "a").ok


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE raw_files SET data = X'00'",
        "UPDATE raw_files SET packed = 0",
        "DELETE FROM raw_files",
    ],
)
def test_bytes_that_changed_on_disk_are_told(tmp_path: Path, pages: Path, statement: str) -> None:
    index_paths(tmp_path / "a", [pages / "page.html"])
    connection = sqlite3.connect(tmp_path / "a" / FILE_NAME)
    connection.execute(statement)
    connection.commit()
    connection.close()
    problems = check_archive(tmp_path / "a").problems
    assert "file page.html: its bytes are not those that were taken in" in problems
