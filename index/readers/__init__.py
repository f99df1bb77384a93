"""Files to articles. A format joins by a line in READERS, keyed by how the file's name ends; one
that is not plain text has a line in EXTRACTORS too, which gives the text that spans count in."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path, PurePath
from typing import Any

from index.errors import UnreadableFile
from index.records import IssueFacts, Reading, SourceText

Reader = Callable[[SourceText, IssueFacts], Reading]
# The bytes, the name, and the folder that the file lies in, for formats of more than one file.
Extractor = Callable[[bytes, str, Path | None], SourceText]


def _named(module: str, name: str) -> Callable[..., Any]:
    """A function of a module in this folder, loaded when it is first called: some bring heavy
    libraries, and most runs meet few formats."""

    def call(*arguments: Any) -> Any:
        return getattr(import_module(f"index.readers.{module}"), name)(*arguments)

    call.__name__ = call.__qualname__ = name
    return call


READERS: dict[str, Reader] = {
    ".txt": _named("text", "read_text"),
    ".jsonl": _named("articles", "read_articles"),
    ".jsonl.gz": _named("articles", "read_articles"),
    ".csv": _named("csv", "read_csv"),
    ".tsv": _named("csv", "read_csv"),
    ".pdf": _named("printed", "read_printed"),
    ".html": _named("marked", "read_marked"),
    ".htm": _named("marked", "read_marked"),
    ".docx": _named("docx", "read_docx"),
    ".rss": _named("marked", "read_marked"),
    ".atom": _named("marked", "read_marked"),
    ".xml": _named("xml_kinds", "read_xml"),
    ".json": _named("marked", "read_marked"),
}

EXTRACTORS: dict[str, Extractor] = {
    ".pdf": _named("pdf", "extract_pdf"),
    ".html": _named("html", "extract_html"),
    ".htm": _named("html", "extract_html"),
    ".docx": _named("docx", "extract_docx"),
    ".rss": _named("feed", "extract_feed"),
    ".atom": _named("feed", "extract_feed"),
    ".xml": _named("xml_kinds", "extract_xml"),
    ".json": _named("ninjs", "extract_ninjs"),
}


def reader_for(path: PurePath | str) -> Reader:
    """The reader for a file, by its name; the longest ending wins."""
    name = PurePath(path).name.lower()
    endings = sorted((ending for ending in READERS if name.endswith(ending)), key=len)
    if not endings:
        raise UnreadableFile(f"its format is not known; known are {', '.join(READERS)}")
    return READERS[endings[-1]]


def extractor_for(file: str) -> Extractor | None:
    """What gives the text of a file, by its name; None when the file is plain text."""
    name = file.lower()
    return next((EXTRACTORS[ending] for ending in EXTRACTORS if name.endswith(ending)), None)


def listed(data: bytes, file: str, beside: Path) -> str | None:
    """A sha256 of the other files that are read with this one; None when it stands alone."""
    if not file.lower().endswith(".xml"):
        return None
    found: str | None = _named("mets", "listed")(data, beside)
    return found
