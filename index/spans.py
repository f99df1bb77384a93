"""What of a file stands in no body, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from index.records import Line, Part

# The hyphen of a word that is divided at a line end, and the one that shows only there.
_DIVISION = re.compile("(?<=\\S)[-¬⸗](?=\\s|$)|\u00ad")


class BodySpans:
    """The stretches of a file that stand in bodies, asked for line by line."""

    def __init__(self, parts: Iterable[Part]) -> None:
        runs = (run for part in parts for run in part.map.runs)
        self._waiting = sorted(
            ((run.source, run.source + run.length) for run in runs), reverse=True
        )
        self.overlap = False

    def outside(self, text: str, line: Line) -> tuple[str, int]:
        """What stands on a line outside of all bodies, and how many hyphens that divide a word
        are in it; sets `overlap` when two stretches of bodies are the same of it."""
        pieces: list[str] = []
        hyphens, at = 0, line.start
        self.overlap = False
        for low, high in (*self._until(line.end), (line.end, line.end)):
            self.overlap = self.overlap or low < at
            piece = text[at:low].strip()
            if piece:
                pieces.append(piece)
                divided = _DIVISION.finditer(text, at, low + 1)
                hyphens += sum(match.start() < low for match in divided)
            at = max(at, high)
        return " ".join(pieces), hyphens

    def _until(self, end: int) -> Iterator[tuple[int, int]]:
        """What stands before `end` and was not given out yet."""
        while self._waiting and self._waiting[-1][0] < end:
            low, high = self._waiting.pop()
            if high > end:
                self._waiting.append((end, high))
                high = end
            yield low, high
