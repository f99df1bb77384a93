"""The sentence that answers: the one of the passage that covers the question best."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.sentences import sentences
from index.tokens import words_and_bigrams
from retrieval.interaction import QuestionTokens, Tokens, interaction
from retrieval.records import Slice

_SHARED = 0.5  # weight of words in common beside late interaction

Tokenise = Callable[[Sequence[str]], Sequence[Tokens]]


def highlights(
    passages: Sequence[Slice],
    question: str,
    tokens: QuestionTokens | None,
    tokenise: Tokenise,
    table: NDArray[np.float32],
) -> list[Slice]:
    """The answering sentence of each passage, as a slice of the same body as the passage.

    Judged by late interaction and by the share of the question's words and bigrams it holds; the
    first of equals. A passage of one sentence is its own highlight.
    """
    cut = [_sentences(passage) for passage in passages]
    texts = [sentence.text for one in cut for sentence in one]
    scores = _SHARED * _shared(question, texts)
    if tokens is not None and texts:
        scores = scores + interaction(tokens, tokenise(texts), table)[0]
    bounds = np.cumsum([0, *(len(one) for one in cut)])
    return [
        one[int(np.argmax(scores[low:high]))]
        for one, low, high in zip(cut, bounds[:-1], bounds[1:], strict=True)
    ]


def _sentences(passage: Slice) -> list[Slice]:
    return [
        Slice(passage.text[start:end], passage.start + start, passage.start + end)
        for start, end in sentences(passage.text)
    ] or [passage]


def _shared(question: str, texts: Sequence[str]) -> NDArray[np.float32]:
    """The share of the question's words and bigrams that stand in each text."""
    asked = _token_set(question)
    held = [len(asked & _token_set(text)) for text in texts]
    return np.asarray(held, np.float32) / np.float32(max(1, len(asked)))


def _token_set(text: str) -> set[str]:
    words, pairs = words_and_bigrams(text)
    return {*words, *pairs}
