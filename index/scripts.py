"""The script a text is set in: do a question and a passage share their letters at all?"""

from __future__ import annotations

import re

SCRIPTS = ("han", "latin", "cyrillic", "arabic", "hangul")

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
