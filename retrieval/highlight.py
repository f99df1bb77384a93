"""The sentence that answers: the one of the passage that covers the question best."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.sentences import sentences
from index.tokens import bigrams, words
from retrieval.interaction import QuestionTokens, Tokens, interaction
from retrieval.records import Slice

_SHARED = 0.5  # weight of words in common beside late interaction


def highlight(
    passage: Slice,
    question: str,
    tokens: QuestionTokens | None,
    tokenise: Callable[[Sequence[str]], Sequence[Tokens]],
    table: NDArray[np.floating],
) -> Slice:
    """The answering sentence, as a slice of the same body as the passage.

    Judged by late interaction and by the share of the question's words and bigrams it holds; the
    first of equals. A passage of one sentence is its own highlight.
    """
    spans = sentences(passage.text)
    if len(spans) < 2:
        return passage
    texts = [passage.text[start:end] for start, end in spans]
    scores = _SHARED * np.array([_shared(question, text) for text in texts])
    if tokens is not None:
        whole, _ = interaction(tokens, list(tokenise(texts)), table)
        scores = scores + whole
    start, end = spans[int(np.argmax(scores))]
    return Slice(passage.text[start:end], passage.start + start, passage.start + end)


def _shared(question: str, text: str) -> float:
    asked = {*words(question), *bigrams(question)}
    return len(asked & {*words(text), *bigrams(text)}) / max(1, len(asked))
