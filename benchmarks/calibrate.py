"""What confidence is worth. `python -m benchmarks.calibrate` asks every set's questions at three
distances from their answer (benchmarks/trials.py), in an archive of that set alone and in one of
all sets and 66,668 news articles; says how well refusing works on each set when fitted on the
others; then fits retrieval/confidence.py on all and draws the reliability diagram.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.data import CACHE, SHARED, built, evaluation_sets
from benchmarks.reliability import diagram
from benchmarks.trials import Trial, trials
from retrieval.confidence import Calibration, confidence
from retrieval.signals import SIGNALS

ASKED = 200  # questions a set and archive
# Questions here are only measured: nothing made from news_antiterror may be shipped, and the
# pages show what a newsroom will meet.
MEASURED = ("sample", "pages", "news_antiterror")
NEWS = Path("data") / "news" / "crud_news.jsonl.gz"
_PENALTY = 1e-4
_SHARES = {"with": 0.15, "cut": 0.4, "without": 0.45}  # of the unanswered, by their distance

Floats = NDArray[np.float64]


class Rows(NamedTuple):
    """The trials of one set in one archive."""

    name: str
    archive: str
    trials: tuple[Trial, ...]

    def of_script(self, foreign: bool) -> Rows:
        """Those whose first hit is, or is not, in another script than the question."""
        kept = (one for one in self.trials if one.signals[0].foreign is foreign)
        return self._replace(trials=tuple(kept))


def gathered(data: Path, cache: Path, asked: int) -> Iterator[Rows]:
    """Every set's trials, alone and among all."""
    sets = evaluation_sets(data, cache)
    everything = cache / "everything"
    sources = dict.fromkeys(
        source for one in sets if "→en" not in one.name for source in one.sources
    )
    built([*sources, data / NEWS], everything)
    for one in sets:
        alone = cache / re.sub(r"\W+", "-", "-".join(path.parent.name for path in one.sources))
        built(one.sources, alone)
        for name, folder in (("alone", alone), ("among all", everything)):
            if name == "alone" or "→en" not in one.name:
                yield Rows(one.name, name, tuple(trials(folder, one.questions, asked)))
                print(f"asked {one.name} {name}", flush=True)


def fit(rows: Sequence[Rows]) -> Calibration:
    """The logistic regression that tells hits that answer from others, then levelled so that the
    surest hit's probability is the trial's. Every set weighs alike, and in each the answered as
    much as the others. No signal may count against an answer: more of it never makes a person less
    sure (what asks for nothing in particular aside)."""
    some = [one for one in rows if any(trial.answered for trial in one.trials)]
    hits = _hits(some)
    free = [name == "expecting" for name in SIGNALS]
    slopes, bias = _logistic(hits.figures, hits.right, hits.weights, free)
    surest = _scores(some, Calibration(tuple(slopes), bias))
    (scale,), shift = _logistic(surest[:, None], _answered(some), _weights(some), [False])
    slopes, bias = slopes * scale, bias * scale + shift
    return Calibration(tuple(round(float(one), 2) for one in slopes), round(float(bias), 2))


class Hits(NamedTuple):
    """Hits to learn from: of an answered trial those that answer, of another all."""

    figures: Floats
    right: NDArray[np.bool_]
    weights: Floats


def _hits(rows: Sequence[Rows]) -> Hits:
    kept = []
    trials_of = (trial for one in rows for trial in one.trials)
    for trial, weight in zip(trials_of, _weights(rows), strict=True):
        some = [
            one.values()
            for one, right in zip(trial.signals, trial.right, strict=True)
            if right is trial.answered
        ]
        kept += [(values, trial.answered, weight / len(some)) for values in some]
    figures, right, weights = zip(*kept, strict=True)
    return Hits(np.array(figures), np.array(right), np.array(weights))


def _logistic(
    figures: Floats, right: NDArray[np.bool_], weights: Floats, free: Sequence[bool]
) -> tuple[Floats, float]:
    """Slopes and bias; only what is free may have a slope below 0."""
    signs = np.where(right, 1.0, -1.0)
    mean, spread = figures.mean(0), figures.std(0)
    scaled = np.divide(figures - mean, spread, out=np.zeros_like(figures), where=spread > 0)

    def loss(guess: Floats) -> tuple[float, Floats]:
        margins = signs * (scaled @ guess[:-1] + guess[-1])
        pull = -signs * weights / (1 + np.exp(margins))
        penalty = _PENALTY * guess[:-1]
        value = weights @ np.logaddexp(0, -margins) + guess[:-1] @ penalty
        return float(value), np.append(scaled.T @ pull + 2 * penalty, pull.sum())

    bounds = [(None if one else 0, None) for one in (*free, True)]
    start = np.zeros(len(bounds))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    slopes = np.divide(found[:-1], spread, out=np.zeros_like(spread), where=spread > 0)
    return slopes, float(found[-1] - slopes @ mean)


