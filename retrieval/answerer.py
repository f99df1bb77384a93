"""The answerer: an open archive that takes questions. Everything is joined together here."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from index.archive import Archive
from index.encoders import open_encoder
from index.errors import ArchiveMissing, EncoderMismatch
from index.holdings import Holdings
from index.printings import printings
from index.store import Store
from index.store.opening import open_store
from retrieval.arranging import arranged, standings_of
from retrieval.browsing import Browser
from retrieval.confidence import confidence, status_of
from retrieval.corrections import Corrections
from retrieval.disagreeing import Weigher, disagreements
from retrieval.finding import find
from retrieval.found import Found, found
from retrieval.headings import Headings
from retrieval.hits import Chosen, hits_of, scores_of
from retrieval.listing import Arrivals, Browse, Listing
from retrieval.marking import Marking
from retrieval.misprints import misprint_notes
from retrieval.newest import Newest
from retrieval.ordering import Asked, may_be_moved, order_asked
from retrieval.printings import OtherPrintings, more_notes, once_each
from retrieval.question import interpret
from retrieval.quoting import verify, verify_draft
from retrieval.ranking import Ranked
from retrieval.reasons import EMPTY, reason
from retrieval.records import Answer, Question
from retrieval.reranking import READ, Reranking, open_reranker, read_again
from retrieval.resolving import look_up, view
from retrieval.search import Searcher, names_something
from retrieval.signals import JUDGED
from retrieval.stories import grouped, stories_of, told
from retrieval.surroundings import Surroundings, surroundings
from retrieval.verdicts import Verification
from retrieval.views import ArticleView, CitedPassage


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
    empty: bool = False,
) -> Answerer:
    """The answerer of the archive in a folder; `store` is a name in STORES, with its options.
    `reranker` names a cross-encoder that reads the first passages again, for about that long.
    `empty` opens one that holds nothing yet, too.

    Raises ArchiveMissing when there is none or nothing is in it, EncoderMismatch when it was built
    with another encoder, EncoderMissing when the encoder cannot be loaded.
    """
    archive = Archive(folder)
    try:
        held = archive.count("articles") or archive.count("former_articles")
        if not held and not empty:
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
        self._reranking = reranking
        self._newest_store = Newest(archive, searcher, opening)
        self._corrections = Corrections(archive, public_url)
        self._headings = Headings(archive)
        self._browser = Browser(archive, public_url)

    @property
    def generation(self) -> int:
        """The state of the archive that a question asked now is answered from."""
        return self._newest().generation

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
        under = self._browser.under(reading)
        finding = find(self._archive, self._searcher, self._newest(), reading, under)
        evidence, reading = finding.evidence, finding.reading
        ranked, marking = evidence.ranked, Marking(evidence, self._searcher)
        # A refusal shows nothing: what is not judged is looked up only when something is shown.
        chosen = once_each(self._archive, ranked.candidates.ids.tolist())
        shown = found(self._archive, islice(chosen, JUDGED))
        judged = marking.judged(shown)
        probability = confidence(judged)
        if not names_something(evidence):
            probability = 0.0
        probability = finding.settled(probability)
        status = status_of(probability, judged)
        asked = order_asked(reading.words, question.order) if status != "not_found" else Asked()
        asked = asked._replace(sure=status == "answered")
        if status != "not_found" or question.near:
            shown += found(self._archive, self._more(chosen, shown, ranked, question.top, asked))
        else:
            shown = []
        above = sum(one.passage_id in finding.held for one in shown)
        again = read_again(self._reranking, reading.words, [one.text for one in shown], above)
        shown = [shown[at] for at in again.order[: max(question.top, asked.looked_at)]]
        scores, searcher = scores_of(ranked, shown, again.scores), self._searcher
        stories = grouped([told(one) for one in shown], searcher.tokenise, searcher.table)
        marks = marking.of(shown) if asked.if_several else {}
        standings = standings_of(shown, scores, stories, marks, finding.held)
        whole = arranged(standings, asked, question.top)
        placed = [
            Chosen(shown[at], at + 1, scores[at], story)
            for at, story in zip(whole.places, whole.stories, strict=True)
        ]
        marks = marking.of([one.found for one in placed])
        hits = hits_of(ranked, placed, marks, len(again.scores), self._public_url, finding.held)
        weigher = Weigher(searcher.tokenise, searcher.table)
        slips = misprint_notes(evidence.query.misprints, [hit.text for hit in hits])
        often = more_notes(one.found.printings for one in placed)
        why, missing = finding.unmet(status)
        why = why or reason(evidence, reading, status, judged)
        return Answer(
            question=question.text,
            interpretation=replace(
                reading,
                notes=reading.notes + missing + slips + again.notes + whole.notes + often,
            ),
            status=status,
            confidence=probability,
            reason=why if len(evidence.store) else EMPTY,
            hits=self._corrections.marked(evidence.store, hits),
            order=whole.order,
            stories=stories_of(hits),
            disagreements=disagreements(reading.words, hits, status, weigher),
            generation=evidence.store.generation,
            took_ms=(time.perf_counter() - began) * 1000,
        )

    def browse(self, asked: Browse) -> Listing:
        """The articles of a period, a newspaper, with some words: a page of them, and counts of
        all. Raises BadQuestion."""
        return self._browser.browse(asked, self._newest())

    def arrivals(self, asked: Browse, since: int, limit: int) -> Arrivals:
        """The articles that match and have come in since. Raises BadQuestion."""
        return self._browser.arrivals(asked.checked(), self._newest(), since, limit)

    def other_printings(self, article_id: str) -> frozenset[str]:
        """The articles that print the text of one elsewhere, by their ids."""
        stored = self._archive.article(article_id)
        found = printings(self._archive, stored.key) if stored else ()
        return frozenset(one.article_id for one in found)

    def citation(self, citation_id: str) -> CitedPassage:
        """What a citation id leads to today. Raises NotFound."""
        cited = look_up(self._archive, citation_id, self._public_url)
        return self._corrections.attached(self._newest(), cited)

    def article(self, article_id: str) -> ArticleView:
        """A whole article, current or former. Raises NotFound."""
        found = view(self._archive, article_id, self._public_url)
        return self._corrections.read(self._newest(), found)

    def surroundings(self, article_id: str, *, printed: bool = False) -> Surroundings:
        """What stands round an article, `printed` with its lines as printed. Raises NotFound."""
        return surroundings(self._archive, article_id, printed=printed)

    def holdings(self) -> Holdings:
        """Every newspaper of the archive, and the files that were set aside."""
        return self._browser.holdings()

    def issue_days(self, newspaper: str | None, year: int) -> dict[date, int]:
        """How many articles of a newspaper were printed on each day of a year that has any."""
        return self._browser.issue_days(newspaper, year)

    def verify(self, quotation: str) -> Verification:
        """Whether a quotation is in the archive, word for word. Raises BadQuestion."""
        store = self._newest()
        found = verify(self._archive, store, self._headings, quotation, self._public_url)
        return self._corrections.told(store, found)

    def verify_draft(self, text: str) -> list[Verification]:
        """Every quoted stretch of a text verified, in order. Raises BadQuestion."""
        store = self._newest()
        found = verify_draft(self._archive, store, self._headings, text, self._public_url)
        return [self._corrections.told(store, one) for one in found]

    def summary(self) -> dict[str, object]:
        """What is in the archive, counted as readers see it."""
        first, last = self._archive.period()
        return {
            "articles": self._browser.count(),
            "passages": len(self._newest_store.last),
            "generation": self.generation,
            "newspapers": self._archive.newspapers(),
            "first_date": first,
            "last_date": last,
            "encoder": self._archive.meta("encoder_name"),
        }

    def close(self) -> None:
        """Let go of the archive."""
        self._newest_store.last.close()
        self._archive.close()

    def _newest(self) -> Store:
        return self._newest_store()

    def _more(
        self,
        chosen: Iterator[OtherPrintings],
        judged: Sequence[Found],
        ranked: Ranked,
        top: int,
        asked: Asked,
    ) -> Iterator[OtherPrintings]:
        """The passages to look at beside those that were judged, the first of all. Below those
        that are shown only what the order asked for may move up; all, if they are read again."""
        read = READ if self._reranking else 0
        more = islice(chosen, max(0, max(top, asked.looked_at, read) - JUDGED))
        shares = dict(zip(ranked.candidates.ids.tolist(), ranked.shares().tolist(), strict=True))
        best = shares[judged[0].passage_id] if judged else 0.0
        for place, one in enumerate(more, JUDGED + 1):
            if place > top and not (read or may_be_moved(shares[one.row.passage_id], best)):
                return
            yield one
