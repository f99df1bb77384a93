"""The names of pages, as jump marks and readers' questions compare them."""

from __future__ import annotations

import re

RULE = "pages/1"  # goes into the manifest: page names that compare otherwise mean another index

_PAGE = re.compile(r"([A-Z]*)0*(\d+)")


def page_name(printed: str) -> str:
    """A page without what does not tell it from others: 02 and 2 are the same, A2 is another."""
    bare = re.sub(r"\s", "", printed).upper()
    match = _PAGE.fullmatch(bare)
    return match[1] + match[2] if match else bare
