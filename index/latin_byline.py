"""Bylines in languages whose words are spaced: By Jane Doe, Par Jean Dupont, LONDON (AP) —."""

from __future__ import annotations

import re
from typing import NamedTuple

_PARTICLE = r"(?:de|da|do|dos|du|des|von|van|der|den|la|le|di|del|della|bin|al|of|ter|zu|y)"
_FIRST = r"[A-ZÀ-ÞŁŚŻŞČŠŽĐŐŘĆŃА-ЯЁІЇЄΑ-Ω][\w'’.\-]*"
NAME = rf"{_FIRST}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_FIRST}){{1,4}}"
_AND = r"(?:,|and|AND|&|et|ET|und|UND|y|Y|e|E|en|EN|och)"
_BY = (
    r"(?:[Bb]y|BY|Par|PAR|Von|VON|Por|POR|Di|DI|Door|DOOR|Av|AV|Text|Texte|Texto|Автор|Текст|"
    r"Tekst|Od|Autor)"
)
_LEAD = re.compile(
    rf"\s*{_BY}\s*:?\s+(?P<names>{NAME}(?:\s*{_AND}\s+{NAME})*)"
    r"(?P<role>\s*(?:,|\||—|–|-|\(|/|\s(?:in|à|aus|en)\s).{0,60})?\s*"
)
_PHOTO = re.compile(
    r"\s*\(?(?:Photos?|Photograph(?:s|ed)?|Picture|Image|Fotos?|Photographie|Crédit(?: photo)?)"
    rf"(?:\s*(?:by|de|par|von|courtesy of))?\s*[:/]?\s+(?P<names>{NAME}).{{0,40}}\s*"
)
_CAPTION_END = re.compile(
    r"(?:(?<=[.!?…”\"')])|(?<=\s))\s*(?P<credit>[(\[]?(?:Photos?|Photograph(?:s|ed)?|Pictures?|"
    r"Image|Fotos?|Photographie|Crédit(?: photo)?|Bild)"
    rf"(?:\s*(?:by|de|par|von|courtesy of))?\s*[:/]?\s*(?P<names>{NAME})"
    rf"(?:\s*/\s*{_FIRST})?[)\]]?)\s*$"
)
# Bylines that name an office and nobody: From Our Own Correspondent, De notre envoyé spécial.
_HOUSE = re.compile(
    r"\s*(?:(?i:from\s+(?:our|a|the)\s+(?:\w+\s+){0,3}(?:correspondents?|reporters?|staff|bureau|desk)"
    r"|(?:by\s+)?(?:our|a)\s+(?:\w+\s+){0,3}(?:correspondent|reporter)"
    r"|(?:by\s+)?staff\s+(?:reporters?|writers?)(?:\s+and\s+agencies)?"
    r"|de\s+(?:notre|nos)\s+(?:envoyée?s?|correspondante?s?)(?:\s+\w+)?"
    r"|von\s+unsere[mnr]\s+(?:\w+\s+)?(?:korrespondent\w*|mitarbeiter\w*|redaktion)"
    r"|de\s+nuestr[oa]s?\s+(?:redacción|corresponsal(?:es)?|enviad[oa]s?(?:\s+especial(?:es)?)?)"
    r"|redacción|agencias|eigener\s+bericht|la\s+rédaction)"
    rf"(?:\s*[,:]?\s+(?P<names>{NAME}))?)\s*"
)
_BARE = re.compile(rf"\s*(?P<names>{NAME})\s*")
_AGENCY = "dpa|afp|ap|reuters|efe|ansa|epd|kna|sid|pa|upi|tass|xinhua|lusa|belga|anp|apa|sda|ats"
_DATELINE = re.compile(
    r"\s*[A-ZÀ-ÞА-ЯЁ][A-ZÀ-ÞА-ЯЁ'.\- ]{2,30}(?:,\s*[\w. ]{2,20})?"
    r"(?:\s*\([A-Za-zÀ-ÿА-яё. /]{2,20}\))?"
    r"[.:]?\s*[—–-]{1,2}\s+"
    # Mooshof (dpa). Das Freibad …
    rf"|\s*[A-ZÀ-Þ][\w.\- ]{{2,30}}\s*\((?i:{_AGENCY})(?:[,/ ][^)]{{0,12}})?\)\s*[.:,–—-]*\s+"
    # ORLÉANS, 3 mars. — and Dresden, 12. April.
    r"|\s*[A-ZÀ-ÞА-ЯЁ][\w'.\- ]{2,30},\s*\d{1,2}(?:er)?\.?\s+[^\W\d_]{3,10}\."
    r"(?:\s*[—–-]{1,2})?\s+(?=[\"„«“]?[^\W\da-z])"
)
_OFFICE = re.compile(
    r"\b(?:Reporters?|Writers?|Correspondents?|Editors?|Staff|Press|News|Times|Reuters|Columnist|Bureau|"
    r"Contributor|Service|Special|Agency|Photographer|Correspondante?|Rédact\w+|Korrespondent\w*|"
    r"Redakt\w+|Redacci\w+)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"(?:The|A|An|Le|La|Les|Un|Une|Der|Die|Das|Ein|Eine|El|Los|Las|Una|Il|Lo|Gli|In|On|At|For)\s"
)
_SPLIT = re.compile(r"\s*(?:,|&|\b(?:and|AND|et|ET|und|UND|y|och)\b)\s*")
_SPACE = re.compile(r"\s+")
_LONGEST = 140


