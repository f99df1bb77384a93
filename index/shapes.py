"""Which Chinese characters look alike in print, as pictures tell: `python -m training.shapes`."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

_LIST = Path(__file__).with_name("shapes.txt")


def look_alikes(character: str) -> str:
    """The characters that look like a simplified one, none when it is alone or not common."""
    return _table().get(character, "")


@cache
def _table() -> dict[str, str]:
    alike: dict[str, str] = defaultdict(str)
    for line in _LIST.read_text("utf-8").split():
        for other in line[1:]:
            alike[line[0]] += other
            alike[other] += line[0]
    return dict(alike)
