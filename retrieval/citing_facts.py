"""What the citation styles share: the facts of a citation as they are written in any of them."""

from __future__ import annotations

from datetime import date

from retrieval.records import Citation


def is_inferred(citation: Citation) -> bool:
    """Whether the date was worked out and not printed: every style marks it."""
    return "issue_date" in citation.inferred


def bracketed(citation: Citation, day: str) -> str:
    """A date as it is written, in square brackets when it was not printed."""
    return f"[{day}]" if is_inferred(citation) else day


def address(citation: Citation) -> str:
    """The permalink, when it leads there from outside: without BAODA_PUBLIC_URL it is a path."""
    return citation.url if "://" in citation.url else ""


def one_line(text: str | None) -> str:
    """A text without line breaks."""
    return " ".join((text or "").split())


def pages(citation: Citation) -> tuple[str, ...]:
    """The pages as printed, each on one line."""
    return tuple(page for one in citation.pages if (page := one_line(one)))


def month(day: date) -> str:
    """The name of the month; strftime would follow the locale of the machine."""
    return _MONTHS[day.month - 1]


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
