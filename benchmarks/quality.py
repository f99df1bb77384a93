"""How often the right passage comes first: every set we have, by kind of question."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.data import EvaluationSet, built, evaluation_sets
from retrieval.answerer import open_answerer
from retrieval.evaluate import EvaluationReport, evaluate

BY_KIND = {"sample", "pages"}  # sets whose questions are sorted by kind


def report(data: Path, cache: Path) -> str:
    """The figures of every set as one text."""
    parts = []
    for one in evaluation_sets(data, cache):
        result = measured(one, cache)
        parts.append(f"== {one.name}\n{result.table() if one.name in BY_KIND else _first(result)}")
    return "\n\n".join(parts)


def measured(one: EvaluationSet, cache: Path) -> EvaluationReport:
    """The figures of one set; its archive is built in the cache when it is not there yet."""
    folder = cache / re.sub(r"\W+", "-", "-".join(str(path.parent.name) for path in one.sources))
    archive = folder if one.name not in BY_KIND else cache / one.name
    built(one.sources, archive)
    answerer = open_answerer(archive)
    try:
        return evaluate(answerer, one.questions)
    finally:
        answerer.close()


def _first(result: EvaluationReport) -> str:
    return "\n".join(result.table().splitlines()[:2])
