"""How sure the answer is: a calibrated probability that one of the first hits answers.

Judged from raw signals, never from a fused score, whose scale depends on the archive.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.records import Status
from retrieval.signals import Signals


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression over the signals of a hit, in the order of SIGNALS."""

    weights: tuple[float, ...]
    bias: float


# Fitted and measured by `python -m benchmarks.calibrate` (docs/decisions/0008-confidence.md).
SAME_SCRIPT = Calibration(
    (
        1.44,  # covered
        2.12,  # paired
        0.0,  # cosine
        0.0,  # whole
        5.72,  # lead
        0.92,  # lead_whole
        2.56,  # lead_cosine
        1.08,  # run
        0.35,  # weakest
        1.71,  # figures
        -0.67,  # expecting
        0.54,  # chance
        0.45,  # in_form
        4.08,  # length
    ),
    -8.35,
)
OTHER_SCRIPT = Calibration(
    (
        0.6,  # covered
        1.77,  # paired
        1.42,  # cosine
        0.0,  # whole
        3.77,  # lead
        7.17,  # lead_whole
        2.19,  # lead_cosine
        0.35,  # run
        1.04,  # weakest
        0.89,  # figures
        -0.98,  # expecting
        3.25,  # chance
        0.49,  # in_form
        2.28,  # length
    ),
    -4.07,
)
ANSWERED = 0.5
# From where on hits are shown at all. 97 of 100 answers of held-out sets lie above, whether words
# can match (.1) or every passage near is in another script, so that nothing but meaning tells (.3).
UNCERTAIN, UNCERTAIN_ACROSS = 0.1, 0.3
# At most this sure where the hit lacks what no answer can do without, however near it comes.
LACKING = 0.05


def confidence(found: Sequence[Signals]) -> float:
    """The probability, 0 to 1, that the first hits hold the answer: that of the surest; 0 where
    nothing was found."""
    return max(map(_confidence, found), default=0.0)


def _confidence(signals: Signals) -> float:
    most = LACKING if signals.lacking else 1.0
    return min(most, *(_probability(scale, signals) for scale in _scales(signals)))


def _scales(signals: Signals) -> tuple[Calibration, ...]:
    """Where the archive has the question's own language and yet the first hit is in another, a hit
    has to convince on both scales: that alone says that the own language has no answer."""
    if not signals.foreign:
        return (SAME_SCRIPT,)
    return (OTHER_SCRIPT, SAME_SCRIPT) if signals.beside else (OTHER_SCRIPT,)


def _probability(model: Calibration, signals: Signals) -> float:
    pairs = zip(model.weights, signals.values(), strict=True)
    total = model.bias + sum(weight * value for weight, value in pairs)
    return 1 / (1 + math.exp(-total))


def status_of(probability: float, found: Sequence[Signals]) -> Status:
    """The answer's status at that confidence, which these signals gave."""
    if probability >= ANSWERED:
        return "answered"
    across = bool(found) and found[0].foreign and not found[0].beside
    least = UNCERTAIN_ACROSS if across else UNCERTAIN
    return "uncertain" if probability >= least else "not_found"
