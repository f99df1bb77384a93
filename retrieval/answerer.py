"""The answerer: an open archive that takes questions. Everything is joined together here."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from index.archive import Archive, StoredArticle
from index.continuing import whole
from index.encoders import open_encoder
from index.errors import ArchiveMissing, BaodaError, EncoderMismatch
from index.lock import being_written
from index.store import Store
from index.store.generation import read_manifest
from index.store.opening import open_store
from retrieval.confidence import confidence, status_of
from retrieval.highlight import highlights
from retrieval.printings import OtherPrintings, once_each
from retrieval.question import interpret
from retrieval.ranking import Ranked
from retrieval.records import (
    Answer,
    ArticleView,
    CitedPassage,
    Hit,
    Interpretation,
    Question,
    Slice,
    Status,
)
from retrieval.resolving import citation_of, facts_of, look_up, slice_of, source_of, view
from retrieval.search import JUDGED, Evidence, Searcher, missing_words, signals

log = logging.getLogger(__name__)

_REFRESH = 1.0  # seconds between looks for a newer generation
_NAMED = 3  # missing words that a refusal names


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
    public_url: str = "",
    store: str = "local",
    store_options: Mapping[str, str] = MappingProxyType({}),
) -> Answerer:
    """The answerer of the archive in a folder; `store` is a name in STORES, with its options.

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
        opened = open_encoder(encoder)
        if archive.meta("encoder") != opened.fingerprint:
            raise EncoderMismatch(archive.encoder_mismatch(encoder))
        searcher = Searcher(opened)
        if archive.meta("tokens") != searcher.token_table:
            raise EncoderMismatch(
                f"The archive in {folder} was built with another bundled encoder. Run baoda index "
                "on any of its files once to bring it up to date."
            )
        opening = partial(open_store, archive, store, **store_options)
        return Answerer(archive, searcher, public_url, opening)
    except BaseException:
        archive.close()
        raise


class Answerer:
    """An open archive that answers. Safe to use from several threads; each question sees exactly
    one generation, and a newer one is taken up within a second of its publication."""

    def __init__(
        self, archive: Archive, searcher: Searcher, public_url: str, opening: Callable[[], Store]
    ) -> None:
        self._archive = archive
        self._searcher = searcher
        self._public_url = public_url
        self._open_store = opening
        self._store = opening()
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
        evidence = self._searcher.search(self._newest(), question.text, reading)
        found = self._found(evidence.ranked, max(question.top, JUDGED))
        probability = confidence(signals(evidence, [one.text for one in found[:JUDGED]]))
        status = status_of(probability)
        shown = found[: question.top] if status != "not_found" or question.near else []
        return Answer(
            question=question.text,
            interpretation=reading,
            status=status,
            confidence=probability,
            reason=_reason(evidence, reading, status),
            hits=self._hits(evidence, shown),
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

    def _newest(self) -> Store:
        """The store of the newest generation; looked for at most once a second, by one thread."""
        now = time.monotonic()
        if now - self._looked > _REFRESH and self._opening.acquire(blocking=False):
            try:
                self._looked = now
                if self._archive.state != self._store.state and self._worth_a_look():
                    self._store = self._open_store()
            except (BaodaError, OSError):
                log.exception("the newer generation cannot be opened; the old one goes on")
            finally:
                self._opening.release()
        return self._store

    def _worth_a_look(self) -> bool:
        """Whether a newer generation is there or can be built: not while somebody is writing."""
        folder = self._archive.folder
        published = read_manifest(folder)
        newer = published is not None and published.state != self._store.state
        return newer or not being_written(folder)

    def _found(self, ranked: Ranked, limit: int) -> list[Found]:
        """The first ranked passages as stored, each text once; those removed since the generation
        was built are left out, so that nothing is shown that is no longer in the archive."""
        chosen = once_each(self._archive, ranked.candidates.ids.tolist(), limit)
        keys = {one.row.article_key for one in chosen}
        articles = self._archive.articles_by_key(list(keys))
        wholes = {key: whole(self._archive, stored) for key, stored in articles.items()}
        return [
            _shown(one, *wholes[one.row.article_key])
            for one in chosen
            if one.row.article_key in wholes
        ]

    def _hits(self, evidence: Evidence, shown: Sequence[Found]) -> tuple[Hit, ...]:
        ranked, searcher = evidence.ranked, self._searcher
        marked = highlights(
            [one.passage for one in shown],
            evidence.query.text,
            evidence.tokens,
            searcher.tokenise,
            searcher.table,
        )
        ids = ranked.candidates.ids.tolist()
        scores = dict(zip(ids, ranked.shares().tolist(), strict=True))
        return tuple(
            self._hit(place, one, highlight, scores[one.passage_id], ranked)
            for place, (one, highlight) in enumerate(zip(shown, marked, strict=True), 1)
        )

    def _hit(self, place: int, one: Found, highlight: Slice, score: float, ranked: Ranked) -> Hit:
        citation = citation_of(one.stored, one.start, one.end, self._public_url)
        before = one.start - one.printings.row.start  # the halves of the article before this one
        sentence = (highlight.start - before, highlight.end - before)
        return Hit(
            rank=place,
            score=score,
            passage=one.passage,
            highlight=highlight,
            span=None,
            article=facts_of(one.stored),
            citation=citation,
            source=source_of(one.stored.article, one.start, one.end),
            ranks=ranked.candidates.ranks_of(one.passage_id),
            also_printed=one.printings.citations(citation, sentence, self._public_url),
        )


def _shown(one: OtherPrintings, stored: StoredArticle, offset: int) -> Found:
    row = one.row
    return Found(row.passage_id, stored, row.start + offset, row.end + offset, one)


def _reason(evidence: Evidence, reading: Interpretation, status: Status) -> str | None:
    """Why an answer is not a plain yes, in a sentence for the asker."""
    if status == "answered":
        return None
    if not len(evidence.ranked.candidates) and not evidence.query.scope.open:
        return "Nothing in the archive lies within the period and filters asked for."
    missing = missing_words(evidence)
    if missing and reading.language == "zh":
        named = ", ".join(f"“{word}”" for word in missing[:_NAMED])
        return f"The archive never mentions {named}."
    if status == "uncertain":
        return "The passages found are related, but may not answer the question."
    return "No passage in the archive comes close enough to the question."
