"""From what an asker typed to a Question: dates read strictly, texts cleaned, limits checked."""

from __future__ import annotations

import re
from datetime import date

from bot.text_input import clean_line
from index.errors import BadQuestion
from retrieval.accounts import Order
from retrieval.records import DEFAULT_HITS, Question

# date.fromisoformat alone would also take 20230410 and 2023-W15-1.
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_day(name: str, text: str | None) -> date | None:
    """The date in `text`, None when there is none; `name` is the option the asker used."""
    wanted = clean_line(text or "")
    if not wanted:
        return None
    try:
        if _DAY.fullmatch(wanted):
            return date.fromisoformat(wanted)
    except ValueError:
        pass
    raise BadQuestion(f"'{name}' must be a date such as 2023-04-10, not '{wanted[:40]}'.")


def read_question(
    text: str,
    *,
    top: int = DEFAULT_HITS,
    as_of: str | None = None,
    from_day: str | None = None,
    to_day: str | None = None,
    newspaper: str | None = None,
    author: str | None = None,
    page: str | None = None,
    use_dates: bool = True,
    near: bool = False,
    order: Order | None = None,
) -> Question:
    """The question, checked; raises BadQuestion with a sentence for the asker."""
    return Question(
        text=clean_line(text),
        top=top,
        as_of=read_day("as_of", as_of),
        from_date=read_day("from", from_day),
        to_date=read_day("to", to_day),
        newspaper=clean_line(newspaper or "") or None,
        author=clean_line(author or "") or None,
        page=clean_line(page or "") or None,
        use_dates=use_dates,
        near=near,
        order=order,
    ).checked()
