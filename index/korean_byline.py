"""Bylines of Korean newspapers: (부산=새벽일보) 김민수 기자 = …, or 김민수 기자 alone on a line."""

from __future__ import annotations

import re
from typing import NamedTuple

_NAME = r"[가-힣]{2,4}"
_NAMES = rf"(?P<names>{_NAME}(?:\s?[·ㆍ,]\s?{_NAME}){{0,5}})"
_OFFICE = r"(?:(?:선임|전문|수습|객원|인턴|사진)\s?)?(?:기자|특파원|논설위원|편집위원)"
_PLACE = r"(?:[(（\[【][^()（）\[\]【】]{2,24}[)）\]】]\s*)"
_LEAD = re.compile(rf"\s*{_PLACE}?{_NAMES}\s?{_OFFICE}\s*=\s*")
_ALONE = re.compile(rf"\s*{_PLACE}?(?:{_NAME}[=/]\s*)?{_NAMES}\s?{_OFFICE}(?:\s+\S+@\S+)?\s*")
_BETWEEN = re.compile(r"\s*[·ㆍ,]\s*")


class Signed(NamedTuple):
    """A byline, the names in it, and where it ends in the text."""

    printed: str
    names: tuple[str, ...]
    end: int


def read_lead(text: str) -> Signed | None:
    """The byline that a body opens with; the sign = sets it off."""
    return _signed(_LEAD.match(text[:120]))


def read_standalone(text: str) -> Signed | None:
    """A line that is a byline and nothing else."""
    return _signed(_ALONE.fullmatch(text)) if len(text) < 120 else None


def _signed(match: re.Match[str] | None) -> Signed | None:
    if match is None:
        return None
    printed = " ".join(match[0].split()).rstrip(" =")
    return Signed(printed, tuple(_BETWEEN.split(match["names"])), match.end())