class Signed(NamedTuple):
    """A byline on one line, and the names in it."""

    printed: str
    names: tuple[str, ...]


def read_small_byline(text: str) -> Signed | None:
    """A byline that opens with a small letter, as below an Italian headline: di Marco Bellini."""
    signed = read_byline(text[:1].upper() + text[1:]) if text[:1].islower() else None
    return signed._replace(printed=_closed(text)) if signed else None


def is_office(text: str) -> bool:
    """A line that says what the person above it is: Staff Writer."""
    return len(text) <= 40 and _OFFICE.search(text) is not None and text.strip()[:1].isupper()


def read_byline(text: str) -> Signed | None:
    """A line that is a byline and nothing else; names in capitals are set in upper and lower."""
    match = _LEAD.fullmatch(text) if len(text) < _LONGEST else None
    if match is None and len(text) < _LONGEST and (house := _HOUSE.fullmatch(text)):
        return Signed(_closed(text), _names(house["names"] or ""))
    if match is None or re.search(r"[.!?]$", match["names"]):
        return None
    names = tuple(name for name in _names(match["names"]) if not _OFFICE.search(name))
    return Signed(_closed(text), names)


def read_photo_credit(text: str) -> Signed | None:
    """A line that says who took the picture."""
    match = _PHOTO.fullmatch(text) if len(text) < _LONGEST else None
    return Signed(_closed(text), _names(match["names"])) if match else None


class Credit(NamedTuple):
    """Who took the picture, and where in the text that stands."""

    start: int
    printed: str
    names: tuple[str, ...]


def read_caption_credit(text: str) -> Credit | None:
    """The photo credit that a caption ends with: … in the square. Photo: Jane Doe."""
    tail = text[-80:]
    match = _CAPTION_END.search(tail)
    if match is None:
        return None
    start = len(text) - len(tail) + match.start("credit")
    return Credit(start, _closed(match["credit"]), _names(match["names"]))


def read_name(text: str) -> Signed | None:
    """A line that is a person's name and nothing else."""
    match = _BARE.fullmatch(text) if len(text) <= 40 else None
    words = text.split()
    office = _OFFICE.search(text)
    if match is None or office or not 2 <= len(words) <= 4 or text.isupper():
        return None
    if _ARTICLE.match(text.lstrip()):  # The Noise of Trams
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
