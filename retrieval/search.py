"""One question's search: read, run through the lanes, rank, and weigh the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from index.confusions import is_mistakable, levelled
from index.encoders import Encoder
from index.encoders.static import StaticEncoder, open_bundled
from index.scripts import script_of
from index.store import Ids, Store
from index.tokens import bigrams, fold, words
from retrieval.confidence import Signals
from retrieval.interaction import QuestionTokens, Tokens, question_tokens
from retrieval.lanes import NOTHING, Query, candidates, read_query
from retrieval.question import scope_of
from retrieval.ranking import Ranked, Ranker, inverse_frequency
from retrieval.records import Interpretation

# Words that ask; no article need hold them.
_ASKING = frozenset(
    (
        *(
            "什么",
            "什么样",
            "怎么",
            "怎样",
            "怎么样",
            "如何",
            "为何",
            "为什么",
            "哪里",
            "哪儿",
            "哪个",
        ),
        *(
            "哪些",
            "哪年",
            "哪天",
            "哪位",
            "何时",
            "何地",
            "何人",
            "何处",
            "多少",
            "多久",
            "多长",
            "多大",
        ),
        *(
            "多高",
            "多远",
            "几个",
            "几条",
            "几名",
            "几次",
            "几人",
            "几点",
            "几时",
            "是谁",
            "是否",
            "有没有",
        ),
        *("今天", "昨天", "叫什么", "请问", "介绍"),
    )
)
JUDGED = 3  # first hits whose best evidence decides whether there is an answer


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a search found, in order, with everything needed to judge and to show it."""

    query: Query
    tokens: QuestionTokens | None
    ranked: Ranked
    store: Store


class Searcher:
    """Searches with one encoder; late interaction is the bundled encoder's whatever that is."""

    def __init__(self, encoder: Encoder) -> None:
        # Questions run side by side, and their products are small: threads inside one question
        # would only wait for each other.
        threadpool_limits(1, user_api="blas")
        self._encoder = encoder
        self._static = encoder if isinstance(encoder, StaticEncoder) else open_bundled()

    @property
    def token_table(self) -> str:
        """Which bundled encoder's tokens late interaction reads: its fingerprint."""
        return self._static.fingerprint

    @property
    def table(self) -> NDArray[np.float32]:
        """The token vectors that late interaction compares."""
        return self._static.token_vectors

    def search(
        self, store: Store, text: str, reading: Interpretation, without: Ids = NOTHING
    ) -> Evidence:
        """The passages of a store that may answer, best first. `without` leaves passages out, as
        if the archive did not have them (that is how refusing is calibrated)."""
        query = read_query(text, self._encoder.encode_question(text), scope_of(reading))
        tokens = question_tokens(self.tokenise([text])[0], self.table)
        found = candidates(store, query, without=without)
        return Evidence(query, tokens, Ranker(store, self.table).rank(query, found, tokens), store)

    def tokenise(self, texts: Sequence[str]) -> list[Tokens]:
        """The bundled encoder's tokens of each text."""
        lists = self._static.token_ids(texts)
        return [lists[at] for at in range(len(lists))]


def signals(evidence: Evidence, texts: Sequence[str]) -> Signals:
    """The raw evidence that there is an answer; `texts` are the first hits with their headlines,
    at most JUDGED of them."""
    ranked = evidence.ranked
    if not texts:
        return Signals(0, 0, 0, 0)
    return Signals(
        covered=max(_covered(evidence, text) for text in texts),
        cosine=float(ranked.candidates.cosine[:JUDGED].max(initial=0)),
        closest=float(ranked.closest[:JUDGED].max(initial=0)),
        margin=_margin(ranked),
        foreign=script_of(texts[0]) != script_of(evidence.query.text),
    )


def _margin(ranked: Ranked) -> float:
    """The first score's lead over the tenth (or the last), as a share of the highest score."""
    scores = ranked.shares()
    return float(scores[0] - scores[min(9, len(scores) - 1)])


def missing_words(evidence: Evidence) -> list[str]:
    """The words of the question, longer than a character, that no passage of the archive has.

    Search mode gives a word's parts too (公积, 积金, 公积金): only the longest is named.
    """
    asked = [word for word in evidence.query.words if len(word) > 1 and word not in _ASKING]
    missing = [word for word in asked if _missing(evidence.store, word)]
    return [word for word in missing if not any(word != more and word in more for more in missing)]


def _missing(store: Store, word: str) -> bool:
    """Whether a word stands nowhere: not as a word of the dictionary, and not across its words
    (江流 in 青澜江流域) either, as far as its character pairs tell."""
    if store.frequency("words", word):
        return False
    pairs = bigrams(word)
    return not pairs or not all(store.frequency("bigrams", pair) for pair in pairs)


def _misread(word: str, text: str) -> bool:
    """Whether a levelled text holds a word under look-alikes; a lone character says too little."""
    return len(word) > 1 and is_mistakable(word) and levelled(word) in text


def _covered(evidence: Evidence, text: str) -> float:
    """The share of the question's words, weighted by rarity, that a text holds; one that OCR
    misread (竟技馆 for 竞技馆) is held."""
    asked, store = evidence.query.words, evidence.store
    if not asked:
        return 0.0
    counts = np.array([store.frequency("words", word) for word in asked])
    rarity = inverse_frequency(counts, len(store))
    there, misread = set(words(text)), levelled(fold(text))
    held = np.array([word in there or _misread(word, misread) for word in asked])
    return float(rarity[held].sum() / rarity.sum())
