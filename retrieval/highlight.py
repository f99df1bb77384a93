"""The sentence that answers: the one of the passage that covers the question best."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.sentences import sentences
from index.tokens import words_and_bigrams
from retrieval.expecting import Expectation, expectation, fulfilled
from retrieval.interaction import QuestionTokens, Tokens, interaction
from retrieval.records import Slice

# Measured on the sentences of eight question sets (docs/decisions/0006-highlight.md).
_SHARED = 0.5  # words in common, beside late interaction
_CONTEXT = 0.6  # share of the judgement that reads the sentence before along
_EXPECTED = 0.15  # words of the kind the question asks for
_IN_UNIT = 0.2  # a count in the very measure word the question uses

Tokenise = Callable[[Sequence[str]], Sequence[Tokens]]
Floats = NDArray[np.float32]


def highlights(
    passages: Sequence[Slice],
    question: str,
    tokens: QuestionTokens | None,
    tokenise: Tokenise,
    table: Floats,
) -> list[Slice]:
    """The answering sentence of each passage, as a slice of the same body as the passage.

    A sentence is judged with the one before it, since news names its subject once and answers in
    the next sentence; words of the kind that was asked for count extra. The first of equals. A
    passage of one sentence is its own highlight.
    """
    cut = [_sentences(passage) for passage in passages]
    texts = [sentence.text for one in cut for sentence in one]
    firsts = np.cumsum([0, *(len(one) for one in cut)])
    scores = _covering(question, texts, set(firsts.tolist()), tokens, tokenise, table)
    if expected := expectation(question):
        extra = [_expected(expected, question, text) for text in texts]
        scores = scores + np.asarray(extra, np.float32)
    return [
        one[int(np.argmax(scores[low:high]))]
        for one, low, high in zip(cut, firsts[:-1], firsts[1:], strict=True)
    ]


def _sentences(passage: Slice) -> list[Slice]:
    return [
        Slice(passage.text[start:end], passage.start + start, passage.start + end)
        for start, end in sentences(passage.text)
    ] or [passage]


def _covering(
    question: str,
    texts: Sequence[str],
    firsts: set[int],
    tokens: QuestionTokens | None,
    tokenise: Tokenise,
    table: Floats,
) -> Floats:
    """How well each sentence covers the question, by itself and after the one before it."""
    asked = _token_set(question)
    held = [asked & _token_set(text) for text in texts]
    before = [at if at in firsts else at - 1 for at in range(len(texts))]
    alone = _SHARED * _shares([len(one) for one in held], len(asked))
    after = _SHARED * _shares(
        [len(held[first] | one) for first, one in zip(before, held, strict=True)], len(asked)
    )
    if tokens is not None and texts:
        lists = tokenise(texts)
        pairs = [
            np.concatenate([lists[first], lists[at]]) if first != at else lists[at]
            for at, first in enumerate(before)
        ]
        both = interaction(tokens, [*lists, *pairs], table)[0]
        alone, after = alone + both[: len(texts)], after + both[len(texts) :]
    return np.asarray((1 - _CONTEXT) * alone + _CONTEXT * after, np.float32)


def _shares(counts: Sequence[int], whole: int) -> Floats:
    return np.asarray(counts, np.float32) / np.float32(max(1, whole))


def _expected(expected: Expectation, question: str, text: str) -> float:
    """Extra for words of the kind asked for that the question does not already hold."""
    there, in_unit = fulfilled(expected, question, text)
    return _EXPECTED * there + _IN_UNIT * in_unit


def _token_set(text: str) -> set[str]:
    words, pairs = words_and_bigrams(text)
    return {*words, *pairs}
