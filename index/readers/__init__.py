"""Files to articles. A reader joins by a line in READERS, keyed by how the file's name ends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from index.errors import UnreadableFile
from index.readers.articles import read_articles
from index.readers.text import read_text
from index.records import IssueFacts, Reading, SourceText

Reader = Callable[[SourceText, IssueFacts], Reading]

READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".jsonl": read_articles,
    ".jsonl.gz": read_articles,
}


def reader_for(path: PurePath | str) -> Reader:
    """The reader for a file, by its name; the longest ending wins."""
    name = PurePath(path).name.lower()
    endings = sorted((ending for ending in READERS if name.endswith(ending)), key=len)
    if not endings:
        raise UnreadableFile(f"its format is not known; known are {', '.join(READERS)}")
    return READERS[endings[-1]]
