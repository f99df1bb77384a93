"""What is posted to the archive: files, or articles as JSON, as files of the inbox."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from bot.text_input import clean_line
from index.errors import BadQuestion

_LONGEST_NAME = 180  # bytes; file systems take 255, and we add some
_LONGEST_SUFFIX = 12  # characters; what is longer is no suffix
_UNUSABLE = re.compile(r'[\\/:*?"<>|]')
_PARTS = 8


class Posted(NamedTuple):
    """A file as posted. `identity` tells it from others of its name when no folder is given; what
    is posted with the same identity later takes its place."""

    name: str
    data: bytes
    identity: str


def posted_file(name: str, data: bytes) -> Posted:
    """A file that was uploaded; without a folder it is known by what is in it."""
    return Posted(_file_name(name), data, _short_hash(data))


def posted_lines(data: bytes) -> Posted:
    """Article JSON lines."""
    return Posted("articles.jsonl", data, _short_hash(data))


def posted_articles(
    articles: Sequence[Mapping[str, Any]], newspaper: str | None = None
) -> list[Posted]:
    """Articles as JSON objects: each a file of its own, known by the id that was given for it in
    its newspaper, which is `newspaper` where it names none."""
    found = []
    for article in articles:
        line = json.dumps(article, ensure_ascii=False).encode("utf-8", "surrogatepass")
        given = article.get("id")
        paper = article.get("newspaper") or newspaper
        known_by = json.dumps([paper, given]).encode() if given else line
        found.append(Posted("article.jsonl", line + b"\n", _short_hash(known_by)))
    return found


def folder_named(text: str) -> str:
    """The folder a client wants its files in, as a relative path; raises BadQuestion."""
    parts = [part for part in clean_line(text).replace("\\", "/").split("/") if part]
    if len(parts) > _PARTS or any(_file_name(part) != part for part in parts):
        raise BadQuestion(
            f"'folder' must be at most {_PARTS} plain names with / between them, such as "
            "云汀日报/2023-04-10."
        )
    return "/".join(parts)


def place_of(file: Posted, folder: str) -> PurePosixPath:
    """Where a file lies, below the folder of all that is posted."""
    return (
        PurePosixPath("named", folder, file.name)
        if folder
        else PurePosixPath("unnamed", file.identity, file.name)
    )


def _file_name(given: str) -> str:
    """The last part of a path as a name that no file system and no reader misunderstands."""
    name = _UNUSABLE.sub("_", clean_line(given.replace("\\", "/").rsplit("/", 1)[-1])).lstrip(".")
    stem, dot, suffix = name.rpartition(".")
    if not stem or len(suffix) > _LONGEST_SUFFIX:
        stem, dot, suffix = name, "", ""
    room = _LONGEST_NAME - len(suffix.encode()) - len(dot)
    return f"{_cut(stem, room)}{dot}{suffix}" or "file"


def _cut(text: str, room: int) -> str:
    """As much of a text as goes into so many bytes."""
    return text.encode()[:room].decode("utf-8", "ignore")


def _short_hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:24]
