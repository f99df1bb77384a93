"""The names of newspapers and people, as readers' limits compare them with what is printed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from index.patterns import lazy_pattern
from index.tokens import fold

RULE = "names/1"  # goes into the manifest: names that compare otherwise mean another index

_HAN = r"\u3007\u3400-\u9fff"
_BLANKS = lazy_pattern(r"\s+")
# 张 三 is printed with blanks to fill a line; between other letters a blank divides words.
_BETWEEN_HAN = lazy_pattern(rf"(?<=[{_HAN}]) (?=[{_HAN}])")
_AROUND = '《》〈〉<>“”"「」 '
_LISTED = lazy_pattern(r"[、,，;；/／|]|\s+(?:and|und|et|y)\s+|&")
_PERSONS = lazy_pattern(rf"[{_HAN}]{{2,4}}(?: [{_HAN}]{{2,4}})+")


@lru_cache(4_096)  # an archive prints the same names again and again
def name_key(printed: str) -> str:
    """A name without what does not tell it from others: width, case, Traditional or Simplified,
    book marks round it and blanks between its characters."""
    return _BETWEEN_HAN.sub("", _BLANKS.sub(" ", fold(printed).strip(_AROUND)))


def author_keys(printed: Iterable[str]) -> tuple[str, ...]:
    """The names of an article's authors as they are compared: each as it is given and, where
    several are given as one (张三、李四), each of those."""
    keys: dict[str, None] = {}
    for one in printed:
        parts = [part.strip() for part in _LISTED.split(one)]
        level = [_BLANKS.sub(" ", part) for part in parts]
        parts += [name for part in level if _PERSONS.fullmatch(part) for name in part.split()]
        keys |= dict.fromkeys(key for name in (one, *parts) if (key := name_key(name)))
    return tuple(keys)
