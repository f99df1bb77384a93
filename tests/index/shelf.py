"""An archive a test fills, changes and searches, without files or readers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from index.archive import Archive
from index.database import create_archive
from index.encoders.static import open_bundled
from index.encoding import PassageEncoding
from index.records import Article, Conserved, Part, Reading, Run, SourceMap, SourceText
from index.transaction import set_meta
from index.writing import put_source, withdraw_source


@cache
def encoding() -> PassageEncoding:
    """The bundled encoder, loaded once a run."""
    return PassageEncoding(open_bundled())


def article(
    body: str,
    *,
    title: str | None = None,
    newspaper: str | None = "云汀日报",
    day: date | None = None,
    authors: Sequence[str] = (),
    pages: Sequence[str] = (),
    source_id: str | None = None,
) -> Article:
    """An article that stands alone in a file of the same text."""
    part = Part("page.txt", "0" * 64, None, 0, len(body), SourceMap((Run(0, 0, len(body)),)))
    return Article(
        body=body,
        parts=(part,),
        title=title,
        newspaper=newspaper,
        issue_date=day,
        authors=tuple(authors),
        pages=tuple(pages),
        source_id=source_id,
    )


def laid_out(file: str, articles: Sequence[Article]) -> tuple[SourceText, Reading]:
    """A file that holds the articles one below the other, and its reading."""
    text = "\n".join(one.body for one in articles)
    sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    placed, at = [], 0
    for one in articles:
        runs = SourceMap((Run(0, at, len(one.body)),))
        part = Part(file, sha256, next(iter(one.pages), None), 0, len(one.body), runs)
        placed.append(_with_part(one, part))
        at += len(one.body) + 1
    return SourceText(file, sha256, "utf-8", text), Reading(tuple(placed))


def _with_part(one: Article, part: Part) -> Article:
    from dataclasses import replace

    return replace(one, parts=(part,))


class Shelf:
    """An archive in a folder, open for writing."""

    def __init__(self, folder: Path) -> None:
        create_archive(folder)
        self.archive = Archive(folder, writable=True)
        if self.archive.meta("encoder") is None:
            set_meta(self.archive.connection, {**encoding().facts, "encoder_name": "bundled"})

    def put(self, path: str, *articles: Article) -> tuple[int, int]:
        """Take in a file that holds these articles; replaces what the path held."""
        source, reading = laid_out(Path(path).name, articles)
        letters = sum(len("".join(one.body.split())) for one in articles)
        return put_source(
            self.archive.connection,
            path,
            source,
            "{}",
            reading,
            encoding(),
            characters=Conserved(letters, letters),
        )

    def withdraw(self, path: str) -> None:
        """Take a file out."""
        withdraw_source(self.archive.connection, path, encoding())

    def passage_ids(self, body: str) -> list[int]:
        """The passages of the article with that body."""
        rows = self.archive.connection.execute(
            "SELECT passage_id FROM passages JOIN articles USING (article_key) WHERE body = ?",
            (body,),
        )
        return [row[0] for row in rows]
