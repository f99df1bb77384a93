"""Invented articles, and archives of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from index.build import index_paths
from retrieval.answerer import Answerer, open_answerer

PRINTED_ON = "2023-04-10"

Written = tuple[str | None, str | None, str]  # headline, day and text


def write_articles(path: Path, articles: Sequence[Written]) -> Path:
    """Articles as JSON lines; the path."""
    lines = [
        {"newspaper": "云汀日报", "title": title, "issue_date": day, "text": text}
        for title, day, text in articles
    ]
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
    return path


@contextmanager
def archive_of(folder: Path, articles: Sequence[Written]) -> Iterator[Answerer]:
    """An archive of these articles, made in a folder and open for questions."""
    index_paths(folder / "archive", [write_articles(folder / "articles.jsonl", articles)])
    answerer = open_answerer(folder / "archive")
    try:
        yield answerer
    finally:
        answerer.close()


def untitled(texts: Sequence[str]) -> list[Written]:
    """Texts as articles of one day without a headline."""
    return [(None, PRINTED_ON, text) for text in texts]
