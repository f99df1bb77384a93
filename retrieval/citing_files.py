"""Citations as reference managers take them in: BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import json
import re

from retrieval.citing_facts import address, is_inferred, one_line, pages
from retrieval.citing_names import person
from retrieval.records import Citation

# BibTeX counts braces, escaped ones too: those of a text are given by name.
_TEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
}


def bibtex(citation: Citation) -> str:
    """BibTeX `@article`, titles in double braces so that no style changes their case; a name that
    is to stand as printed in braces of its own."""
    day = citation.issue_date
    fields = {
        "author": " and ".join(map(_tex_name, citation.authors)),
        "title": f"{{{_tex(citation.title)}}}" if citation.title else "",
        "journal": _tex(citation.newspaper),
        "date": day.isoformat() if day else "",
        "year": str(day.year) if day else "",
        "number": _tex(citation.issue_number),
        "pages": _tex(", ".join(pages(citation))),
        "url": address(citation),
        "note": "date inferred" if day and is_inferred(citation) else "",
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return "\n".join([f"@article{{{citation.citation_id},", ",\n".join(lines), "}"])


def ris(citation: Citation) -> str:
    """RIS, type NEWS; lines end in CRLF as the format asks."""
    day = citation.issue_date
    rows: list[tuple[str, str]] = [("TY", "NEWS")]
    rows += [("AU", _with_comma(name)) for name in citation.authors]
    rows += [("TI", citation.title or ""), ("T2", citation.newspaper or "")]
    rows += [("DA", f"{day:%Y/%m/%d}"), ("PY", f"{day:%Y}")] if day else []
    rows += [("IS", citation.issue_number or ""), ("SP", ", ".join(pages(citation)))]
    rows += [("UR", address(citation)), ("ID", citation.citation_id)]
    if day and is_inferred(citation):
        rows.append(("N1", "date inferred"))
    body = "".join(f"{tag}  - {one_line(value)}\r\n" for tag, value in rows if value)
    return body + "ER  - \r\n"


def csl_json(citation: Citation) -> str:
    """CSL-JSON `article-newspaper`; Chinese names as literals, since they have no comma form."""
    record: dict[str, object] = {"id": citation.citation_id, "type": "article-newspaper"}
    if citation.title:
        record["title"] = one_line(citation.title)
    if citation.newspaper:
        record["container-title"] = one_line(citation.newspaper)
    if citation.authors:
        record["author"] = [_csl_name(name) for name in citation.authors]
    if day := citation.issue_date:
        issued: dict[str, object] = {"date-parts": [[day.year, day.month, day.day]]}
        record["issued"] = issued | ({"circa": True} if is_inferred(citation) else {})
    if citation.issue_number:
        record["issue"] = citation.issue_number
    if citation.pages:
        record["page"] = ", ".join(pages(citation))
    if link := address(citation):
        record["URL"] = link
    return json.dumps([record], ensure_ascii=False, indent=2)


def _tex_name(name: str) -> str:
    return _tex(_with_comma(name)) if person(name) else f"{{{_tex(name)}}}"


def _with_comma(name: str) -> str:
    """Surname, given name: the order that BibTeX and RIS read without guessing."""
    parts = person(name)
    if parts is None:
        return name
    order = (parts.family, parts.given, parts.suffix)
    return ", ".join(part for part in order if part)


def _csl_name(name: str) -> dict[str, str]:
    parts = person(name)
    if parts is None:
        return {"literal": one_line(name)}
    named = {"family": parts.family, "given": parts.given, "suffix": parts.suffix}
    return {key: value for key, value in named.items() if value}


def _tex(text: str | None) -> str:
    """A text in which TeX reads no commands."""
    return re.sub(
        r"[&%$#_{}\\~^]", lambda found: _TEX.get(found[0], f"\\{found[0]}"), one_line(text)
    )
