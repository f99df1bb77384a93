"""Questions asked at three distances from their answer: with it, with the sentences that hold it
cut out of every passage (a near miss: the story is there, the fact is not), and with its whole
article left out of the archive. What refusing is calibrated and measured on.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.archive import Archive
from index.encoders import Encoder, open_encoder
from index.sentences import sentences
from index.store import Store
from index.store.local import open_local_store
from retrieval.cases import Case, read_cases
from retrieval.highlight import highlights
from retrieval.interaction import interaction
from retrieval.lanes import NOTHING
from retrieval.question import interpret
from retrieval.ranking import WEIGHTS, Weights
from retrieval.records import LONGEST_QUESTION, Question, Slice
from retrieval.search import Evidence, Searcher
from retrieval.signals import JUDGED, Judged, Signals, signals

Distance = Literal["with", "cut", "without"]
_CUT = 10  # first passages that lose their answering sentences; no later one becomes a first hit
_SHORTEST = 10  # characters that may be left of a passage

Ids = NDArray[np.int64]


class Trial(NamedTuple):
    """One question once: the signals of the first hits, and which of them hold the answer.
    `unanswerable`: the set itself says that the archive has none."""

    question: str
    distance: Distance
    signals: tuple[Signals, ...]
    right: tuple[bool, ...]
    unanswerable: bool = False

    @property
    def answered(self) -> bool:
        """Whether one of the first hits holds the answer."""
        return any(self.right)


class Text(NamedTuple):
    """A passage and the headline it stands under."""

    title: str
    body: str

    @property
    def whole(self) -> str:
        return f"{self.title}\n{self.body}"


@contextmanager
def opened(folder: Path, weights: Weights = WEIGHTS) -> Iterator[Asking]:
    """An archive to ask, ranked with these weights."""
    archive = Archive(folder)
    store, encoder = open_local_store(archive), open_encoder()
    try:
        yield Asking(archive, store, encoder, Searcher(encoder, weights))
    finally:
        store.close()
        archive.close()


def trials(folder: Path, questions: Path, asked: int, seed: int = 5) -> Iterator[Trial]:
    """Some of a set's questions at each distance that they can be asked at."""
    cases = list(read_cases(questions))
    with opened(folder) as asking:
        for case in random.Random(seed).sample(cases, min(asked, len(cases))):
            yield from asking.trials(case)


