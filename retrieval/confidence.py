"""How sure the answer is: a calibrated probability that the first hit answers the question.

Judged from raw signals, never from a fused score, whose scale depends on the archive.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from retrieval.records import Status


@dataclass(frozen=True, slots=True)
class Signals:
    """Evidence about the best passages, each 0 to 1. `known`: share of the question's rare words
    the archive has; `covered`: share the best of the first hits hold; the others as in Ranked."""

    known: float
    covered: float
    cosine: float
    whole: float
    closest: float


# Logistic regression; fitted and measured by `python -m benchmarks.calibrate`.
_WEIGHTS = Signals(known=0.9, covered=5.0, cosine=4.5, whole=2.5, closest=3.0)
_BIAS = -7.6
ANSWERED, UNCERTAIN = 0.5, 0.25


def confidence(signals: Signals) -> float:
    """The probability, 0 to 1, that the first hit answers."""
    total = _BIAS + sum(
        getattr(_WEIGHTS, name) * getattr(signals, name) for name in Signals.__slots__
    )
    return 1 / (1 + math.exp(-total))


def status_of(probability: float) -> Status:
    """The answer's status at that confidence."""
    if probability >= ANSWERED:
        return "answered"
    return "uncertain" if probability >= UNCERTAIN else "not_found"
