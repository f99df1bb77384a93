"""Figures measured, kept so that one engine or one set can be measured again by itself."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.rivals.measuring import BAODA, Measured
from benchmarks.rivals.registry import RIVALS

_ENGINES = (BAODA, *(one.name for one in RIVALS))


class Figures:
    """A file of JSON lines, one a measurement; the last of an engine on a set counts."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, row: Measured) -> None:
        """Keep a measurement, whatever becomes of the run."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(row._asdict(), ensure_ascii=False) + "\n")

    def rows(self) -> list[Measured]:
        """Everything measured, of engines that are still there, set by set."""
        if not self._path.exists():
            return []
        records = map(json.loads, self._path.read_text("utf-8").splitlines())
        rows = (Measured(**{**one, "ranks": tuple(one["ranks"])}) for one in records)
        last = {(one.set, one.engine): one for one in rows if one.engine in _ENGINES}
        sets = list(dict.fromkeys(name for name, _ in last))
        return sorted(
            last.values(), key=lambda one: (sets.index(one.set), _ENGINES.index(one.engine))
        )
