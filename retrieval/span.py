"""The words inside the answering sentence that answer: who, when, where, how many, which.

Every spot where such words stand is described by a few figures (FEATURES) and scored by a linear
model for its kind of question; beside them stands "none of these" with the score 0. The softmax
over all is the probability that a spot is the answer (a conditional logit, McFadden 1974), so that
a passage with no convincing spot shows none. `python -m benchmarks.spans` fits and measures it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from retrieval.expecting import Expectation, level
from retrieval.forms import GRAINS, MEASURES, SORTS
from retrieval.span_weights import FEATURES, WEIGHTS
from retrieval.spotting import Span, spots

Floats = NDArray[np.float64]

_REACHES = (6.0, 20.0, 60.0)  # characters at which a word's pull has fallen to a third
_FAR = 1e4
_FORMS = {
    form: re.compile(words, re.IGNORECASE)
    for form, words in {**MEASURES, **GRAINS, **SORTS}.items()
}
_ASKING = re.compile(
    r"什么时候|什么时间|什么地方|什么地点|什么名字|叫什么|何时|何地|何处|何人|哪里|哪儿|哪[一几些]?[年天日月位家个座条所]?|谁"
    r"|多少|几|多[大长高远宽深厚重快久]|什么|是|的|了|吗|呢"
)
_TERMS = re.compile(
    r"[\u3400-\u9fff〇]+|[\u3041-\u30ff]{2,}|[^\W\d_\u3041-\u30ff\u3400-\u9fff]{3,}|\d+"
)
_STOPPED = frozenset(
    (
        *("the", "and", "was", "were", "did", "does", "are", "has", "had", "have", "what", "when"),
        *("where", "who", "whom", "whose", "which", "how", "many", "much", "for", "from", "with"),
        *("that", "this", "his", "her", "its", "their", "into", "being", "there", "would", "will"),
    )
)
_DIGIT = re.compile(r"[\d一二三四五六七八九十百千万亿]")
_VAGUE = re.compile(r"^[一半数几两]?[\u4e00-\u9fff]?$|^一[\u4e00-\u9fff]$")
_ORDINAL = re.compile(r"^第|首[届次]")
_IN = re.compile(r"(?:[在于到至赴往]|位于|来到|前往|走进|抵达|\b(?:in|at|to|from|near) (?:the )?)$")
_POST = re.compile(r"(?:[长记席员任理者授师家人裁]|[由让请叫]|\bby |^)$")
_SAID = re.compile(r"^(?:说|表示|介绍|告诉|称|指出|认为|坦言|率|主持|出席|在|,| said| says)")


@dataclass(frozen=True, slots=True)
class Spots:
    """Candidates of one passage, with the probability of each that it is the answer; what is left
    to 1 is the probability that none is. `in_form`: whether any fresh one is of the very form
    asked for (its measure, grain or sort; true where none was asked for)."""

    spans: list[Span]
    chances: Floats
    in_form: bool

    @property
    def any(self) -> float:
        """The probability that the passage holds the answer as a span."""
        return float(self.chances.sum())

    def within(self, low: int, high: int) -> float:
        """The probability that the answer lies in a stretch of the passage."""
        inside = [low <= start and end <= high for start, end in self.spans]
        return float(self.chances[inside].sum()) if inside else 0.0

    def best(self, low: int, high: int) -> tuple[Span, float] | None:
        """The likeliest spot in a stretch of the passage, and its probability."""
        inside = [at for at, (start, end) in enumerate(self.spans) if low <= start and end <= high]
        if not inside:
            return None
        first = max(inside, key=lambda at: self.chances[at])
        return self.spans[first], float(self.chances[first])


def weighed(
    expected: Expectation,
    question: str,
    text: str,
    sentences: Sequence[Span],
    covering: NDArray[np.float32],
) -> Spots:
    """The spots of a passage, each with its chance; `covering` says how well each of its sentences
    covers the question."""
    plain = level(text)
    found = spots(expected, plain)
    if not found:
        return Spots([], np.zeros(0), False)
    figures = features(expected, level(question), plain, found, sentences, covering)
    scores = np.exp(np.clip(figures @ _WEIGHTS[expected.kind], -30, 30))
    fitting = (figures[:, _AT["fresh"]] > 0) & (figures[:, _AT["in_form"]] >= 0)
    return Spots(found, scores / (1 + scores.sum()), bool(fitting.any()))


def features(
    expected: Expectation,
    question: str,
    text: str,
    found: Sequence[Span],
    sentences: Sequence[Span],
    covering: NDArray[np.float32],
) -> Floats:
    """FEATURES of every spot, one row each. Question and text are level."""
    lows, highs = np.array(found).T
    firsts = np.array([start for start, _ in sentences])
    owner = np.maximum(np.searchsorted(firsts, lows, side="right") - 1, 0)
    cover = covering[owner]
    near = _nearness(_terms(question), text.lower(), lows, highs)
    beside = _beside(expected, text.lower(), lows, highs)
    own = [_own(expected, question, text, low, high) for low, high in found]
    larger = (lows[:, None] >= lows) & (highs[:, None] <= highs)
    within = (larger.sum(axis=1) > 1).astype(np.float64)
    columns = [cover, cover - covering.max(), *near, *beside, within, lows / len(text)]
    columns.append(np.ones(len(found)))
    return np.column_stack([np.array(own, np.float64), *columns])


def _own(expected: Expectation, question: str, text: str, low: int, high: int) -> tuple[float, ...]:
    """What the words of a spot, and the characters around it, say by themselves."""
    words = text[low:high]
    before, after = text[max(0, low - 8) : low], text[high : high + 8]
    inside = expected.unit is not None and expected.unit in words
    return (
        float(words not in question),
        float(inside),
        _form(expected, words),
        min(high - low, 20) / 10,
        float(bool(_DIGIT.search(words))),
        float(bool(_VAGUE.match(words))),
        float(bool(_ORDINAL.match(words)) != (expected.form == "rank")),
        float(before[-1:] in "(（"),
        float(bool(_IN.search(before))),
        float(bool(_POST.search(before))),
        float(bool(_SAID.match(after))),
        float(_listed(expected, words)),
        float(bool(expected.after) and words.endswith(expected.after[:1])),
    )


def _listed(expected: Expectation, words: str) -> bool:
    """Whether a list stands where one was asked for, or none where none was; counts are never put
    in lists."""
    return expected.kind == "count" or expected.several == ("、" in words or " and " in words)


def _form(expected: Expectation, words: str) -> float:
    """1 when a spot is of the form asked for, -1 when it is not, 0 when none was asked for."""
    if expected.form is None:
        return 0.0
    return 1.0 if _FORMS[expected.form].search(words) else -1.0


@lru_cache(maxsize=256)
def _terms(question: str) -> tuple[str, ...]:
    """The words of a question that a passage may share: pairs of characters, and whole words of
    other scripts."""
    found: dict[str, None] = {}
    for run in _TERMS.findall(_ASKING.sub(" ", question).lower()):
        if "\u3041" <= run[0] <= "\u9fff" and len(run) > 2:
            found.update(dict.fromkeys(run[at : at + 2] for at in range(len(run) - 1)))
        elif len(run) > 1 and run not in _STOPPED:
            found[run] = None
    return tuple(found)


def _nearness(
    terms: Sequence[str], text: str, lows: NDArray[np.int64], highs: NDArray[np.int64]
) -> list[Floats]:
    """How much of the question stands around each spot, for every reach: the share of its terms,
    each weighed by how seldom the passage says it and fading with distance."""
    held = _held(terms, text)
    if not held.counts:
        return [np.zeros(len(lows)) for _ in _REACHES]
    gaps = np.maximum(lows[:, None] - held.ends, held.starts - highs[:, None])
    gaps = np.minimum.reduceat(np.maximum(gaps, 0), held.firsts, axis=1)
    rarity = 1 / np.array(held.counts)
    whole = rarity.sum() + len(terms) - len(held.counts)
    return [np.exp(-gaps / reach) @ rarity / whole for reach in _REACHES]


def _beside(
    expected: Expectation, text: str, lows: NDArray[np.int64], highs: NDArray[np.int64]
) -> list[Floats]:
    """How near before a spot the words stand that the question has before its asking word, and
    likewise after."""
    columns = []
    for words, is_before in ((expected.before, True), (expected.after, False)):
        terms = _terms(words)
        held = _held(terms, text)
        if not held.counts:
            columns.append(np.zeros(len(lows)))
            continue
        if is_before:
            gaps = lows[:, None] - held.ends
            gaps = np.where(gaps < 0, _FAR, gaps)
        else:
            gaps = np.maximum(held.starts - highs[:, None], 0)
            gaps = np.where(held.starts < lows[:, None], _FAR, gaps)
        nearest = np.minimum.reduceat(gaps, held.firsts, axis=1)
        columns.append(np.exp(-nearest / _REACHES[0]).sum(axis=1) / len(terms))
    return columns


class _Held(NamedTuple):
    """Where the terms that a text holds stand: all places of the first, then of the next."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    firsts: list[int]
    counts: list[int]


def _held(terms: Sequence[str], text: str) -> _Held:
    starts: list[int] = []
    ends: list[int] = []
    firsts: list[int] = []
    counts: list[int] = []
    for term in terms:
        if places := _all_places(term, text):
            firsts.append(len(starts))
            counts.append(len(places))
            starts += places
            ends += [place + len(term) for place in places]
    return _Held(np.array(starts), np.array(ends), firsts, counts)


def _all_places(term: str, text: str) -> list[int]:
    found = []
    at = text.find(term)
    while at >= 0:
        found.append(at)
        at = text.find(term, at + 1)
    return found


_AT = {name: place for place, name in enumerate(FEATURES)}
_WEIGHTS = {kind: np.array(weights) for kind, weights in WEIGHTS.items()}
