"""How fast: indexing 66,668 articles, asking among their passages, cold and over HTTP.

Floors are those of a machine with two cores and nothing else to do. Beside wall time stands the
processor's, which other work on the machine disturbs less.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, quantiles
from typing import NamedTuple

from benchmarks.data import built, evaluation_sets
from benchmarks.serving import CLIENTS, cold, served
from retrieval.answerer import Answerer, open_answerer
from retrieval.cases import Case, read_cases
from retrieval.records import LONGEST_QUESTION, Question

ASKED = 500
_SEED = 7
_WARMING = 20  # questions: the first touch of a mapped file reads the disk
_DATED = "chronoqa"  # the set whose questions name times


class Row(NamedTuple):
    """One line of the table: what was measured, the figure, its unit, and the floor."""

    what: str
    figure: str
    floor: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions asked one after another in this process, milliseconds of each."""

    wall: list[float]
    processor: float  # of all, on the average


def report(data: Path, cache: Path) -> str:
    """The table of all that is measured. The archive is built when it is not in the cache; its
    rate stands in the table when it was built now."""
    news = data / "data" / "news" / "crud_news.jsonl.gz"
    if not news.exists():
        return "speed: skipped, the news archive is not on this machine"
    archive = cache / "crud_news"
    rows = [*_indexed([news], archive)]
    questions = _questions(data, cache)
    rows += _in_process(archive, questions)
    rows.append(Row("cold `baoda ask`", f"{cold(archive, questions[0]):.2f} s", "1.5 s"))
    rows += _over_http(archive, questions)
    return table(rows)


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(["| speed | measured | floor |", "| --- | --- | --- |", *lines])


def percentiles(times: Sequence[float]) -> str:
    """The middle, the 95th and the 99th of a hundred."""
    cuts = quantiles(times, n=100, method="inclusive")
    return " / ".join(f"{cuts[at - 1]:.1f}" for at in (50, 95, 99)) + " ms"


def _indexed(sources: Sequence[Path], archive: Path) -> list[Row]:
    began = _worked()
    made = built(sources, archive)
    seconds = _worked() - began
    rows = [Row("archive on disk", f"{_megabytes(archive)} MB")]
    if made.passages:
        rate = made.passages / made.seconds
        said = f"{rate:,.0f} passages/s ({made.passages:,} in {made.seconds:.0f} s"
        rows.append(Row("indexing", f"{said}, processor {seconds:.0f} s)", "4,000 passages/s"))
    return rows


def _questions(data: Path, cache: Path) -> list[str]:
    """As many that name times as others, mixed."""
    draw = random.Random(_SEED)
    dated: list[Case] = []
    others: list[Case] = []
    for one in evaluation_sets(data, cache):
        (dated if one.name == _DATED else others).extend(read_cases(one.questions))
    some = [case for cases in (dated, others) for case in _drawn(draw, cases)]
    draw.shuffle(some)
    return [case.text[:LONGEST_QUESTION] for case in some]


def _drawn(draw: random.Random, cases: Sequence[Case]) -> list[Case]:
    return draw.sample(cases, min(ASKED // 2, len(cases)))


def _in_process(archive: Path, questions: Sequence[str]) -> list[Row]:
    answerer = open_answerer(archive)
    try:
        asked = _asked(answerer, questions)
        passages = answerer.summary()["passages"]
    finally:
        answerer.close()
    return [
        Row(
            f"`ask` in process, {passages:,} passages, p50 / p95 / p99",
            percentiles(asked.wall),
            "10 / – / 30 ms",
        ),
        Row("processor time of a question, mean", f"{asked.processor:.1f} ms"),
    ]


def _asked(answerer: Answerer, questions: Sequence[str]) -> Asked:
    for text in questions[:_WARMING]:
        answerer.ask(Question(text))
    wall, processor = [], []
    for text in questions:
        began, worked = time.perf_counter(), time.process_time()
        answerer.ask(Question(text))
        wall.append((time.perf_counter() - began) * 1000)
        processor.append((time.process_time() - worked) * 1000)
    return Asked(wall, mean(processor))


def _over_http(archive: Path, questions: Sequence[str]) -> list[Row]:
    told = served(archive, questions)
    return [
        Row(f"HTTP, {CLIENTS} clients", f"{told.a_second:.0f} answers/s", "150 answers/s"),
        Row("HTTP p50 / p95 / p99", percentiles(told.milliseconds), "– / – / 60 ms"),
        Row("memory of the server at most", f"{told.peak_mb or '–'} MB", "1,500 MB"),
    ]


def _worked() -> float:
    """Seconds of processor that this process and those it started and saw end have taken."""
    return sum(os.times()[:4])


def _megabytes(folder: Path) -> int:
    return round(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6)
