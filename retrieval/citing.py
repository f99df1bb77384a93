"""Citation styles: a Citation to the text that goes into a footnote or a reference manager.

Adding a style: one function in the file of its family, one line in STYLES.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from index.errors import BadQuestion
from retrieval.citing_chinese import gbt7714_2015, gbt7714_2025, markdown
from retrieval.citing_english import apa, chicago_entry, chicago_note
from retrieval.citing_files import bibtex, csl_json, ris
from retrieval.records import Citation

DEFAULT_STYLE = "gbt7714-2025"
Style = Callable[[Citation], str]

STYLES: dict[str, Style] = {
    "gbt7714-2025": gbt7714_2025,
    "gbt7714-2015": gbt7714_2015,
    "apa": apa,
    "chicago": chicago_note,
    "chicago-bibliography": chicago_entry,
    "bibtex": bibtex,
    "ris": ris,
    "csl-json": csl_json,
    "markdown": markdown,
}


def cite(citation: Citation, style: str = DEFAULT_STYLE) -> str:
    """The citation in a style; raises BadQuestion naming the styles there are."""
    if style not in STYLES:
        raise BadQuestion(f"There is no citation style '{style}'; choose from {', '.join(STYLES)}.")
    return STYLES[style](citation)


def with_text(citation: Citation) -> Citation:
    """The citation with its line of text in the default style."""
    return replace(citation, text=cite(citation))
