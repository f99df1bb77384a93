"""Citations as Chinese print writes them: GB/T 7714-2025 (in force since 2026-07-01), its edition
of 2015, and a line of Markdown."""

from __future__ import annotations

import re

from retrieval.citing_facts import bracketed, one_line, pages
from retrieval.citing_names import Person, as_set, is_chinese, person
from retrieval.records import Citation

_NO_TITLE, _NO_NEWSPAPER, _NO_DATE = "[无标题]", "[报名不详]", "[日期不详]"
_NAMED = 3  # authors that GB/T 7714 lists; of more the rest is 等, et al


def gbt7714_2025(citation: Citation) -> str:
    """GB/T 7714-2025, printed newspaper: full-width comma and brackets; names in letters with the
    surname first; a date that was worked out and not printed stands in square brackets."""
    where = f"（{'，'.join(pages(citation))}）" if citation.pages else ""
    authors = _authors(citation.authors, "，", capitals=False)
    return _line(citation, authors, "，", where)


def gbt7714_2015(citation: Citation) -> str:
    """GB/T 7714-2015, printed newspaper: half-width comma and brackets; surnames in letters are
    set in capitals."""
    where = f"({', '.join(pages(citation))})" if citation.pages else ""
    authors = _authors(citation.authors, ", ", capitals=True)
    return _line(citation, authors, ", ", where)


def markdown(citation: Citation) -> str:
    """One line of Markdown: the headline as a link, then newspaper, date and page."""
    title = _plain(citation.title or _NO_TITLE)
    where = [citation.newspaper or _NO_NEWSPAPER, _date(citation)]
    if citation.pages:
        where.append(_plain("第" + "、".join(pages(citation)) + "版"))
    linked = f"[{title}]({citation.url})" if citation.url else title
    authors = f"{'、'.join(map(as_set, citation.authors))}：" if citation.authors else ""
    return f"{_plain(authors)}{linked}，*{_plain(where[0])}*，{'，'.join(where[1:])}"


def _line(citation: Citation, authors: str, comma: str, where: str) -> str:
    title = f"{one_line(citation.title or _NO_TITLE)}[N]"
    issue = f"{one_line(citation.newspaper) or _NO_NEWSPAPER}{comma}{_date(citation)}{where}"
    return ". ".join(part for part in (authors, title, issue) if part) + "."


def _authors(names: tuple[str, ...], comma: str, *, capitals: bool) -> str:
    listed = [_name(name, capitals) for name in names[:_NAMED]]
    if len(names) > _NAMED:
        listed.append("等" if is_chinese(names[:_NAMED]) else "et al")
    return comma.join(listed)


def _name(name: str, capitals: bool) -> str:
    parts = person(name)
    return _turned(parts, capitals) if parts else one_line(name)


def _turned(parts: Person, capitals: bool) -> str:
    family = parts.family.upper() if capitals else parts.family[:1].upper() + parts.family[1:]
    suffix = parts.suffix.rstrip(".")
    return " ".join(part for part in (family, parts.initials(), suffix) if part)


def _date(citation: Citation) -> str:
    day = citation.issue_date
    return bracketed(citation, day.isoformat()) if day else _NO_DATE


def _plain(text: str) -> str:
    """A text in which Markdown reads no marks."""
    return re.sub(r"([\\\[\]*_`<>~|]|&(?=#?\w+;))", r"\\\1", one_line(text))
