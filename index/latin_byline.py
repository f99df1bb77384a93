"""Bylines in languages of the Latin alphabet: By Jane Doe, Par Jean Dupont, LONDON (AP) —."""

from __future__ import annotations

import re
from typing import NamedTuple

_PARTICLE = r"(?:de|da|do|dos|du|des|von|van|der|den|la|le|di|del|della|bin|al|of|ter|zu|y)"
_FIRST = r"[A-ZÀ-ÞŁŚŻŞČŠŽĐ][\w'’.\-]*"
NAME = rf"{_FIRST}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_FIRST}){{1,4}}"
_AND = r"(?:,|and|AND|&|et|ET|und|UND|y|Y|e|E|en|EN|och)"
_BY = r"(?:[Bb]y|BY|Par|PAR|Von|VON|Por|POR|Di|DI|Door|DOOR|Av|Text|Texte|Texto)"
_LEAD = re.compile(
    rf"\s*{_BY}\s*:?\s+(?P<names>{NAME}(?:\s*{_AND}\s+{NAME})*)"
    r"(?P<role>\s*(?:,|\||—|–|-|\(|/|\s(?:in|à|aus|en)\s).{0,60})?\s*"
)
_PHOTO = re.compile(
    r"\s*\(?(?:Photos?|Photograph(?:s|ed)?|Picture|Image|Fotos?|Photographie|Crédit(?: photo)?)"
    rf"(?:\s*(?:by|de|par|von|courtesy of))?\s*[:/]?\s+(?P<names>{NAME}).{{0,40}}\s*"
)
_BARE = re.compile(rf"\s*(?P<names>{NAME})\s*")
_DATELINE = re.compile(
    r"\s*[A-ZÀ-Þ][A-ZÀ-Þ'.\- ]{2,30}(?:,\s*[\w. ]{2,20})?(?:\s*\([A-Za-z. ]{2,20}\))?"
    r"\s+[—–-]{1,2}\s+"
)
_OFFICE = re.compile(
    r"\b(?:Reporter|Writer|Correspondent|Editor|Staff|Press|News|Times|Reuters|Columnist|Bureau|"
    r"Contributor|Service|Special|Agency|Photographer|Correspondante?|Rédact\w+|Korrespondent\w*|"
    r"Redakt\w+|Redacci\w+)\b",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:,|&|\b(?:and|AND|et|ET|und|UND|y|och)\b)\s*")
_SPACE = re.compile(r"\s+")
_LONGEST = 140


def is_office(text: str) -> bool:
    """A line that says what the person above it is: Staff Writer."""
    return len(text) <= 40 and _OFFICE.search(text) is not None and text.strip()[:1].isupper()


class Signed(NamedTuple):
    """A byline on one line, and the names in it."""

    printed: str
    names: tuple[str, ...]


def read_byline(text: str) -> Signed | None:
    """A line that is a byline and nothing else; names in capitals are set in upper and lower."""
    match = _LEAD.fullmatch(text) if len(text) < _LONGEST else None
    if match is None or re.search(r"[.!?]$", match["names"]):
        return None
    names = tuple(name for name in _names(match["names"]) if not _OFFICE.search(name))
    return Signed(_closed(text), names)


def read_photo_credit(text: str) -> Signed | None:
    """A line that says who took the picture."""
    match = _PHOTO.fullmatch(text) if len(text) < _LONGEST else None
    return Signed(_closed(text), _names(match["names"])) if match else None


def read_name(text: str) -> Signed | None:
    """A line that is a person's name and nothing else."""
    match = _BARE.fullmatch(text) if len(text) <= 40 else None
    words = text.split()
    office = _OFFICE.search(text)
    if match is None or office or not 2 <= len(words) <= 4 or text.isupper():
        return None
    return Signed(_closed(text), (match["names"],))


def dateline_end(text: str) -> int:
    """Where the dateline of a wire story ends (LONDON (Reuters) — …), 0 if there is none."""
    match = _DATELINE.match(text)
    return match.end() if match else 0


def _names(text: str) -> tuple[str, ...]:
    names = (_closed(name).strip(" ,") for name in _SPLIT.split(text))
    return tuple(name.title() if name.isupper() else name for name in names if name)


def _closed(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
