"""What every step of the ranking is worth: each switched off by itself, on every set.
`python -m benchmarks.ablation [--asked N] [--out docs/ablation.md]`
"""

from __future__ import annotations

import argparse
import random
import re
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.data import CACHE, SHARED, EvaluationSet, built, evaluation_sets
from benchmarks.rivals import tables
from benchmarks.trials import Asking, opened
from retrieval.cases import Case, read_cases
from retrieval.ranking import WEIGHTS, Weights

ASKED = 200  # questions a set
SEED = 11
CUTS = (1, 10)

STEPS: dict[str, Weights] = {
    "everything": WEIGHTS,
    "without words": Weights(words=0),
    "without character pairs": Weights(bigrams=0),
    "without either (meaning alone)": Weights(words=0, bigrams=0),
    "without the passage vector": Weights(cosine=0),
    "without late interaction on the passage": Weights(whole=0),
    "without late interaction on the closest sentences": Weights(closest=0),
    "without late interaction": Weights(whole=0, closest=0),
    "words alone": Weights(cosine=0, whole=0, closest=0),
    "words count the same for every question": Weights(adapting=False),
    "head start of the own script left": Weights(levelling=False),
    "times a question names count for nothing": Weights(favoured=0),
}


_TITLE = """## What each step of the ranking is worth

Each switched off by itself, on the same questions. Command: `python -m benchmarks.ablation`."""


class Recall(NamedTuple):
    """Shares of the questions whose answer is the first passage, or among the first ten."""

    first: float
    ten: float


def measured(one: EvaluationSet, folder: Path, asked: int) -> dict[str, Recall]:
    """What each step leaves when it is switched off, on the same questions."""
    cases = [case for case in read_cases(one.questions) if case.answerable]
    cases = random.Random(SEED).sample(cases, min(asked, len(cases)))
    recalls = {}
    for name, weights in STEPS.items():
        with opened(folder, weights) as asking:
            ranks = [_rank(asking, case) for case in cases]
            recalls[name] = Recall(
                *(sum(rank < cut for rank in ranks) / len(ranks) for cut in CUTS)
            )
    return recalls


def _rank(asking: Asking, case: Case) -> int:
    """The place, from 0, of the first right passage; beyond all cuts when none is found."""
    found = asking.ranked(case)
    held = np.flatnonzero(np.isin(found, asking.right(case)))
    return int(held[0]) if len(held) else max(CUTS)


def table(results: dict[str, dict[str, Recall]]) -> str:
    """A Markdown table: a line a step, a column a set, recall at one and at ten."""
    rows = [
        [step, *(f"{one[step].first:.3f} / {one[step].ten:.3f}" for one in results.values())]
        for step in STEPS
    ]
    return tables.table(["R@1 / R@10", *results], rows)


def main() -> None:
    """Measure every set that is here; print the table, and set it into the document."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ablation", description=__doc__)
    parser.add_argument("--data", type=Path, default=SHARED)
    parser.add_argument("--cache", type=Path, default=CACHE)
    parser.add_argument("--asked", type=int, default=ASKED, help="questions of a set")
    parser.add_argument("--out", type=Path, help="a document to set the table into")
    options = parser.parse_args()
    results = {}
    for one in evaluation_sets(options.data, options.cache):
        folder = options.cache / re.sub(
            r"\W+", "-", "-".join(path.parent.name for path in one.sources)
        )
        built(one.sources, folder)
        results[one.name] = measured(one, folder, options.asked)
        print(one.name, results[one.name]["everything"], flush=True)
    made = table(results)
    print(made)
    if options.out:
        tables.put_section(options.out, "ablation", f"{_TITLE}\n\n{made}")


if __name__ == "__main__":
    main()
