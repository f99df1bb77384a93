"""One question's search: read, run through the lanes, rank, and weigh the evidence."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from index.archive import Archive
from index.encoders import Encoder
from index.encoders.static import StaticEncoder, open_bundled
from index.store import Ids, Store
from index.tokens import bigrams, fold
from retrieval.interaction import QuestionTokens, Tokens, question_tokens
from retrieval.lanes import NOTHING, Admits, Query, candidates, read_query, within
from retrieval.misprints import misprints
from retrieval.question import scope_of
from retrieval.ranking import WEIGHTS, Ranked, Ranker, Weights
from retrieval.records import Interpretation
from retrieval.sentence_tokens import Speller

# Words that only ask, or hold a question together; no article need have them.
_ASKING = re.compile(
    r"谁|几|何|哪.{0,3}|那[位天年]|何[时地人处年月日]|[几多][个条名次人点时大高远长久少]|几几|怎[么样]{1,2}|怎么样"
    r"|如何|为何|为什么|什么样?|叫什么|是谁|是否|有没有|今天|昨天|请问|介绍|现在|时候|一下|各位|大概|谢谢|关于"
    r"|最近|最新|新闻|报道|消息"
    r"|who|whom|whose|what|when|where|which|why|how|many|much|the|an?|of|is|are|was|were|did|do|does"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a search found, in order, with everything needed to judge and to show it."""

    query: Query
    tokens: QuestionTokens | None
    ranked: Ranked
    store: Store


class Searcher:
    """Searches with one encoder; late interaction is the bundled encoder's whatever that is."""

    def __init__(self, encoder: Encoder, weights: Weights = WEIGHTS) -> None:
        # Questions run side by side, and their products are small: threads inside one question
        # would only wait for each other.
        threadpool_limits(1, user_api="blas")
        os.putenv("TOKENIZERS_PARALLELISM", "false")  # is read whenever texts are tokenised
        self._encoder = encoder
        self._weights = weights
        self._static = encoder if isinstance(encoder, StaticEncoder) else open_bundled()

    def fits(self, archive: Archive) -> bool:
        """Whether the vectors and tokens of an archive are of the encoders of this searcher."""
        facts = (archive.meta("encoder"), archive.meta("tokens"))
        return facts == (self._encoder.fingerprint, self.token_table)

    @property
    def token_table(self) -> str:
        """Which bundled encoder's tokens late interaction reads: its fingerprint."""
        return self._static.fingerprint

    @property
    def table(self) -> NDArray[np.float32]:
        """The token vectors that late interaction compares."""
        return self._static.token_vectors

    def search(
        self,
        store: Store,
        text: str,
        reading: Interpretation,
        without: Ids = NOTHING,
        also: Ids = NOTHING,
        admits: Admits | None = None,
    ) -> Evidence:
        """The passages of a store that may answer, best first. `without` leaves passages out, as
        if the archive did not have them (that is how refusing is calibrated), and so does
        `admits`; `also` are candidates whatever the lanes say."""
        lists = self._static.token_ids([text])
        same = self._encoder is self._static
        vector = (
            self._static.encode_tokens(lists)[0] if same else self._encoder.encode_question(text)
        )
        slips = misprints(store, fold(text))
        query = read_query(text, vector, scope_of(reading), slips)
        tokens = question_tokens(lists[0], self.table, self._static.token_norms)
        found = candidates(store, query, without=without, also=also, admits=admits)
        ranker = Ranker(store, self.table, self._weights)
        favoured = within(store, found.ids, reading.favoured)
        return Evidence(query, tokens, ranker.rank(query, found, tokens, favoured), store)

    @property
    def speller(self) -> Speller:
        """What those tokens are made of."""
        return self._static

    def unknown(self, evidence: Evidence) -> tuple[str, ...]:
        """The words of a question of which neither the archive nor the bundled encoder has any:
        slips of the keys, or a name. What comes near does so by its letters alone."""
        asked = tuple(word for word in evidence.query.words if not is_asking(word))
        return () if any(self._known(evidence.store, word) for word in asked) else asked

    def _known(self, store: Store, word: str) -> bool:
        """Whether a word is one. Characters of a script without blanks always are."""
        if not word.isalpha() or bigrams(word) or store.frequency("words", word):
            return True
        return len(self.tokenise([word])[0]) == 1

    def tokenise(self, texts: Sequence[str]) -> list[Tokens]:
        """The bundled encoder's tokens of each text."""
        lists = self._static.token_ids(texts)
        return [lists[at] for at in range(len(lists))]


def is_asking(word: str) -> bool:
    """Whether a word only asks, so that no article need hold it."""
    return _ASKING.fullmatch(word) is not None


def names_something(evidence: Evidence) -> bool:
    """Whether a question has any word that an article could have."""
    return not all(is_asking(word) for word in evidence.query.words)


def missing_words(evidence: Evidence, otherwise: Sequence[str] = ()) -> list[str]:
    """The words of the question, longer than a character, that no passage of the archive has; none
    of those stretches of it that articles may say `otherwise` (三千, 3000).

    Search mode gives a word's parts too (公积, 积金, 公积金): only the longest is named.
    """
    asked = [word for word in evidence.query.words if len(word) > 1 and not is_asking(word)]
    asked = [word for word in asked if not any(word in one for one in otherwise)]
    missing = [word for word in asked if _missing(evidence.store, word)]
    return [word for word in missing if not any(word != more and word in more for more in missing)]


def _missing(store: Store, word: str) -> bool:
    """Whether a word stands nowhere: not as a word of the dictionary, and not across its words
    (江流 in 青澜江流域) either, as far as its character pairs tell."""
    if store.frequency("words", word):
        return False
    pairs = bigrams(word)
    return not pairs or not all(store.frequency("bigrams", pair) for pair in pairs)
