"""The script a text is set in: do a question and a passage share their letters at all?"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

SCRIPTS = ("han", "latin", "cyrillic", "arabic", "hangul")
HAN = 0  # its place

# Kana count as Han: Japanese shares its words with Chinese. A Han character carries about as much
# as three letters of an alphabet.
_LETTERS = (
    re.compile(r"[\u3041-\u30ff\u3400-\u9fff]"),
    re.compile(r"[A-Za-zÀ-ɏ]{3}"),
    re.compile(r"[\u0400-\u04ff]{3}"),
    re.compile(r"[\u0600-\u06ff]{3}"),
    re.compile(r"[\uac00-\ud7a3]"),
)


def script_of(text: str) -> int:
    """The place in SCRIPTS of the script most of a text is in; 0 (Han) when it has no letters."""
    counts = [len(_LETTERS[0].findall(text))]
    if 2 * counts[0] >= len(text):  # what is left cannot be more: most passages end here
        return 0
    counts += [len(letters.findall(text)) for letters in _LETTERS[1:]]
    return counts.index(max(counts))


def scripts_of(texts: Sequence[str]) -> list[int]:
    """`script_of` for each of many texts, faster."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), "<u4")
    han = (codes >= 0x3041) & (codes <= 0x30FF) | (codes >= 0x3400) & (codes <= 0x9FFF)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    before = np.concatenate([[0], np.cumsum(han)])
    ends = np.cumsum(lengths)
    counts = before[ends] - before[ends - lengths]
    settled = (2 * counts >= lengths).tolist()
    return [0 if sure else script_of(text) for sure, text in zip(settled, texts, strict=True)]
