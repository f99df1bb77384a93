"""How sure the answer is: a calibrated probability that the first hit answers the question.

Judged from raw signals, never from a fused score, whose scale depends on the archive.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from retrieval.records import Status


@dataclass(frozen=True, slots=True)
class Signals:
    """Evidence about the first hits, each about 0 to 1. `covered`: the share of the question's
    words, by rarity, that the best of them holds; `cosine`, `closest`: the best of each;
    `margin`: how far the first stands out from the tenth. `foreign`: the first hit is in another
    script than the question, so no word can match."""

    covered: float
    cosine: float
    closest: float
    margin: float
    foreign: bool = False


SIGNALS = ("covered", "cosine", "closest", "margin")


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression over the signals, in the order of SIGNALS."""

    weights: tuple[float, ...]
    bias: float


# Fitted and measured by `python -m benchmarks.calibrate`.
SAME_SCRIPT = Calibration((1.5, 1.8, 2.2, 15.0), -6.1)
OTHER_SCRIPT = Calibration((4.1, 3.3, 2.5, 11.9), -2.9)
ANSWERED, UNCERTAIN = 0.5, 0.1


def confidence(signals: Signals) -> float:
    """The probability, 0 to 1, that the first hits hold the answer."""
    model = OTHER_SCRIPT if signals.foreign else SAME_SCRIPT
    values = (getattr(signals, name) for name in SIGNALS)
    total = model.bias + sum(w * v for w, v in zip(model.weights, values, strict=True))
    return 1 / (1 + math.exp(-total))


def status_of(probability: float) -> Status:
    """The answer's status at that confidence."""
    if probability >= ANSWERED:
        return "answered"
    return "uncertain" if probability >= UNCERTAIN else "not_found"
