"""What the times a question names mean for its search (docs/decisions/0014-dates.md).

A newspaper announces what will happen, prints what happened soon after, and comes back to it for
years. So the time of an event bounds the printing from below, announcements allowed for, and from
above only when it is recent to the asker (上个月, yesterday): then it is news that is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from retrieval.dates import Period, periods
from retrieval.restating import as_then, in_full

Window = tuple[date, date]

# How long after its end a time is still news: a weekly paper reports a day within the week; the
# figures of a month come out in the next one; those of a year within its first quarter.
_LAGS = ((10, 7), (93, 31))
_YEAR_LAG = 92
# How long before its time an event is announced: of 206 chronoqa questions about a date, 5 are
# answered by a text older than it, all by less than a month.
_LEAD = timedelta(31)
_MONTH = 31  # days; what is named by a longer time is told of long after
_UNDATED = "The archive knows of no article when it was printed, so no time limits the search."
_PLANNED = re.compile(
    r"将(?!军|来|士)|拟|计划|预计|规划|目标|有望|打算|力争|要(?:建|打造|达|完成|实现|新增)"
    r"|\b(?:will|plan(?:s|ned)?|expect(?:s|ed)?|aims?|target|scheduled|going to)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dating:
    """Which days of printing are searched (None: no bound), which come first, and what to tell.
    `undated`: articles without a day of printing are searched too."""

    from_date: date | None = None
    to_date: date | None = None
    favoured: tuple[Window, ...] = ()
    words: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    restated: str | None = None
    undated: bool = False


def dating(text: str, as_of: date, quoted: Sequence[str] = ()) -> Dating:
    """How the times in a question bound its search; those inside quoted phrases do not."""
    named = [one for one in periods(text, as_of) if not any(one.words in it for it in quoted)]
    filtering = _filtering(named, text, as_of)
    bounds = [_bounds(one, as_of) for one in filtering]
    from_date = min((low for low, _ in bounds), default=date.min)
    to_date = max((high for _, high in bounds), default=date.max)
    known = from_date > date.min or to_date < date.max
    favouring = filtering or [one for one in named if one.first <= as_of]
    windows = tuple(_window(one) for one in favouring if one.first > date.min)
    # An article without a date may tell of an event as well as any other; only whoever asks for
    # what was printed then wants none that may not have been.
    undated = not any(one.kind == "printed" for one in filtering)
    if windows == ((from_date, to_date),) and not undated:
        windows = ()  # what may be found is all favoured
    return Dating(
        from_date if from_date > date.min else None,
        to_date if to_date < date.max else None,
        windows,
        tuple(one.words for one in filtering) if known else (),
        tuple(_note(one, one in filtering and known, one in favouring) for one in named)
        + ((_limits(from_date, to_date, undated),) if known else ()),
        as_then(text, named),
        known and undated,
    )


def undated(text: str, as_of: date | None) -> Dating:
    """How a question is read for an archive that knows no date of printing: no time can bound its
    search, but the articles themselves may name it, if we know what today is to the asker."""
    named = periods(text, as_of or date.today())
    notes = tuple(_note(one, False, False) for one in named) + ((_UNDATED,) if named else ())
    return Dating(notes=notes, restated=in_full(text, named) if as_of else None)


def lag(first: date, last: date) -> timedelta:
    """How long after a time it is still news."""
    length = (last - first).days
    return timedelta(next((lag for most, lag in _LAGS if length <= most), _YEAR_LAG))


def _filtering(named: Sequence[Period], text: str, as_of: date) -> list[Period]:
    """The times that bound the search: those of printing when some are named, else those of events
    that have begun, unless the question is about plans, which are printed before."""
    begun = [one for one in named if one.explicit and one.first <= as_of]
    printed = [one for one in begun if one.kind == "printed"]
    planned = bool(_PLANNED.search(text))
    return printed or [one for one in begun if not planned or _recent(one)]


def _recent(period: Period) -> bool:
    """Whether a time is short and counted from today, so that its news is asked for."""
    return period.relative and (period.last - period.first).days <= _MONTH


def _bounds(period: Period, as_of: date) -> Window:
    """The days of printing a time admits; `date.min` and `date.max` are no bounds."""
    if period.kind == "printed":
        return period.first, period.last if period.last < as_of else date.max
    if not _recent(period):
        return period.first - _LEAD if period.first > date.min else date.min, date.max
    last = period.last + lag(period.first, period.last)
    return period.first, last if last < as_of else date.max


def _window(period: Period) -> Window:
    later = timedelta(0) if period.kind == "printed" else lag(period.first, period.last)
    return period.first, period.last + later


def _note(period: Period, filters: bool, favours: bool) -> str:
    days = f"{period.first} to {period.last}" if period.first > date.min else f"until {period.last}"
    if period.first == period.last:
        days = str(period.first)
    read = f"“{period.words}” is read as {days}"
    if filters:
        return f"{read}."
    if favours and period.first > date.min:
        return f"{read}: what was printed then is favoured, nothing is left out."
    return f"{read}, which does not limit the search."


def _limits(first: date, last: date, undated: bool) -> str:
    """The bounds of the search, in a sentence."""
    since = f" from {first}" if first > date.min else ""
    until = f" to {last}" if last < date.max else " on" if since else ""
    return (
        f"Only what was printed{since}{until} is searched, "
        f"{'and what bears no date' if undated else 'nothing without a date'}; "
        "'use_dates' switches this off."
    )
