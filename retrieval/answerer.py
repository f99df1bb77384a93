"""The answerer: an open archive that takes questions. Everything is joined together here."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from index.archive import Archive, StoredArticle
from index.continuing import whole
from index.encoders import open_encoder
from index.errors import ArchiveMissing, BaodaError, EncoderMismatch
from index.lock import being_written
from index.store import Store
from index.store.generation import read_manifest
from index.store.opening import open_store
from retrieval.confidence import confidence, status_of
from retrieval.highlight import Marked, highlights
from retrieval.misprints import misprint_notes
from retrieval.printings import OtherPrintings, once_each
from retrieval.question import interpret
from retrieval.quoting import verify, verify_draft
from retrieval.ranking import Ranked
from retrieval.reasons import reason
from retrieval.records import (
    Answer,
    ArticleView,
    CitedPassage,
    Hit,
    Question,
    Slice,
)
from retrieval.reranking import READ, Reranking, open_reranker, read_again
from retrieval.resolving import citation_of, facts_of, look_up, slice_of, source_of, view
from retrieval.search import Evidence, Searcher, names_something
from retrieval.signals import JUDGED, Judged, Signals, signals
from retrieval.verdicts import Verification

log = logging.getLogger(__name__)

_REFRESH = 1.0  # seconds between looks for a newer generation


class Found(NamedTuple):
    """A ranked passage as shown: the whole article it is a stretch of, and where."""

    passage_id: int
    stored: StoredArticle
    start: int
    end: int
    printings: OtherPrintings

    @property
    def passage(self) -> Slice:
        return slice_of(self.stored.article, self.start, self.end)

    @property
    def text(self) -> str:
        """The passage under its headline."""
        return f"{self.stored.article.title or ''}\n{self.passage.text}"


def open_answerer(
    folder: Path,
    *,
    encoder: str = "bundled",
    encoder_options: Mapping[str, str] = MappingProxyType({}),
    reranker: str = "",
    reranker_ms: float = 400,
    public_url: str = "",
    store: str = "local",
    store_options: Mapping[str, str] = MappingProxyType({}),
) -> Answerer:
    """The answerer of the archive in a folder; `store` is a name in STORES, with its options.
    `reranker` names a cross-encoder that reads the first passages again, for about that long.

    Raises ArchiveMissing when there is none or nothing is in it, EncoderMismatch when it was built
    with another encoder, EncoderMissing when the encoder cannot be loaded.
    """
    archive = Archive(folder)
    try:
        if not archive.count("articles") and not archive.count("former_articles"):
            raise ArchiveMissing(
                f"The archive in {folder} is empty. Fill it with: baoda index --archive {folder} "
                "FILES"
            )
        opened = open_encoder(encoder, **encoder_options)
        if archive.meta("encoder") != opened.fingerprint:
            raise EncoderMismatch(archive.encoder_mismatch(encoder))
        searcher = Searcher(opened)
        if archive.meta("tokens") != searcher.token_table:
            raise EncoderMismatch(
                f"The archive in {folder} was built with another bundled encoder. Run baoda index "
                "on any of its files once to bring it up to date."
            )
        opening = partial(open_store, archive, store, **store_options)
        rereading = Reranking(partial(open_reranker, reranker), reranker_ms) if reranker else None
        return Answerer(archive, searcher, public_url, opening, rereading)
    except BaseException:
        archive.close()
        raise


class Answerer:
    """An open archive that answers. Safe to use from several threads; each question sees exactly
    one generation, and a newer one is taken up within a second of its publication."""

    def __init__(
        self,
        archive: Archive,
        searcher: Searcher,
        public_url: str,
        opening: Callable[[], Store],
        reranking: Reranking | None = None,
    ) -> None:
        self._archive = archive
        self._searcher = searcher
        self._public_url = public_url
        self._open_store = opening
        self._reranking = reranking
        self._encoder_name = archive.meta("encoder_name")
        self._outlived = False  # whether the archive has got another encoder meanwhile
        self._store = opening()
        self._opening = threading.Lock()
        self._looked = time.monotonic()

    @property
    def generation(self) -> int:
        """The state of the archive that questions are answered from."""
        return self._store.generation

    def ready(self) -> None:
        """Wait until all that a question can use is loaded. A server need not: meanwhile its
        answers say what is missing."""
        if self._reranking:
            self._reranking.load()

    def ask(self, question: Question) -> Answer:
        """The ranked, cited passages that answer, or a refusal with its reason.

        Raises BadQuestion when the question cannot be used.
        """
        began = time.perf_counter()
        question = question.checked()
        reading = interpret(question, dated=self._archive.period()[0] is not None)
        evidence = self._searcher.search(self._newest(), reading.restated or question.text, reading)
        wanted = max(question.top, JUDGED, READ if self._reranking else 0)
        # A refusal shows nothing: what is not judged is looked up only when something is shown.
        chosen = once_each(self._archive, evidence.ranked.candidates.ids.tolist())
        shown = self._found(islice(chosen, JUDGED))
        marks = self._marks(evidence, shown)
        probability = confidence(self._signals(evidence, shown, marks))
        if not names_something(evidence):
            probability = 0.0
        status = status_of(probability)
        if status != "not_found" or question.near:
            shown += self._found(islice(chosen, wanted - JUDGED))
        else:
            shown = []
        again = read_again(self._reranking, question.text, [one.text for one in shown])
        shown = [shown[at] for at in again.order[: question.top]]
        marks |= self._marks(evidence, [one for one in shown if one.passage_id not in marks])
        slips = misprint_notes(evidence.query.misprints, [one.text for one in shown])
        return Answer(
            question=question.text,
            interpretation=replace(reading, notes=reading.notes + slips + again.notes),
            status=status,
            confidence=probability,
            reason=reason(evidence, reading, status),
            hits=self._hits(evidence.ranked, shown, marks, again.scores),
            generation=evidence.store.generation,
            took_ms=(time.perf_counter() - began) * 1000,
        )

    def citation(self, citation_id: str) -> CitedPassage:
        """What a citation id leads to today. Raises NotFound."""
        return look_up(self._archive, citation_id, self._public_url)

    def article(self, article_id: str) -> ArticleView:
        """A whole article, current or former. Raises NotFound."""
        return view(self._archive, article_id, self._public_url)

    def verify(self, quotation: str) -> Verification:
        """Whether a quotation is in the archive, word for word. Raises BadQuestion."""
        return verify(self._archive, self._newest(), quotation, self._public_url)

    def verify_draft(self, text: str) -> list[Verification]:
        """Every quoted stretch of a text verified, in order. Raises BadQuestion."""
        return verify_draft(self._archive, self._newest(), text, self._public_url)

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

    def _newest(self) -> Store:
        """The store of the newest generation; looked for at most once a second, by one thread."""
        now = time.monotonic()
        if now - self._looked > _REFRESH and self._opening.acquire(blocking=False):
            try:
                self._looked = now
                if self._archive.state != self._store.state and self._worth_a_look():
                    self._store = self._newer()
            except (BaodaError, OSError):
                log.exception("the newer generation cannot be opened; the old one goes on")
            finally:
                self._opening.release()
        return self._store

    def _newer(self) -> Store:
        """The store of the archive's present state; when the archive has got another encoder
        than ours, the one we have goes on: its vectors are those our questions are read by."""
        store = self._open_store() if self._searcher.fits(self._archive) else None
        if store is not None and self._searcher.fits(self._archive):
            return store
        if not self._outlived:
            self._outlived = True
            log.error("%s", self._why_outlived())
        return self._store

    def _why_outlived(self) -> str:
        """What to do when the archive has got vectors or tokens that are not ours."""
        name = self._archive.meta("encoder_name")
        others_tokens = self._archive.meta("tokens") != self._searcher.token_table
        if name == self._encoder_name and others_tokens:
            return (
                "the archive was brought up to date by another release of baoda: start the server "
                "again"
            )
        return f"the archive has another encoder now: start again with BAODA_ENCODER={name}"

    def _worth_a_look(self) -> bool:
        """Whether a newer generation is there or can be built: not while somebody is writing."""
        folder = self._archive.folder
        published = read_manifest(folder)
        newer = published is not None and published.state != self._store.state
        return newer or not being_written(folder)

    def _found(self, some: Iterable[OtherPrintings]) -> list[Found]:
        """Passages as stored; those removed since the generation was built are left out, so that
        nothing is shown that is no longer in the archive."""
        chosen = list(some)
        keys = {one.row.article_key for one in chosen}
        articles = self._archive.articles_by_key(list(keys))
        wholes = {key: whole(self._archive, stored) for key, stored in articles.items()}
        return [
            _shown(one, *wholes[one.row.article_key])
            for one in chosen
            if one.row.article_key in wholes
        ]

    def _marks(self, evidence: Evidence, some: Sequence[Found]) -> dict[int, Marked]:
        """What answers in each passage."""
        passages, searcher = [one.passage for one in some], self._searcher
        question, tokens = evidence.query.text, evidence.tokens
        marked = highlights(passages, question, tokens, searcher.tokenise, searcher.table)
        return {one.passage_id: mark for one, mark in zip(some, marked, strict=True)}

    def _signals(
        self, evidence: Evidence, first: Sequence[Found], marks: Mapping[int, Marked]
    ) -> Signals:
        ids = np.array([one.passage_id for one in first], np.int64)
        judged = [
            Judged(one.text, tokens, marks[one.passage_id])
            for one, tokens in zip(first, evidence.store.tokens(ids), strict=True)
        ]
        return signals(evidence, judged, self._searcher.table)

    def _hits(
        self,
        ranked: Ranked,
        shown: Sequence[Found],
        marks: Mapping[int, Marked],
        again: Sequence[float],
    ) -> tuple[Hit, ...]:
        ids = ranked.candidates.ids.tolist()
        shares = dict(zip(ids, ranked.shares().tolist(), strict=True))
        # What was not read again comes after what was, and so does its score.
        scores = [*again[: len(shown)]]
        scores += (min(shares[one.passage_id], *again, 1.0) for one in shown[len(again) :])
        return tuple(
            self._hit(
                place, one, marks[one.passage_id], score, _ranks(ranked, one, place, len(again))
            )
            for place, (one, score) in enumerate(zip(shown, scores, strict=True), 1)
        )

    def _hit(
        self, place: int, one: Found, mark: Marked, score: float, ranks: dict[str, int]
    ) -> Hit:
        citation = citation_of(one.stored, one.start, one.end, self._public_url)
        before = one.start - one.printings.row.start  # the halves of the article before this one
        sentence = (mark.highlight.start - before, mark.highlight.end - before)
        return Hit(
            rank=place,
            score=score,
            passage=one.passage,
            highlight=mark.highlight,
            span=mark.span,
            article=facts_of(one.stored),
            citation=citation,
            source=source_of(one.stored.article, one.start, one.end),
            ranks=ranks,
            also_printed=one.printings.citations(citation, sentence, self._public_url),
        )


def _ranks(ranked: Ranked, one: Found, place: int, read_again: int) -> dict[str, int]:
    """A hit's place in each lane, and in the second reading when it had one."""
    ranks = ranked.candidates.ranks_of(one.passage_id)
    return {**ranks, "reranker": place} if place <= read_again else ranks


def _shown(one: OtherPrintings, stored: StoredArticle, offset: int) -> Found:
    row = one.row
    return Found(row.passage_id, stored, row.start + offset, row.end + offset, one)
