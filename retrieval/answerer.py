"""The answerer: an open archive that takes questions. Everything is joined together here."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.archive import Archive, PassageRow, StoredArticle
from index.encoders import Encoder, open_encoder
from index.encoders.static import StaticEncoder, open_bundled
from index.errors import ArchiveMissing, EncoderMismatch
from index.store import Store
from index.store.generation import read_manifest
from index.store.local import open_local_store
from index.tokens import words
from retrieval.confidence import Signals, confidence, status_of
from retrieval.highlight import highlights
from retrieval.interaction import QuestionTokens, Tokens, question_tokens
from retrieval.lanes import Query, candidates, read_query
from retrieval.question import interpret, scope_of
from retrieval.ranking import Ranked, Ranker, inverse_frequency
from retrieval.records import (
    Answer,
    ArticleView,
    Citation,
    CitedPassage,
    Hit,
    Interpretation,
    Question,
)
from retrieval.resolving import citation_of, facts_of, look_up, slice_of, source_of, view

_JUDGED = 3  # first hits whose best evidence decides whether there is an answer
_REFRESH = 1.0  # seconds between looks for a newer generation


def open_answerer(folder: Path, *, encoder: str = "bundled", public_url: str = "") -> Answerer:
    """The answerer of the archive in a folder.

    Raises ArchiveMissing when there is none or nothing is in it, EncoderMismatch when it was built
    with another encoder, EncoderMissing when the encoder cannot be loaded.
    """
    archive = Archive(folder)
    try:
        if not archive.count("articles"):
            raise ArchiveMissing(
                f"The archive in {folder} is empty. Fill it with: baoda index --archive {folder} "
                "FILES"
            )
        opened = open_encoder(encoder)
        if archive.meta("encoder") != opened.fingerprint:
            raise EncoderMismatch(archive.encoder_mismatch(encoder))
        return Answerer(archive, opened, public_url)
    except BaseException:
        archive.close()
        raise


@dataclass(frozen=True, slots=True)
class _Evidence:
    """One question's search, before it is made into an answer."""

    query: Query
    tokens: QuestionTokens | None
    ranked: Ranked
    store: Store


