"""What confidence is worth: every question asked twice, with its article in the archive and
without it. `python -m benchmarks.calibrate` fits the logistic regression of
retrieval/confidence.py and says how well it refuses on sets it was not fitted on.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.data import SHARED, EvaluationSet, built, evaluation_sets
from index.archive import Archive
from index.encoders import open_encoder
from index.store.local import open_local_store
from retrieval.confidence import SIGNALS, Calibration, Signals
from retrieval.evaluate import Case, read_cases
from retrieval.question import interpret
from retrieval.records import Question
from retrieval.search import JUDGED, Searcher, signals

ASKED = 200  # questions a set
_SEED = 5


class Trial(NamedTuple):
    """One question once: the evidence, and whether one of the first hits is the right article."""

    signals: Signals
    answered: bool


def trials(one: EvaluationSet, cache: Path) -> Iterator[Trial]:
    """Each question with its article, and again without it."""
    folder = cache / re.sub(r"\W+", "-", "-".join(path.parent.name for path in one.sources))
    built(one.sources, folder)
    archive = Archive(folder)
    store, searcher = open_local_store(archive), Searcher(open_encoder())
    try:
        for case in _chosen(one):
            right = _passages_of(archive, case)
            for without in (np.empty(0, np.int64), right):
                yield _trial(archive, searcher, store, case, right, without)
    finally:
        archive.close()


def _trial(archive, searcher, store, case, right, without) -> Trial:  # type: ignore[no-untyped-def]
    question = Question(case.text[:512])
    evidence = searcher.search(store, question.text, interpret(question), without)
    ids = evidence.ranked.candidates.ids[:JUDGED].tolist()
    rows = archive.passages(ids)
    articles = archive.articles_by_key([row.article_key for row in rows.values()])
    texts = []
    for passage_id in ids:
        row = rows[passage_id]
        article = articles[row.article_key].article
        texts.append(f"{article.title or ''}\n{article.body[row.start : row.end]}")
    return Trial(signals(evidence, texts), bool(np.isin(ids, right).any()) and not len(without))


def _chosen(one: EvaluationSet) -> list[Case]:
    cases = [case for case in read_cases(one.questions) if case.articles]
    return random.Random(_SEED).sample(cases, min(ASKED, len(cases)))


def _passages_of(archive: Archive, case: Case) -> NDArray[np.int64]:
    """Every passage of the articles that answer a case."""
    marks = ",".join("?" * len(case.articles))
    rows = archive.connection.execute(
        "SELECT passage_id FROM passages JOIN articles USING (article_key) "
        f"WHERE given_id IN ({marks})",
        sorted(case.articles),
    ).fetchall()
    return np.fromiter((row[0] for row in rows), np.int64, len(rows))


def fit(rows: list[Trial]) -> Calibration:
    """The logistic regression that tells answered trials from others, classes weighed alike."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=10.0, max_iter=1000, class_weight="balanced")
    model.fit(_matrix(rows), [row.answered for row in rows])
    weights = tuple(round(float(weight), 2) for weight in model.coef_[0])
    return Calibration(weights, round(float(model.intercept_[0]), 2))


def balanced_accuracy(rows: list[Trial], model: Calibration) -> float:
    """Mean of the shares of answerable questions answered and of others refused, at p = 0.5."""
    said = _matrix(rows) @ np.array(model.weights) + model.bias > 0
    truth = np.array([row.answered for row in rows])
    return float((said[truth].mean() + (~said[~truth]).mean()) / 2)


def _matrix(rows: list[Trial]) -> NDArray[np.float64]:
    return np.array([[getattr(row.signals, name) for name in SIGNALS] for row in rows])


def main() -> None:
    """Fit on all sets but one and measure on that one, for each; then fit on all and print."""
    sets = [one for one in evaluation_sets(SHARED) if one.name not in ("sample", "pages")]
    rows = {one.name: list(trials(one, Path(".cache/bench"))) for one in sets}
    for foreign, name in ((False, "SAME_SCRIPT"), (True, "OTHER_SCRIPT")):
        kept = {
            one: [row for row in trial if row.signals.foreign is foreign]
            for one, trial in rows.items()
        }
        kept = {one: trial for one, trial in kept.items() if len(trial) > ASKED}
        for one, trial in kept.items():
            others = [row for other, more in kept.items() if other != one for row in more]
            print(f"{name:13} {one:16} {balanced_accuracy(trial, fit(others)):.3f}")
        print(f"{name} = {fit([row for trial in kept.values() for row in trial])}")


if __name__ == "__main__":
    main()
