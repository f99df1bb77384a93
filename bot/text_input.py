"""The one place where text from outside becomes text we work with.

Lone surrogates cannot be written as UTF-8, NUL ends strings in C libraries, escape sequences
drive terminals, and bidirectional controls let a text show another text than it is.
"""

from __future__ import annotations

import re

# C0 and C1 controls but for tab and line feed; then what hides, reorders or cannot be encoded:
# bidi embeddings and isolates, the byte order mark, lone surrogates, noncharacters, tags.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"
    "\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)
_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_WHITE = re.compile(r"\s+")


def clean_text(text: str) -> str:
    """The text without anything that is not meant to be read; line breaks become `\\n`."""
    return _UNWANTED.sub("", _LINE_BREAK.sub("\n", text))


def clean_line(text: str) -> str:
    """The text on one line: cleaned, white space closed up, nothing at the ends."""
    return _WHITE.sub(" ", clean_text(text)).strip()