class Answerer:
    """An open archive that answers. Safe to use from several threads; each question sees exactly
    one generation, and a newer one is taken up within a second of its publication."""

    def __init__(self, archive: Archive, encoder: Encoder, public_url: str) -> None:
        self._archive = archive
        self._encoder = encoder
        self._static = encoder if isinstance(encoder, StaticEncoder) else open_bundled()
        self._public_url = public_url
        self._store: Store = open_local_store(archive)
        self._opening = threading.Lock()
        self._looked = time.monotonic()

    @property
    def generation(self) -> int:
        """The state of the archive that questions are answered from."""
        return self._store.generation

    def ask(self, question: Question) -> Answer:
        """The ranked, cited passages that answer, or a refusal with its reason.

        Raises BadQuestion when the question cannot be used.
        """
        began = time.perf_counter()
        question = question.checked()
        reading = interpret(question)
        evidence = self._search(question, reading)
        rows, articles = self._stored(evidence.ranked, question.top)
        probability = confidence(self._signals(evidence, rows, articles))
        status = status_of(probability)
        reason = None if status == "answered" else self._reason(evidence, reading, status)
        hits: tuple[Hit, ...] = ()
        if status != "not_found" or question.near:
            hits = tuple(self._hits(question, evidence, rows, articles))
        return Answer(
            question=question.text,
            interpretation=reading,
            status=status,
            confidence=probability,
            reason=reason,
            hits=hits,
            generation=evidence.store.generation,
            took_ms=(time.perf_counter() - began) * 1000,
        )

    def citation(self, citation_id: str) -> CitedPassage:
        """What a citation id leads to today. Raises NotFound."""
        return look_up(self._archive, citation_id, self._public_url)

    def article(self, article_id: str) -> ArticleView:
        """A whole article, current or former. Raises NotFound."""
        return view(self._archive, article_id, self._public_url)

    def summary(self) -> dict[str, object]:
        """What is in the archive."""
        first, last = self._archive.period()
        return {
            "articles": self._archive.count("articles"),
            "passages": len(self._store),
            "generation": self.generation,
            "newspapers": self._archive.newspapers(),
            "first_date": first,
            "last_date": last,
            "encoder": self._archive.meta("encoder_name"),
        }

    def close(self) -> None:
        """Let go of the archive."""
        self._store.close()
        self._archive.close()

    def _search(self, question: Question, reading: Interpretation) -> _Evidence:
        store = self._current_store()
        vector = self._encoder.encode_question(question.text)
        query = read_query(question.text, vector, scope_of(reading))
        table = self._static.token_vectors
        tokens = question_tokens(self._static.token_ids([question.text])[0], table)
        found = candidates(store, query)
        return _Evidence(query, tokens, Ranker(store, table).rank(query, found, tokens), store)

    def _current_store(self) -> Store:
        """The store of the newest generation; looked for at most once a second, by one thread."""
        now = time.monotonic()
        if now - self._looked > _REFRESH and self._opening.acquire(blocking=False):
            try:
                self._looked = now
                manifest = read_manifest(self._archive.folder)
                if manifest and manifest.generation != self._store.generation:
                    self._store = open_local_store(self._archive)
            finally:
                self._opening.release()
        return self._store

    def _stored(
        self, ranked: Ranked, top: int
    ) -> tuple[list[PassageRow], dict[int, StoredArticle]]:
        """The first ranked passages as stored; those removed since the generation was built are
        left out, so that nothing is shown that is no longer in the archive."""
        ids = [int(one) for one in ranked.candidates.ids[: max(top, _JUDGED)]]
        known = self._archive.passages(ids)
        rows = [known[one] for one in ids if one in known]
        keys = list(dict.fromkeys(row.article_key for row in rows))
        articles = self._archive.articles_by_key(keys)
        return [row for row in rows if row.article_key in articles], articles

    def _signals(
        self, evidence: _Evidence, rows: Sequence[PassageRow], articles: dict[int, StoredArticle]
    ) -> Signals:
        ranked = evidence.ranked
        if not rows:
            return Signals(ranked.known, 0, 0, 0, 0)
        texts = [_shown_text(articles[row.article_key], row) for row in rows[:_JUDGED]]
        return Signals(
            known=ranked.known,
            covered=max(_covered(evidence.store, evidence.query, text) for text in texts),
            cosine=float(ranked.candidates.cosine[:_JUDGED].max(initial=0)),
            whole=float(ranked.whole[:_JUDGED].max(initial=0)),
            closest=float(ranked.closest[:_JUDGED].max(initial=0)),
        )

    def _reason(self, evidence: _Evidence, reading: Interpretation, status: str) -> str:
        if not len(evidence.ranked.candidates) and not evidence.query.scope.open:
            return "Nothing in the archive lies within the period and filters asked for."
        store, query = evidence.store, evidence.query
        missing = [
            word for word in query.words if len(word) > 1 and not store.frequency("words", word)
        ]
        if missing and reading.language == "zh":
            return f"The archive never mentions {'、'.join(f'“{word}”' for word in missing[:3])}."
        if status == "uncertain":
            return "The passages found are related, but may not answer the question."
        return "No passage in the archive comes close enough to the question."

    def _hits(
        self,
        question: Question,
        evidence: _Evidence,
        rows: Sequence[PassageRow],
        articles: dict[int, StoredArticle],
    ) -> list[Hit]:
        rows = rows[: question.top]
        passages = [slice_of(articles[row.article_key].article, row.start, row.end) for row in rows]
        marked = highlights(
            passages,
            evidence.query.text,
            evidence.tokens,
            self._tokenise,
            self._static.token_vectors,
        )
        ranked = evidence.ranked
        scores = dict(zip(ranked.candidates.ids.tolist(), ranked.scores.tolist(), strict=True))
        return [
            Hit(
                rank=place,
                score=_unit_score(scores[row.passage_id]),
                passage=passage,
                highlight=highlight,
                span=None,
                article=facts_of(articles[row.article_key]),
                citation=self._citation(articles[row.article_key], row),
                source=source_of(articles[row.article_key].article, row.start, row.end),
                ranks=_ranks(ranked, row.passage_id),
            )
            for place, (row, passage, highlight) in enumerate(
                zip(rows, passages, marked, strict=True), 1
            )
        ]

    def _citation(self, stored: StoredArticle, row: PassageRow) -> Citation:
        return citation_of(stored, row.start, row.end, self._public_url)

    def _tokenise(self, texts: Sequence[str]) -> list[Tokens]:
        lists = self._static.token_ids(texts)
        return [lists[at] for at in range(len(lists))]


def _ranks(ranked: Ranked, passage_id: int) -> dict[str, int]:
    """The passage's place in every lane that found it."""
    lanes = ranked.candidates.ranks.items()
    return {lane: places[passage_id] for lane, places in lanes if passage_id in places}


def _shown_text(stored: StoredArticle, row: PassageRow) -> str:
    text = stored.article.body[row.start : row.end]
    return f"{stored.article.title or ''}\n{text}"


def _covered(store: Store, query: Query, text: str) -> float:
    """The share of the question's words, weighted by rarity, that a text holds."""
    if not query.words:
        return 0.0
    counts = np.array([store.frequency("words", word) for word in query.words])
    rarity = inverse_frequency(counts, len(store))
    there = set(words(text))
    held = np.array([word in there for word in query.words])
    return float(rarity[held].sum() / rarity.sum())


def _unit_score(score: float) -> float:
    """Scores of the default weights lie between 0 and 8."""
    return min(max(score / 8, 0.0), 1.0)
