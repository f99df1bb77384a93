"""The sample newspaper: what `make demo` indexes and what the tests read.

Everything in it is invented: the river city of 云汀, its daily 《云汀日报》 (three pages each of
10 April 2023 and 18 January 2024), its English-language weekly, every person, firm, figure and
sentence, the wire stories too. The pages look the way newspaper pages come out of OCR and PDF
extraction; the gold says what a reader should make of them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

_HERE: Final = Path(__file__).parent

PAGES: Final = _HERE / "pages"
"""Folder of the pages, one `.txt` a page."""

GOLD: Final = _HERE / "gold"
"""Folder of the gold, one `<page>.articles.json` a page; lines count from 1."""

QUESTIONS: Final = _HERE / "questions.jsonl"
"""Questions with verbatim answer and evidence, one a line; `seed` names the page."""

DEMO_QUESTIONS: Final = (
    "锦帆小区业委会主任是谁？",
    "望鹤桥全桥封闭的时间是什么时候？",
    "How many tonnes of red-bud ginger did the first cold-chain train from Songping carry?",
)
"""Asked by `make demo`; each stands in QUESTIONS with its answer."""
