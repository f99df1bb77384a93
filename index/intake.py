"""What an archive knows of the files it is about to take in: those it holds, and facts given."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from index.archive import Archive, StoredSource
from index.encoding import PassageEncoding
from index.errors import UnreadableFile
from index.masthead import prefer
from index.readers.mets import files_of
from index.readers.xml import parse_xml
from index.records import IssueFacts
from index.sidecar import Sidecar


class Given(NamedTuple):
    """What is known of a file before it is read, and wins over what it says itself."""

    facts: IssueFacts
    encoding: str | None = None
    listed: str | None = None  # a sha256 of the files that are read with it

    @property
    def record(self) -> str:
        """As it is kept beside the file: another record is a change."""
        facts = self.facts
        record = {
            "newspaper": facts.newspaper,
            "issue_date": facts.issue_date.isoformat() if facts.issue_date else None,
            "issue_number": facts.issue_number,
            "cn": facts.cn,
            "page": facts.page,
            "encoding": self.encoding,
            "listed": self.listed,
        }
        return json.dumps({key: one for key, one in record.items() if one}, ensure_ascii=False)


@dataclass(slots=True)
class Intake:
    """The archive files are taken into, what it knew of them before, and the `facts` given for
    all of them."""

    archive: Archive
    facts: IssueFacts
    encoding: PassageEncoding
    by_path: dict[str, StoredSource] = field(default_factory=dict)
    by_content: dict[tuple[str, str], list[StoredSource]] = field(default_factory=dict)
    sidecars: dict[Path, Sidecar] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for source in self.archive.sources():
            self.know(source)

    def given_for(self, path: Path) -> Given:
        """What is given for a file: for all files, then what `pages.toml` in its folder gives.
        Raises UnreadableFile when what that says cannot be understood."""
        sidecar = self.sidecars.get(path.parent)
        if sidecar is None:
            sidecar = self.sidecars[path.parent] = Sidecar(path.parent)
        facts = prefer(self.facts, sidecar.facts(path.name))
        return Given(facts, sidecar.encoding(path.name))

    def know(self, source: StoredSource) -> None:
        """Remember what stands at a path."""
        self.by_path[source.path] = source
        self.by_content.setdefault((source.sha256, source.given), []).append(source)

    def moved(self, sha256: str, given: str) -> StoredSource | None:
        """The source that was read from these very bytes, at a path that is no more."""
        for source in self.by_content.get((sha256, given), ()):
            if self.by_path.get(source.path) is source and not Path(source.path).exists():
                return source
        return None


def pages_of(data: bytes, folder: Path) -> list[Path]:
    """The files that a METS file in the folder lists, where they lie; empty when it cannot be
    read."""
    try:
        listed = files_of(parse_xml(data)).values()
    except UnreadableFile:
        return []
    found = (place for path in listed for place in (folder / path, folder / path.name))
    return [place for place in dict.fromkeys(found) if place.is_file()]
