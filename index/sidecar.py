"""`pages.toml`: what an archivist knows about the files of a folder, and the files do not tell.

    [default]                           # holds for every file of the folder
    newspaper = "云汀日报"

    ["001.txt"]                         # for one file, or for all that a pattern names
    date = 2023-04-10
    page = "01"

    ["1938*.pdf"]
    newspaper = "云汀晚报"

Facts outside a table are defaults too. For every fact the most exact name wins: the file's own,
then the pattern with the most letters of its own, then the default. What two tables of one name
say, with and without quotation marks, counts together. A name that no file of the folder has is
told in a warning: nothing is kept out by it, but what it says is heeded by nobody.
"""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from index.errors import UnreadableFile
from index.records import IssueFacts

SIDECAR = "pages.toml"
_DEFAULT = "default"
_LARGEST = 16 << 20  # bytes; an entry for every page of a hundred years has less
_WILD = "*?[]"
_WARNED = 5  # names that fit no file, one by one; the rest are counted

log = logging.getLogger(__name__)


class Sidecar:
    """The `pages.toml` of one folder. What is wrong with it keeps out the files that it governs,
    and no others: a date that was mistyped must not go unheeded, nor stop a whole run."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / SIDECAR
        self._entries: dict[str, list[dict[str, Any]]] = {}
        self._broken: str | None = None
        try:
            self._entries = self._read()
        except UnreadableFile as error:
            self._broken = str(error)
        self._tell_strangers()

    def facts(self, file: str) -> IssueFacts:
        """What is said about a file of the folder, by its name. Raises UnreadableFile, naming the
        entry, when that cannot be understood."""
        told = self._told(file)
        return IssueFacts(**{name: one for name, one in told.items() if name != "encoding"})

    def encoding(self, file: str) -> str | None:
        """The encoding that a text file of the folder is said to have. Raises UnreadableFile."""
        return self._told(file).get("encoding")

    def _told(self, file: str) -> dict[str, Any]:
        if self._broken:
            raise UnreadableFile(self._broken)
        told: dict[str, Any] = {}
        for name in self._governing(file):
            told |= self._entry(name)
        return told

    def _tell_strangers(self) -> None:
        """Warn of names that can fit no file: they were mistyped, or the file lies elsewhere."""
        exact = (one for one in self._entries if one != _DEFAULT)
        strange = [one for one in exact if "/" in one or not self._may_fit(one)]
        for name in strange[:_WARNED]:
            log.warning(
                "%s: [%s] names no file in this folder, so what it says is not used. A name is "
                "that of a file beside pages.toml; a folder below has a pages.toml of its own.",
                self._path,
                name,
            )
        if len(strange) > _WARNED:
            log.warning("%s: %d more name no file", self._path, len(strange) - _WARNED)

    def _may_fit(self, name: str) -> bool:
        if any(char in _WILD for char in name):
            return True
        try:
            return (self._path.parent / name).is_file()
        except (OSError, ValueError):  # too long for a file name, or a NUL in it
            return False

    def _read(self) -> dict[str, list[dict[str, Any]]]:
        """The tables by their names; facts outside of any stand with the default."""
        try:
            if not self._path.is_file():
                return {}
            if self._path.stat().st_size > _LARGEST:
                raise UnreadableFile(f"{self._path} has more than {_LARGEST:,} bytes")
            record = tomllib.loads(self._path.read_text("utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
            raise UnreadableFile(f"{self._path} is not valid TOML: {error}") from None
        except OSError as error:
            raise UnreadableFile(f"{self._path} cannot be opened: {error.strerror}") from None
        tables: dict[str, list[dict[str, Any]]] = {_DEFAULT: []}
        for name, facts in _tables(record):
            tables.setdefault(name or _DEFAULT, []).append(facts)
        return tables

    def _governing(self, file: str) -> Iterator[str]:
        """The names of the entries for a file, the most exact last."""
        if self._entries:
            yield _DEFAULT
        patterns = [
            name
            for name in self._entries
            if name not in (_DEFAULT, file) and fnmatchcase(file, name)
        ]
        yield from sorted(patterns, key=_exactness)
        if file in self._entries and file != _DEFAULT:
            yield file

    def _entry(self, name: str) -> dict[str, Any]:
        told: dict[str, Any] = {}
        for key, value in (pair for table in self._entries[name] for pair in table.items()):
            if key not in _FACTS:
                raise UnreadableFile(
                    f"{self._path}, [{name}]: '{key}' is not known; known are {', '.join(_FACTS)}"
                )
            fact, understood = _FACTS[key]
            try:
                one = understood(value)
            except ValueError as error:
                raise UnreadableFile(f"{self._path}, [{name}]: {key} {error}") from None
            if told.setdefault(fact, one) != one and name != _DEFAULT:
                raise UnreadableFile(f"{self._path}, [{name}]: {key} is said twice, and otherwise")
            told[fact] = one
        return told


def _tables(record: dict[str, Any], name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """The facts by the name of their table. A file name without its quotation marks, [001.txt],
    is a table in a table to TOML; what is meant is plain."""
    facts = {key: one for key, one in record.items() if not isinstance(one, dict)}
    if facts:
        yield name, facts
    for key, one in record.items():
        if isinstance(one, dict):
            yield from _tables(one, f"{name}.{key}" if name else key)


def _exactness(pattern: str) -> tuple[int, str]:
    return sum(char not in _WILD for char in pattern), pattern


def _day(value: object) -> date:
    try:
        if isinstance(value, str):
            return date.fromisoformat(value)
    except ValueError:
        pass
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError(f"is {str(value)[:40]!r}, which is not a date (YYYY-MM-DD)")
    return value


def _words(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        raise ValueError(f"is {str(value)[:40]!r}, which is not a text in quotation marks")
    return str(value).strip()


def _encoding(value: object) -> str:
    name = _words(value)
    try:
        "".encode(name)
    except LookupError:
        raise ValueError(f"is {name[:40]!r}, which is no encoding that is known") from None
    return name


# What may be said, the fact that it is, and how it is understood.
_FACTS: dict[str, tuple[str, Callable[[object], Any]]] = {
    "newspaper": ("newspaper", _words),
    "date": ("issue_date", _day),
    "issue_number": ("issue_number", _words),
    "cn": ("cn", _words),
    "page": ("page", _words),
    "encoding": ("encoding", _encoding),
}
