"""Citation styles: a Citation to the text that goes into a footnote or a reference manager.

Adding a style: one function, one line in STYLES. Chinese forms follow GB/T 7714-2025 (in force
since 2026-07-01) and GB/T 7714-2015.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace

from index.errors import BadQuestion
from retrieval.records import Citation

DEFAULT_STYLE = "gbt7714-2025"
Style = Callable[[Citation], str]

_HAN = re.compile(r"[\u3400-\u9fff]")
_NO_TITLE, _NO_NEWSPAPER, _NO_DATE = "[无标题]", "[报名不详]", "[日期不详]"


def cite(citation: Citation, style: str = DEFAULT_STYLE) -> str:
    """The citation in a style; raises BadQuestion naming the styles there are."""
    if style not in STYLES:
        raise BadQuestion(f"There is no citation style '{style}'; choose from {', '.join(STYLES)}.")
    return STYLES[style](citation)


def with_text(citation: Citation) -> Citation:
    """The citation with its line of text in the default style."""
    return replace(citation, text=cite(citation))


def gbt7714_2025(citation: Citation) -> str:
    """GB/T 7714-2025, printed newspaper: full-width comma and brackets; a date that was worked
    out and not printed stands in square brackets."""
    pages = f"（{'，'.join(citation.pages)}）" if citation.pages else ""
    return _gbt(citation, comma="，", pages=pages)


def gbt7714_2015(citation: Citation) -> str:
    """GB/T 7714-2015, printed newspaper: half-width comma and brackets."""
    pages = f"({', '.join(citation.pages)})" if citation.pages else ""
    return _gbt(citation, comma=", ", pages=pages)


def bibtex(citation: Citation) -> str:
    """BibTeX `@article`, titles in double braces so that no style changes their case."""
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in citation.authors),
        "title": f"{{{_tex(citation.title)}}}" if citation.title else "",
        "journal": _tex(citation.newspaper or ""),
        "date": _date(citation, ""),
        "number": citation.issue_number or "",
        "pages": ", ".join(citation.pages),
        "url": _address(citation),
        "note": "date inferred" if "issue_date" in citation.inferred else "",
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return "\n".join([f"@article{{{citation.citation_id},", ",\n".join(lines), "}"])


def ris(citation: Citation) -> str:
    """RIS, type NEWS; lines end in CRLF as the format asks."""
    rows: list[tuple[str, str]] = [("TY", "NEWS")]
    rows += [("AU", name) for name in citation.authors]
    rows += [("TI", citation.title or ""), ("T2", citation.newspaper or "")]
    rows += [("DA", _date(citation, "").replace("-", "/")), ("PY", _date(citation, "")[:4])]
    rows += [("IS", citation.issue_number or ""), ("SP", ", ".join(citation.pages))]
    rows += [("UR", _address(citation)), ("ID", citation.citation_id)]
    if "issue_date" in citation.inferred:
        rows.append(("N1", "date inferred"))
    body = "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in rows if value)
    return body + "ER  - \r\n"


def csl_json(citation: Citation) -> str:
    """CSL-JSON `article-newspaper`; names as literals, since a Chinese name has no comma form."""
    record: dict[str, object] = {"id": citation.citation_id, "type": "article-newspaper"}
    if citation.title:
        record["title"] = citation.title
    if citation.newspaper:
        record["container-title"] = citation.newspaper
    if citation.authors:
        record["author"] = [{"literal": name} for name in citation.authors]
    if day := citation.issue_date:
        issued: dict[str, object] = {"date-parts": [[day.year, day.month, day.day]]}
        record["issued"] = issued | ({"circa": True} if "issue_date" in citation.inferred else {})
    if citation.issue_number:
        record["issue"] = citation.issue_number
    if citation.pages:
        record["page"] = ", ".join(citation.pages)
    if address := _address(citation):
        record["URL"] = address
    return json.dumps([record], ensure_ascii=False, indent=2)


def markdown(citation: Citation) -> str:
    """One line of Markdown: the headline as a link, then newspaper, date and page."""
    title = re.sub(r"([\\\[\]*_`<>])", r"\\\1", citation.title or _NO_TITLE)
    where = [citation.newspaper or _NO_NEWSPAPER, _date(citation)]
    if citation.pages:
        where.append("第" + "、".join(citation.pages) + "版")
    linked = f"[{title}]({citation.url})" if citation.url else title
    authors = f"{'、'.join(citation.authors)}：" if citation.authors else ""
    return f"{authors}{linked}，*{where[0]}*，{'，'.join(where[1:])}"


STYLES: dict[str, Style] = {
    "gbt7714-2025": gbt7714_2025,
    "gbt7714-2015": gbt7714_2015,
    "bibtex": bibtex,
    "ris": ris,
    "csl-json": csl_json,
    "markdown": markdown,
}


def _gbt(citation: Citation, comma: str, pages: str) -> str:
    authors = comma.join(citation.authors)
    title = f"{_one_line(citation.title or _NO_TITLE)}[N]"
    issue = f"{citation.newspaper or _NO_NEWSPAPER}{comma}{_date(citation)}{pages}"
    return ". ".join(part for part in (authors, title, issue) if part) + "."


def _date(citation: Citation, missing: str = _NO_DATE) -> str:
    if citation.issue_date is None:
        return missing
    day = citation.issue_date.isoformat()
    return f"[{day}]" if missing and "issue_date" in citation.inferred else day


def _address(citation: Citation) -> str:
    """The permalink, when it leads there from outside: without BAODA_PUBLIC_URL it is a path."""
    return citation.url if "://" in citation.url else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _tex(text: str) -> str:
    return re.sub(r"([&%$#_{}])", r"\\\1", _one_line(text))
