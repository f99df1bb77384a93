"""Citations as English print writes them: APA (7th edition) and Chicago (18th edition, notes and
bibliography). Plain text, so newspapers are not in italics; headlines keep their letters as
printed, for sentence case would have to know every name in them.
"""

from __future__ import annotations

from retrieval.citing_facts import address, bracketed, month, one_line, pages
from retrieval.citing_names import as_set, person
from retrieval.records import Citation

_NO_TITLE, _NO_NEWSPAPER, _NO_DATE = "untitled article", "[Newspaper unknown]", "n.d."
_APA_NAMED = 20  # authors that APA lists; of more the first nineteen and the last
_NOTE_NAMED = 2  # authors that a note lists; of more the first
_ENTRY_NAMED, _ENTRY_FIRST = 6, 3  # authors that a bibliography lists; of more the first three
_STOPS = ".。"
_ENDS = ("?", "!", "？", "！", "…", *_STOPS)
_INNER = str.maketrans('“”"「」', "‘’'‘’")


def apa(citation: Citation) -> str:
    """APA 7, newspaper article: authors, date, headline, newspaper, pages, permalink. Without an
    author the headline comes first."""
    day = citation.issue_date
    written = bracketed(citation, f"{day.year}, {month(day)} {day.day}") if day else _NO_DATE
    title = _closed(one_line(citation.title) or f"[{_NO_TITLE.capitalize()}]")
    authors = _apa_authors(citation.authors)
    opening = [_closed(authors), f"({written}).", title] if authors else [title, f"({written})."]
    newspaper = one_line(citation.newspaper) or _NO_NEWSPAPER
    where = ", ".join([newspaper, *pages(citation)]) + "."
    return " ".join(part for part in (*opening, where, address(citation)) if part)


def chicago_note(citation: Citation) -> str:
    """A full note of Chicago 18, the form in which it cites newspapers: author, headline,
    newspaper, date, page, permalink, parted by commas."""
    names = [as_set(name) for name in citation.authors]
    if len(names) > _NOTE_NAMED:
        names = [f"{names[0]} et al."]
    authors = " and ".join(names)
    title = one_line(citation.title)
    headline = f"“{title.rstrip(_STOPS).translate(_INNER)},”" if title else f"{_NO_TITLE},"
    where = [_newspaper(citation), _chicago_date(citation), *pages(citation), address(citation)]
    opening = f"{authors}, {headline}" if authors else headline
    return _closed(f"{opening} {', '.join(filter(None, where))}")


def chicago_entry(citation: Citation) -> str:
    """An entry of a Chicago 18 bibliography. Without an author the newspaper stands there."""
    title = one_line(citation.title)
    headline = f"“{_closed(title.translate(_INNER))}”" if title else f"{_NO_TITLE.capitalize()}."
    authors, newspaper = _entry_authors(citation.authors), _newspaper(citation)
    where = [_chicago_date(citation), *pages(citation)]
    if authors:
        opening, where = [_closed(authors), headline], [newspaper, *where]
    else:
        opening = [_closed(newspaper), headline]
    rest = [", ".join(where), address(citation)]
    return " ".join([*opening, *(_closed(part) for part in rest if part)])


def _apa_authors(names: tuple[str, ...]) -> str:
    listed = [_apa_name(name) for name in names]
    if len(listed) > _APA_NAMED:
        return ", ".join(listed[: _APA_NAMED - 1]) + f", . . . {listed[-1]}"
    if len(listed) > 1:
        return ", ".join(listed[:-1]) + f", & {listed[-1]}"
    return "".join(listed)


def _apa_name(name: str) -> str:
    parts = person(name)
    if parts is None:
        return one_line(name)
    turned = (parts.family, parts.initials("."), parts.suffix)
    return ", ".join(part for part in turned if part)


def _entry_authors(names: tuple[str, ...]) -> str:
    """The first author turned round, the others as spoken."""
    listed = [_entry_name(names[0]), *map(as_set, names[1:])] if names else []
    if len(listed) > _ENTRY_NAMED:
        return ", ".join([*listed[:_ENTRY_FIRST], "et al."])
    if len(listed) == 2 and "," not in listed[0]:
        return " and ".join(listed)
    if len(listed) > 1:
        return ", ".join(listed[:-1]) + f", and {listed[-1]}"
    return "".join(listed)


def _entry_name(name: str) -> str:
    parts = person(name)
    if parts is None or parts.leads:  # a surname that is spoken first needs no comma
        return as_set(name)
    return ", ".join(part for part in (parts.family, parts.given, parts.suffix) if part)


def _newspaper(citation: Citation) -> str:
    """The name without its article, which Chicago leaves out."""
    return one_line(citation.newspaper).removeprefix("The ") or _NO_NEWSPAPER


def _chicago_date(citation: Citation) -> str:
    day = citation.issue_date
    return bracketed(citation, f"{month(day)} {day.day}, {day.year}") if day else _NO_DATE


def _closed(text: str) -> str:
    """A sentence with its full stop, unless it ends in a mark already."""
    bare = text.rstrip("”’\"'」』)）")
    return text if bare.endswith(_ENDS) else f"{text}."