def _weights(rows: Iterable[Rows]) -> Floats:
    weights: list[float] = []
    for one in rows:
        answered = sum(trial.answered for trial in one.trials)
        counts = {
            distance: sum(t.distance == distance and not t.answered for t in one.trials)
            for distance in _SHARES
        }
        weights += (
            1000 / answered if t.answered else 1000 * _SHARES[t.distance] / counts[t.distance]
            for t in one.trials
        )
    return np.array(weights) / sum(weights)


def _scores(rows: Iterable[Rows], model: Calibration) -> Floats:
    """The score of each trial's surest hit."""
    slopes = np.array(model.weights)
    trials_of = (trial for one in rows for trial in one.trials)
    values = ([one.values() for one in trial.signals] for trial in trials_of)
    return np.array([(np.array(some) @ slopes).max() + model.bias for some in values])


def _answered(rows: Iterable[Rows]) -> NDArray[np.bool_]:
    return np.array([trial.answered for one in rows for trial in one.trials])


class Figures(NamedTuple):
    """How well refusing works on some trials: the share of the answered that are shown, of others
    that are refused at each distance, and the area under the ROC curve."""

    shown: float
    refused: dict[str, float]
    auroc: float

    @property
    def balanced(self) -> float:
        """The mean of the share shown and the mean share refused."""
        return (self.shown + sum(self.refused.values()) / len(self.refused)) / 2


def measured(rows: Rows, model: Calibration) -> Figures | None:
    """The figures at p = 0.5; None where there is nothing to tell apart."""
    from sklearn.metrics import roc_auc_score

    scores = _scores([rows], model)
    answered = _answered([rows])
    kinds = np.array(["none" if one.unanswerable else one.distance for one in rows.trials])
    refused = {
        str(kind): float((scores[~answered & (kinds == kind)] <= 0).mean())
        for kind in ("cut", "without", "none")
        if (~answered & (kinds == kind)).sum() > 4
    }
    if answered.sum() < 5 or not refused:
        return None
    told = answered | (kinds != "with")
    auroc = float(roc_auc_score(answered[told], scores[told]))
    return Figures(float((scores[answered] > 0).mean()), refused, auroc)


def _report(rows: Sequence[Rows], foreign: bool) -> Calibration:
    kept = [one.of_script(foreign) for one in rows]
    kept = [one for one in kept if sum(trial.answered for trial in one.trials) > 4]
    learned = [one for one in kept if one.name not in MEASURED]
    for one in kept:
        others = [other for other in learned if other.name != one.name]
        if others and (figures := measured(one, fit(others))):
            distances = "  ".join(f"{key} {share:.2f}" for key, share in figures.refused.items())
            print(
                f"{one.name:16} {one.archive:9} balanced {figures.balanced:.3f}  AUROC "
                f"{figures.auroc:.3f}  shown {figures.shown:.2f}  refused: {distances}"
            )
    return fit(learned)


def main() -> None:
    """Measure, fit, print the constants, draw the diagram."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.calibrate", description=__doc__)
    parser.add_argument("--data", type=Path, default=SHARED)
    parser.add_argument("--cache", type=Path, default=CACHE)
    parser.add_argument("--asked", type=int, default=ASKED, help="questions of a set")
    parser.add_argument("--diagram", type=Path, default=Path("docs/images/reliability.svg"))
    options = parser.parse_args()
    rows = list(gathered(options.data, options.cache, options.asked))
    for foreign, name in ((False, "SAME_SCRIPT"), (True, "OTHER_SCRIPT")):
        print(f"== {name}")
        model = _report(rows, foreign)
        print(
            "".join(
                f"\n    {weight},  # {signal}"
                for signal, weight in zip(SIGNALS, model.weights, strict=True)
            )
        )
        print(f"{name} = Calibration(…, {model.bias})")
    fresh = [trial for one in rows if one.name in MEASURED for trial in one.trials]
    points = [(confidence(trial.signals), trial.answered) for trial in fresh]
    options.diagram.write_text(diagram(points), "utf-8")


if __name__ == "__main__":
    main()