class Asking(NamedTuple):
    """An open archive with everything that asking takes."""

    archive: Archive
    store: Store
    encoder: Encoder
    searcher: Searcher

    def ranked(self, case: Case) -> Ids:
        """The passages found for a case, best first."""
        question = Question(case.text[:LONGEST_QUESTION], as_of=case.as_of)
        return self._searched(question).ranked.candidates.ids

    def trials(self, case: Case) -> Iterator[Trial]:
        """A case at each distance that it can be asked at."""
        question = Question(case.text[:LONGEST_QUESTION], as_of=case.as_of)
        right = self.right(case)
        found, texts = self._found(question)
        if not texts:
            return
        held = np.isin(found.ranked.candidates.ids, right)
        saying = [_bare(case.answer or "") in _bare(text.whole) for text in texts]
        # Asked across languages, no passage holds the very words of the answer.
        right_here = held[: len(texts)] & saying if (held[: len(texts)] & saying).any() else held
        right_here = right_here[: min(JUDGED, len(texts))]
        yield self._trial("with", found, texts, right_here, not case.answerable)
        if right_here.any() and any(saying) and (cut := self._cut(str(case.answer), found, texts)):
            yield self._trial("cut", *cut)
        if len(right):
            found, texts = self._found(question, self._whole_articles(right))
            if texts:
                yield self._trial("without", found, texts)

    def right(self, case: Case) -> Ids:
        """Every passage of the articles that answer a case, or that holds the answer itself."""
        if case.articles:
            marks = ",".join("?" * len(case.articles))
            return self._ids(f"given_id IN ({marks})", *sorted(case.articles))
        if case.answer is None:
            return np.empty(0, np.int64)
        ids = self._ids("file GLOB ?", f"{case.file or ''}*")
        rows = self.archive.passages(ids.tolist())
        articles = self.archive.articles_by_key([row.article_key for row in rows.values()])
        bodies = {key: article.article.body for key, article in articles.items()}
        kept = [
            key
            for key, row in rows.items()
            if _bare(case.answer) in _bare(bodies[row.article_key][row.start : row.end])
        ]
        return np.array(sorted(kept), np.int64)

    def _ids(self, where: str, *values: str) -> Ids:
        rows = self.archive.connection.execute(
            "SELECT passage_id FROM passages JOIN articles USING (article_key) "
            f"JOIN sources USING (source_id) WHERE {where}",
            values,
        ).fetchall()
        return np.fromiter((row[0] for row in rows), np.int64, len(rows))

    def _whole_articles(self, passages: Ids) -> Ids:
        marks = ",".join("?" * len(passages))
        rows = self.archive.connection.execute(
            "SELECT passage_id FROM passages WHERE article_key IN "
            f"(SELECT article_key FROM passages WHERE passage_id IN ({marks}))",
            passages.tolist(),
        ).fetchall()
        return np.fromiter((row[0] for row in rows), np.int64, len(rows))

    def _searched(self, question: Question, without: Ids = NOTHING) -> Evidence:
        reading = interpret(question)
        return self.searcher.search(self.store, reading.searched, reading, without)

    def _found(self, question: Question, without: Ids = NOTHING) -> tuple[Evidence, list[Text]]:
        evidence = self._searched(question, without)
        ids = evidence.ranked.candidates.ids[:_CUT].tolist()
        rows = self.archive.passages(ids)
        articles = self.archive.articles_by_key([row.article_key for row in rows.values()])
        texts = []
        for row in (rows[one] for one in ids):
            article = articles[row.article_key].article
            texts.append(Text(article.title or "", article.body[row.start : row.end]))
        return evidence, texts

    def _cut(
        self, answer: str, evidence: Evidence, texts: Sequence[Text]
    ) -> tuple[Evidence, list[Text]] | None:
        """The same search when no passage says the answer; None when cutting leaves too little."""
        cut = [Text(text.title, _without(text.body, answer)) for text in texts]
        if any(_bare(answer) in _bare(text.whole) or len(text.body) < _SHORTEST for text in cut):
            return None
        ranked, weights, some = evidence.ranked, Weights(), len(cut)
        lists = self.searcher.tokenise([text.whole for text in cut])
        cosine, whole, closest = (
            one.copy() for one in (ranked.candidates.cosine, ranked.whole, ranked.closest)
        )
        before = weights.cosine * cosine + weights.whole * whole + weights.closest * closest
        if evidence.query.vector is not None:
            vectors = self.encoder.encode_passages([text.whole for text in cut])
            cosine[:some] = vectors @ evidence.query.vector
        if evidence.tokens is not None:
            whole[:some], closest[:some] = interaction(evidence.tokens, lists, self.searcher.table)
        after = weights.cosine * cosine + weights.whole * whole + weights.closest * closest
        scores = ranked.scores + after - before
        order = np.argsort(-scores[:some], kind="stable")
        order = np.concatenate([order, np.arange(some, len(scores))])
        candidates = replace(ranked.candidates, cosine=cosine).chosen(order)
        ranked = replace(
            ranked,
            candidates=candidates,
            scores=scores[order],
            whole=whole[order],
            closest=closest[order],
        )
        return replace(evidence, ranked=ranked), [cut[at] for at in order[:some]]

    def _trial(
        self,
        distance: Distance,
        evidence: Evidence,
        texts: Sequence[Text],
        right: NDArray[np.bool_] | None = None,
        unanswerable: bool = False,
    ) -> Trial:
        first = texts[:JUDGED]
        marks = highlights(
            [Slice(text.body, 0, len(text.body)) for text in first],
            evidence.query.text,
            evidence.tokens,
            self.searcher.tokenise,
            self.searcher.table,
        )
        lists = self.searcher.tokenise([text.whole for text in first])
        judged = [
            Judged(text.whole, tokens, mark, place)
            for place, (text, tokens, mark) in enumerate(zip(first, lists, marks, strict=True))
        ]
        found = signals(evidence, judged, self.searcher.table)
        held = tuple(right.tolist()) if right is not None else (False,) * len(first)
        return Trial(evidence.query.text, distance, found, held, unanswerable)


def _without(body: str, answer: str) -> str:
    spans = sentences(body)
    return "".join(body[a:b] for a, b in spans if _bare(answer) not in _bare(body[a:b]))


def _bare(text: str) -> str:
    return "".join(text.split())
