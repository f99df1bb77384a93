"""The sentence that answers, and the words in it that do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.sentences import Span, sentences
from index.tokens import folded_lines, held_tokens, words_and_bigrams
from retrieval.expecting import Kind, expectation
from retrieval.figures import figures
from retrieval.indispensable import indispensable
from retrieval.interaction import QuestionTokens, Tokens, interaction
from retrieval.records import Slice
from retrieval.span import Spots, weighed

# Measured on the sentences of eight question sets (docs/decisions/0006-highlight.md).
_SHARED = 0.5  # words in common, beside late interaction
_CONTEXT = 0.6  # share of the judgement that reads the sentence before along
EXPECTED = 0.3  # the chance that words of the kind the question asks for answer it,
_DOUBT = 0.1  # when the chance that none does counts this much: one sentence must be marked
LACKED = 0.8  # what it costs a sentence to lack what no answer can do without
# A span is shown where it is likelier than this to be the answer: from there on four of five are
# (docs/decisions/0013-span.md). Names are seldom bounded exactly, so more is asked of them.
CONVINCING: dict[Kind, float] = {
    "count": 0.6,
    "date": 0.7,
    "person": 0.65,
    "place": 0.75,
    "thing": 0.8,
}

Tokenise = Callable[[Sequence[str]], Sequence[Tokens]]
# The tokens of the sentences of one passage, None where they must be found anew.
Known = Callable[[Sequence[str]], Sequence[Tokens | None]]
Floats = NDArray[np.float32]
Chances = NDArray[np.float64]


class Marked(NamedTuple):
    """What answers in a passage: a sentence, and a span in it where a convincing one stands.

    `chance` is the probability that words of the kind asked for answer in this passage, and
    `in_form` whether any words of the very measure or sort stand there; both None when the
    question does not tell what it expects.
    """

    highlight: Slice
    span: Slice | None = None
    chance: float | None = None
    in_form: bool | None = None


def highlights(
    passages: Sequence[Slice],
    question: str,
    tokens: QuestionTokens | None,
    tokenise: Tokenise,
    table: Floats,
    known: Sequence[Known] = (),
) -> list[Marked]:
    """What answers in each passage, as slices of the same body as the passage; `known`, when
    given, of each passage.

    A sentence is judged with the one before it, since news names its subject once and answers in
    the next sentence; likely words of the kind that was asked for count extra, and a sentence
    without a sum of money where one was asked for counts less. The first of equals. A passage of
    one sentence is its own highlight. The span lies in the highlight.
    """
    cut = [sentences(one.text) or [(0, len(one.text))] for one in passages]
    scores = covering([one.text for one in passages], cut, question, tokens, tokenise, table, known)
    expected = expectation(question)
    if expected is None:
        return [
            Marked(_slice(one, spans[int(np.argmax(score))]))
            for one, spans, score in zip(passages, cut, scores, strict=True)
        ]
    return [
        _marked(
            one,
            spans,
            score - LACKED * lacking,
            weighed(expected, question, one.text, spans, score),
            CONVINCING[expected.kind],
        )
        for one, spans, score, lacking in zip(
            passages, cut, scores, _lacking(passages, cut, question), strict=True
        )
    ]


def _lacking(
    passages: Sequence[Slice], cut: Sequence[Sequence[Span]], question: str
) -> Iterator[NDArray[np.bool_]]:
    """Which sentences of each passage lack what no answer can do without."""
    needed = [one for one in indispensable(question) if one.in_sentence]
    for one, spans in zip(passages, cut, strict=True):
        lacking = np.zeros(len(spans), bool)
        if needed and len(spans) > 1:
            folded = folded_lines([one.text[low:high] for low, high in spans])
            lacking[:] = [any(need.lacking(text) for need in needed) for text in folded]
        yield lacking


def _marked(
    passage: Slice, cut: Sequence[Span], scores: Floats, spots: Spots, convincing: float
) -> Marked:
    chances = np.array([spots.within(*sentence) for sentence in cut])
    low, high = cut[int(np.argmax(scores + EXPECTED * doubted(chances, spots.any)))]
    best = spots.best(low, high)
    span = _slice(passage, best[0]) if best and best[1] >= convincing else None
    return Marked(_slice(passage, (low, high)), span, spots.any, spots.in_form)


def doubted(chances: Chances, held: float) -> Chances:
    """Chances as they are once a sentence has to be chosen; `held` is the chance that any spot of
    the passage answers."""
    return chances / (held + _DOUBT * (1 - held))


def _slice(passage: Slice, span: Span) -> Slice:
    low, high = span
    return Slice(passage.text[low:high], passage.start + low, passage.start + high)


def covering(
    passages: Sequence[str],
    cut: Sequence[Sequence[Span]],
    question: str,
    tokens: QuestionTokens | None,
    tokenise: Tokenise,
    table: Floats,
    known: Sequence[Known] = (),
) -> list[Floats]:
    """How well each sentence of each passage covers the question, by itself and after the one
    before it; `cut` holds the sentences of each passage."""
    texts = [one[low:high] for one, spans in zip(passages, cut, strict=True) for low, high in spans]
    firsts = [0, *accumulate(map(len, cut))]
    lists = None if tokens is None else _tokens(texts, firsts, tokenise, known)
    scores = _covering(question, texts, set(firsts), tokens, lists, table)
    return np.split(scores, firsts[1:-1]) if len(cut) else []


def _tokens(
    texts: Sequence[str], firsts: Sequence[int], tokenise: Tokenise, known: Sequence[Known]
) -> list[Tokens]:
    """The tokens of each sentence; the sentences of a passage begin at its place in `firsts`."""
    lists: list[Tokens | None] = [None] * len(texts)
    for (first, last), one in zip(pairwise(firsts), known, strict=False):
        lists[first:last] = one(texts[first:last])
    made = iter(tokenise([text for text, one in zip(texts, lists, strict=True) if one is None]))
    return [next(made) if one is None else one for one in lists]


def _covering(
    question: str,
    texts: Sequence[str],
    firsts: set[int],
    tokens: QuestionTokens | None,
    lists: Sequence[Tokens] | None,
    table: Floats,
) -> Floats:
    """How well each sentence covers the question, by itself and after the one before it."""
    asked = _asked(question)
    sets = zip(held_tokens(asked, asked, folded_lines(texts)), _said(question, texts), strict=True)
    held = [words | pairs | (asked & said) for (words, pairs), said in sets]
    before = [at if at in firsts else at - 1 for at in range(len(texts))]
    alone = _SHARED * _shares([len(one) for one in held], len(asked))
    after = _SHARED * _shares(
        [len(held[first] | one) for first, one in zip(before, held, strict=True)], len(asked)
    )
    if tokens is not None and lists:
        pairs = [
            np.concatenate([lists[first], lists[at]]) if first != at else lists[at]
            for at, first in enumerate(before)
        ]
        both = interaction(tokens, [*lists, *pairs], table)[0]
        alone, after = alone + both[: len(texts)], after + both[len(texts) :]
    return np.asarray((1 - _CONTEXT) * alone + _CONTEXT * after, np.float32)


def _said(question: str, texts: Sequence[str]) -> list[frozenset[str]]:
    """The tokens of the question's figures that each text has in whatever form (三千只, 3000只)."""
    wanted = [(one, _asked(one.words)) for one in figures(question)]
    if not wanted:
        return [frozenset()] * len(texts)
    return [
        frozenset[str]().union(*(tokens for one, tokens in wanted if any(map(one.same, there))))
        for there in map(figures, texts)
    ]


@lru_cache(64)  # a question's passages are marked in two goes
def _asked(question: str) -> frozenset[str]:
    return frozenset(chain(*words_and_bigrams(question)))


def _shares(counts: Sequence[int], whole: int) -> Floats:
    return np.asarray(counts, np.float32) / np.float32(max(1, whole))
