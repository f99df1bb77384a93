"""Every citation of an archive made, looked up and held against its source:
`python -m benchmarks.citations ARCHIVE`.

For each passage its id is made, parsed and looked up; the words it leads to are compared with the
slice of the body and with what stands at the spans of the source file, white space aside. The
figure is the share for which all of it holds.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from index.archive import Archive, PassageRow, StoredArticle
from index.check import same_but_escapes
from index.continuing import whole
from index.errors import BaodaError
from index.identity import parse_citation_id
from retrieval.resolving import citation_of, look_up

_SHOWN = 20  # faults that are listed; the rest are counted
_TOLD = 20_000  # citations between two lines of progress


class Fault(NamedTuple):
    """A citation that does not hold, and why."""

    citation: str
    why: str


def faults(archive: Archive) -> Iterator[Fault | None]:
    """For every passage of an archive a fault, or None when its citation holds."""
    texts = _Texts(archive)
    for stored in archive.articles():
        full, offset = whole(archive, stored)
        for row in archive.passages_of(stored.key):
            yield _fault(archive, texts, full, offset, row)


def _fault(
    archive: Archive, texts: _Texts, full: StoredArticle, offset: int, row: PassageRow
) -> Fault | None:
    start, end = row.start + offset, row.end + offset
    words = full.article.body[start:end]
    identity = citation_of(full, start, end, "").citation_id
    if parse_citation_id(identity) is None:
        return Fault(identity, "its id cannot be read")
    try:
        cited = look_up(archive, identity, "")
    except BaodaError as error:
        return Fault(identity, str(error))
    if cited.standing != "current":
        return Fault(identity, f"it is {cited.standing}")
    if cited.passage.text != words or cited.citation.citation_id != identity:
        return Fault(identity, "it leads to other words")
    text = texts.of(cited.source.sha256)
    printed = "".join("".join(text[low:high] for low, high in cited.source.spans).split())
    body = "".join(words.split())
    if printed != body and not same_but_escapes(printed, body):
        return Fault(identity, f"its words do not stand in {cited.source.file}")
    return None


class _Texts:
    """The decoded texts of source files by their hash, the last few kept."""

    def __init__(self, archive: Archive) -> None:
        ids = {source.sha256: source.source_id for source in archive.sources()}
        self.of = lru_cache(8)(lambda sha256: archive.source_text(ids[sha256]))


def report(folder: Path) -> dict[str, object]:
    """How many citations were looked at, the share that holds, and the first that do not."""
    archive = Archive(folder)
    began, checked, wrong = time.perf_counter(), 0, []
    try:
        for checked, fault in enumerate(faults(archive), 1):
            if fault:
                wrong.append(fault)
            if checked % _TOLD == 0:
                print(f"{checked:,} citations", file=sys.stderr, flush=True)
        articles = archive.count("articles")
    finally:
        archive.close()
    return {
        "articles": articles,
        "citations": checked,
        "hold": (checked - len(wrong)) / checked if checked else None,
        "faults": [fault._asdict() for fault in wrong[:_SHOWN]],
        "seconds": round(time.perf_counter() - began, 1),
    }


def main() -> None:
    """Print the report as JSON; exit code 1 when a citation does not hold."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.citations", description=__doc__)
    parser.add_argument("archive", type=Path, help="an archive folder; it is only read")
    found = report(parser.parse_args().archive)
    print(json.dumps(found, ensure_ascii=False, indent=1))
    sys.exit(found["hold"] != 1)


if __name__ == "__main__":
    main()
