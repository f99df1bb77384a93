"""Links of a page to itself with something changed: filters taken off, another order, more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

Pairs = Iterable[tuple[str, str]]
SAVED = ("q", "from", "to", "newspaper", "author", "page")


def to_save(asked: Mapping[str, str]) -> dict[str, str]:
    """The search that a page shows, as the fields that are saved of it."""
    return {name: asked[name] for name in SAVED if asked.get(name)}


def changed(pairs: Pairs, **changes: str | None) -> str:
    """The query with fields set, or left out where None. A name that is a Python keyword is given
    with an underscore behind it (`from_`)."""
    wanted = {name.rstrip("_"): value for name, value in changes.items()}
    kept = [(name, value) for name, value in pairs if name not in wanted and value]
    kept += [(name, value) for name, value in wanted.items() if value is not None]
    return "?" + urlencode(kept, errors="replace")
