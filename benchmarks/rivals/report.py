"""`make rivals`: everybody on every set, each set by itself and inside a large archive."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.data import EvaluationSet, evaluation_sets
from benchmarks.rivals import tables
from benchmarks.rivals.corpus import Corpus
from benchmarks.rivals.figures import Figures
from benchmarks.rivals.measuring import BAODA, Measured, baoda_measured, chosen, rival_measured
from benchmarks.rivals.registry import RIVALS, Entry
from index.build import index_paths

QUESTIONS = 300  # a set, at most
INSIDE = ("sample", "pages", "news_antiterror", "chronoqa", "xquad zh→zh", "xquad en→zh")
_HINT = "not installed: pip install -r benchmarks/rivals.txt"


class Trial(NamedTuple):
    """An archive, the sets asked of it, and the rivals that take part."""

    name: str
    sources: tuple[Path, ...]
    sets: tuple[EvaluationSet, ...]
    rivals: tuple[Entry, ...]


def alone(data: Path, cache: Path) -> list[Trial]:
    """Every set by itself; sets over the same passages share an archive."""
    by_sources: dict[tuple[Path, ...], list[EvaluationSet]] = {}
    for one in evaluation_sets(data, cache):
        by_sources.setdefault(one.sources, []).append(one)
    return [
        Trial(sets[0].name, sources, tuple(sets), RIVALS) for sources, sets in by_sources.items()
    ]


def inside(data: Path, cache: Path) -> list[Trial]:
    """Some sets together among 66,668 news articles, for rivals that can take so many."""
    news = data / "data" / "news" / "crud_news.jsonl.gz"
    sets = tuple(one for one in evaluation_sets(data, cache) if one.name in INSIDE)
    if not news.exists():
        return []
    sources = tuple(dict.fromkeys(path for one in sets for path in one.sources))
    large = tuple(one for one in RIVALS if one.large)
    return [Trial("inside", (news, *sources), sets, large)]


class Wish(NamedTuple):
    """What to measure: at most so many questions a set, of sets and engines named (none: all)."""

    questions: int = QUESTIONS
    sets: Sequence[str] = ()
    engines: Sequence[str] = ()

    def set(self, name: str) -> bool:
        return not self.sets or name in self.sets

    def engine(self, name: str) -> bool:
        return not self.engines or name in self.engines


TRIALS = {"alone": alone, "inside": inside}


def report(data: Path, cache: Path, trial: str, wish: Wish, out: Path) -> str:
    """Measure, and write the section of that name into a Markdown file. What was measured earlier
    stays in it until it is measured again. Returns the section."""
    figures = Figures(cache / "rivals" / f"{trial}-{wish.questions}.jsonl")
    for one in TRIALS[trial](data, cache):
        sets = tuple(each for each in one.sets if wish.set(each.name))
        if sets:
            for row in measured(one._replace(sets=sets), cache / "rivals", wish):
                figures.add(row)
    rows = figures.rows()
    if not rows:
        return f"rivals, {trial}: nothing measured, the data is not on this machine"
    text = section(trial, rows, wish.questions)
    tables.put_section(out, f"rivals {trial}", text)
    return text


def measured(trial: Trial, cache: Path, wish: Wish) -> Iterator[Measured]:
    """baoda first, then each rival that is installed. The archive is built anew, to time it."""
    folder = cache / re.sub(r"\W+", "-", trial.name)
    shutil.rmtree(folder, ignore_errors=True)
    _say(f"{trial.name}: baoda")
    built = index_paths(folder, trial.sources)
    asked = chosen(trial.sets, wish.questions)
    if wish.engine(BAODA):
        yield from baoda_measured(folder, asked, built.seconds)
    corpus = Corpus(folder)
    try:
        for entry in trial.rivals:
            if wish.engine(entry.name) and not entry.missing:
                _say(f"{trial.name}: {entry.name}")
                yield from rival_measured(entry, corpus, asked)
    finally:
        corpus.close()


def section(trial: str, rows: Sequence[Measured], most: int) -> str:
    """The figures with how they were taken, who is missing, and where a rival is ahead."""
    lost = [f"- {line}" for measure in ("R@1", "R@10") for line in tables.ahead(rows, measure)]
    others = [one for one in rows if one.engine != BAODA]
    parts = [
        f"## Rivals, {_TITLES[trial]}",
        f"{_circumstances(rows)} At most {most} questions a set, drawn with a fixed seed. Command: "
        f"`python -m benchmarks rivals --trial {trial}` (`make rivals`).",
        tables.overview(rows, "R@1"),
        tables.overview(rows, "R@10"),
        "### Where a rival is ahead",
        "\n".join(lost) or ("Nowhere, at R@1 and R@10." if others else "No rival measured yet."),
        "### Cost",
        tables.costs(rows),
        "### All figures",
        tables.details(rows),
        "### Engines",
        "\n".join(f"- {one.name}: {_installed(one)}" for one in RIVALS),
    ]
    return "\n\n".join(parts)


def _circumstances(rows: Sequence[Measured]) -> str:
    days = sorted({min(one.day for one in rows), max(one.day for one in rows)})
    cores, load = os.cpu_count() or 1, max(one.load for one in rows)
    busy = (
        f" The machine had other work too (load average up to {load:.0f}): take seconds and "
        "milliseconds for upper bounds, and compare them only roughly."
    )
    idle = f"{' to '.join(days)}, {cores} CPU cores, one thread, no GPU."
    return idle + busy * (load > cores)


def _installed(one: Entry) -> str:
    return f"{', '.join(one.missing)} {_HINT}" if one.missing else one.versions


_TITLES = {
    "alone": "each set by itself",
    "inside": "inside a large archive (66,668 other news articles, and the sets together)",
}


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
