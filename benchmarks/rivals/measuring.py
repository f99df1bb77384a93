"""One archive, everybody on it: built, asked the same questions, timed."""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar

from benchmarks.data import EvaluationSet
from benchmarks.rivals.corpus import Corpus
from benchmarks.rivals.measures import first_right
from benchmarks.rivals.registry import Entry
from retrieval.answerer import open_answerer
from retrieval.cases import Case, read_cases
from retrieval.evaluate import DEPTH
from retrieval.records import LONGEST_QUESTION, Hit, Question

BAODA = "baoda"
_SEED = 11
_Found = TypeVar("_Found")

Asked = dict[str, list[Case]]  # questions by the name of their set


class Measured(NamedTuple):
    """One set of questions asked of one engine on a day (ISO date), with the load average of the
    machine afterwards: the place of the first right hit of each (None: not in the first ten), the
    median milliseconds of a question, and what indexing took."""

    day: str
    load: float
    engine: str
    set: str
    ranks: tuple[int | None, ...]
    milliseconds: float
    passages: int
    seconds: float


def chosen(sets: Sequence[EvaluationSet], most: int) -> Asked:
    """At most so many answerable questions a set, the same ones every time."""
    return {one.name: _sampled(one, most) for one in sets}


def _sampled(one: EvaluationSet, most: int) -> list[Case]:
    cases = [
        replace(case, text=case.text[:LONGEST_QUESTION])
        for case in read_cases(one.questions)
        if case.answerable
    ]
    return random.Random(_SEED).sample(cases, most) if len(cases) > most else cases


def baoda_measured(folder: Path, asked: Asked, seconds: float) -> Iterator[Measured]:
    """baoda on its own archive, which took so many seconds to build from the files."""
    answerer = open_answerer(folder)
    passages = int(str(answerer.summary()["passages"]))

    def search(case: Case) -> list[Hit]:
        question = Question(case.text, top=DEPTH, as_of=case.as_of, near=True)
        return list(answerer.ask(question).hits)

    try:
        for name, cases in asked.items():
            ranks, milliseconds = _ask(cases, search, lambda found: found)
            yield Measured(*_now(), BAODA, name, ranks, milliseconds, passages, seconds)
    finally:
        answerer.close()


def rival_measured(entry: Entry, corpus: Corpus, asked: Asked) -> Iterator[Measured]:
    """A rival on the passages of that archive."""
    texts = corpus.texts()
    rival = entry.open()
    began = time.perf_counter()
    rival.build(texts)
    seconds = time.perf_counter() - began
    for name, cases in asked.items():
        ranks, milliseconds = _ask(
            cases, lambda case: rival.search(case.text, DEPTH), lambda ids: corpus.hits(ids)
        )
        yield Measured(*_now(), entry.name, name, ranks, milliseconds, len(texts), seconds)


def _now() -> tuple[str, float]:
    return date.today().isoformat(), round(os.getloadavg()[0], 1)


def _ask(
    cases: Sequence[Case],
    search: Callable[[Case], _Found],
    hits: Callable[[_Found], list[Hit]],
) -> tuple[tuple[int | None, ...], float]:
    """The ranks, and the median milliseconds of `search` alone. The first question is asked twice:
    what is loaded on first use is no part of the figures."""
    search(cases[0])
    ranks, times = [], []
    for case in cases:
        began = time.perf_counter()
        found = search(case)
        times.append((time.perf_counter() - began) * 1000)
        ranks.append(first_right(case, hits(found)))
    return tuple(ranks), statistics.median(times)
