"""The quotation marks of a question: which stretches of it are quoted phrases.

What is typed is not what is printed: straight marks stand for any, inches and apostrophes are none,
and a mark without its partner is told of, not guessed at.
"""

from __future__ import annotations

_PARTNERS = {
    "“": "”“",
    "”": "”",  # typed twice the same
    "「": "」",
    "『": "』",
    '"': '"',
    "‘": "’",
    "«": "»",
    "»": "«",  # as German books have them
    "„": '“”"',
}
_CLOSERS = frozenset('“”」』"’»«')
_FEWEST = 2  # letters of a phrase; a single character in quotation marks is a word


def quoted_stretches(level: str) -> tuple[list[tuple[int, int]], list[str]]:
    """The quotations of a text, marks included, none inside another; and what to tell."""
    found: list[tuple[int, int]] = []
    notes: list[str] = []
    at = 0
    while at < len(level):
        if level[at] not in _PARTNERS or not _opens(level, at):
            at += 1
            continue
        end = _closing(level, at)
        if end < 0:
            if level[at] != "‘" and level[at] != "”":
                notes.append(f"The quotation mark {level[at]} has no partner, so it is not read.")
            at += 1
            continue
        if sum(map(str.isalnum, level[at + 1 : end])) >= _FEWEST:
            found.append((at, end + 1))
        at = end + 1
    return found, notes


def _opens(level: str, at: int) -> bool:
    """Whether a mark may open a quotation: not an apostrophe, not the inches of a figure."""
    before, mark = level[at - 1 : at], level[at]
    return not (mark in '"‘”' and before.isascii() and before.isalnum())


def _closing(level: str, at: int) -> int:
    """Where the quotation that begins here ends, or -1. An apostrophe within words is none."""
    partners = _PARTNERS[level[at]]
    for end in range(at + 1, len(level)):
        after = level[end + 1 : end + 2]
        if level[end] in partners and not (
            level[end] in '"’' and after.isascii() and after.isalnum()
        ):
            return end
    return -1


def opens_with_a_mark(value: str) -> bool:
    """Whether a value begins with a quotation mark."""
    return value[:1] in _PARTNERS


def bare(value: str) -> str:
    """A value without the marks around it."""
    stripped = value.strip()
    if len(stripped) > 2 and opens_with_a_mark(stripped) and stripped[-1] in _CLOSERS:
        stripped = stripped[1:-1].strip()
    return stripped
