"""Figures as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.rivals.measures import MEASURES, figures
from benchmarks.rivals.measuring import BAODA, Measured

Row = Sequence[str]


def overview(rows: Sequence[Measured], measure: str) -> str:
    """One measure, sets down and engines across; the best of a set in bold."""
    engines = list(dict.fromkeys(one.engine for one in rows))
    by_place = {(one.set, one.engine): figures(one.ranks)[measure] for one in rows}
    lines = []
    for name in dict.fromkeys(one.set for one in rows):
        values = [by_place.get((name, engine)) for engine in engines]
        best = max(value for value in values if value is not None)
        lines.append([name, *(_cell(value, best) for value in values)])
    return table([measure, *engines], lines)


def details(rows: Sequence[Measured]) -> str:
    """Every measure of every engine on every set, and the median milliseconds of a question."""
    lines = [
        [
            one.set,
            one.engine,
            str(len(one.ranks)),
            *(_figure(value) for value in figures(one.ranks).values()),
            f"{one.milliseconds:.1f}",
        ]
        for one in rows
    ]
    return table(["set", "engine", "questions", *MEASURES, "p50 ms"], lines)


def costs(rows: Sequence[Measured]) -> str:
    """What indexing all archives took, and the medians of asking."""
    lines = []
    for engine in dict.fromkeys(one.engine for one in rows):
        own = [one for one in rows if one.engine == engine]
        builds = {(one.passages, one.seconds) for one in own}
        passages, seconds = (sum(values) for values in zip(*builds, strict=True))
        p50 = sorted(one.milliseconds for one in own)
        rate = f"{passages / seconds:,.0f}" if seconds else "–"
        spread = f"{p50[0]:.1f}–{p50[-1]:.1f}"
        lines.append([engine, f"{passages:,}", f"{seconds:.1f}", rate, spread])
    heads = ["engine", "passages", "index seconds", "passages a second", "question p50 ms, by set"]
    return table(heads, lines)


def ahead(rows: Sequence[Measured], measure: str) -> Iterator[str]:
    """Every set on which a rival's figure is above baoda's, as a sentence."""
    ours = {one.set: figures(one.ranks)[measure] for one in rows if one.engine == BAODA}
    for one in rows:
        theirs = figures(one.ranks)[measure]
        if one.set in ours and theirs > ours[one.set]:
            yield (
                f"{one.engine} is ahead on {one.set}: {measure} {_figure(theirs)} "
                f"against {_figure(ours[one.set])}."
            )


def table(heads: Row, rows: Iterable[Row]) -> str:
    """A Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def put_section(path: Path, name: str, text: str) -> None:
    """Write a text between the marks of that name in a Markdown file; marks that are not there
    yet are added at its end. What stands outside of them is left as it is."""
    begin, end = f"<!-- {name}: begin, written by a command -->", f"<!-- {name}: end -->"
    whole = path.read_text("utf-8") if path.exists() else ""
    if begin not in whole:
        whole = f"{whole.rstrip()}\n\n{begin}\n{end}\n".lstrip()
    before, _, rest = whole.partition(begin)
    after = rest.partition(end)[2]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{before}{begin}\n{text.strip()}\n{end}{after}", "utf-8")


def _cell(value: float | None, best: float) -> str:
    if value is None:
        return "–"
    return f"**{_figure(value)}**" if value == best else _figure(value)


def _figure(value: float) -> str:
    return f"{value:.3f}"
