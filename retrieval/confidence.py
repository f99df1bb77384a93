"""How sure the answer is: a calibrated probability that the first hit answers the question.

Judged from raw signals, never from a fused score, whose scale depends on the archive.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from retrieval.records import Status
from retrieval.signals import Signals


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression over the signals, in the order of SIGNALS."""

    weights: tuple[float, ...]
    bias: float


# Fitted and measured by `python -m benchmarks.calibrate` (docs/decisions/0008-confidence.md).
SAME_SCRIPT = Calibration(
    (
        0.29,  # covered
        1.81,  # paired
        0.42,  # cosine
        0.27,  # whole
        8.04,  # lead
        2.13,  # run
        0.48,  # weakest
        2.16,  # figures
        -0.55,  # expecting
        0.79,  # chance
        0.0,  # in_form
    ),
    -6.08,
)
OTHER_SCRIPT = Calibration(
    (
        0.0,  # covered
        4.81,  # paired
        3.14,  # cosine
        0.0,  # whole
        9.42,  # lead
        0.1,  # run
        1.37,  # weakest
        1.13,  # figures
        -1.39,  # expecting
        2.9,  # chance
        0.61,  # in_form
    ),
    -2.93,
)
ANSWERED, UNCERTAIN = 0.5, 0.1


def confidence(signals: Signals) -> float:
    """The probability, 0 to 1, that the first hits hold the answer.

    Where the archive has the question's own language and yet the first hit is in another, it has to
    convince on both scales: that alone says that the own language has no answer.
    """
    if not signals.foreign:
        return _probability(SAME_SCRIPT, signals)
    scales = (OTHER_SCRIPT, SAME_SCRIPT) if signals.beside else (OTHER_SCRIPT,)
    return min(_probability(scale, signals) for scale in scales)


def _probability(model: Calibration, signals: Signals) -> float:
    pairs = zip(model.weights, signals.values(), strict=True)
    total = model.bias + sum(weight * value for weight, value in pairs)
    return 1 / (1 + math.exp(-total))


def status_of(probability: float) -> Status:
    """The answer's status at that confidence."""
    if probability >= ANSWERED:
        return "answered"
    return "uncertain" if probability >= UNCERTAIN else "not_found"
