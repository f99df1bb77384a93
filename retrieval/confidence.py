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


# Fitted and measured by `python -m benchmarks.calibrate`.
SAME_SCRIPT = Calibration((1.5, 0, 1.8, 2.2, 0, 15.0, 0, 0, 0, 0, 0, 0, 0), -6.1)
OTHER_SCRIPT = Calibration((4.1, 0, 3.3, 2.5, 0, 11.9, 0, 0, 0, 0, 0, 0, 0), -2.9)
ANSWERED, UNCERTAIN = 0.5, 0.1


def confidence(signals: Signals) -> float:
    """The probability, 0 to 1, that the first hits hold the answer."""
    model = OTHER_SCRIPT if signals.foreign else SAME_SCRIPT
    pairs = zip(model.weights, signals.values(), strict=True)
    total = model.bias + sum(weight * value for weight, value in pairs)
    return 1 / (1 + math.exp(-total))


def status_of(probability: float) -> Status:
    """The answer's status at that confidence."""
    if probability >= ANSWERED:
        return "answered"
    return "uncertain" if probability >= UNCERTAIN else "not_found"
