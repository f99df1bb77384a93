"""Questions with known answers: how often the right passage comes first, and what is refused."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from retrieval.cases import Case, read_cases
from retrieval.expecting import expectation
from retrieval.records import LONGEST_QUESTION, Answer, Hit, Question

DEPTH = 10  # hits looked at
CUTS = (1, 3, 10)
ALIKE = 0.5  # F1 from which a span is like the answer
Spanned = Literal["exact", "alike", "other", "missing"]
_LONGEST_UNIT = 4  # characters of a measure word or noun beside a number
_LONGEST_WORD = 12  # the same in an alphabet
# A number with what makes it another one: a sign before it, a share sign after it.
_NUMBER = re.compile(r"负?(?:[\d.]+|[〇零一二三四五六七八九十百千万亿]+)[%‰]?")
_BELOW_ZERO = re.compile(
    r"(?:零下|\bminus\s|(?<![\w%‰℃°])[-−－])\s?(?=[$€£¥]?[\d〇一二三四五六七八九十百])"
)
_COLUMNS = {  # of the table: head and figure
    "R@1": "recall@1",
    "R@3": "recall@3",
    "R@10": "recall@10",
    "MRR@10": "mrr@10",
    "nDCG@10": "ndcg@10",
    "highlight": "highlight",
    "span": "span",
    "given": "span_given",
    "shown@1": "shown@1",
}
_PER_CENT = re.compile(r"％|\s?\bper ?cent\b")


class Asking(Protocol):
    """What is evaluated."""

    def ask(self, question: Question) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case: the rank of the first right hit (None: not in the first ten),
    whether its highlight holds the answer, the answer's status, and its span: whether it is the
    answer, or alike, or another, or missing (None: the question expects no span)."""

    case: Case
    rank: int | None
    highlighted: bool | None
    status: str
    span: Spanned | None = None
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """The figures of one run, over all questions and by kind and language."""

    outcomes: tuple[Outcome, ...]

    def as_json(self) -> dict[str, Any]:
        groups = {"all": self.outcomes, **self._by("kind"), **self._by("language")}
        return {
            "questions": len(self.outcomes),
            **{name: figures(rows) for name, rows in groups.items() if rows},
            "refusal": refusal(self.outcomes),
        }

    def table(self) -> str:
        """The same figures as a plain table."""
        heads = ("group", "questions", *_COLUMNS)
        rows: list[tuple[str, ...]] = [heads]
        for name, record in self.as_json().items():
            if isinstance(record, dict) and "answerable" in record and record["answerable"]:
                figures_of_group = (_shown(record[key]) for key in _COLUMNS.values())
                rows.append((name, str(record["answerable"]), *figures_of_group))
        widths = [max(len(row[at]) for row in rows) for at in range(len(heads))]
        lines = [
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in rows
        ]
        refused = refusal(self.outcomes)
        lines.append(
            "refusal: " + ", ".join(f"{key} {_shown(value)}" for key, value in refused.items())
        )
        return "\n".join(lines)

    def _by(self, name: str) -> dict[str, tuple[Outcome, ...]]:
        keys = sorted({getattr(one.case, name) for one in self.outcomes})
        return {
            f"{name}:{key}": tuple(one for one in self.outcomes if getattr(one.case, name) == key)
            for key in keys
        }


def evaluate(
    answerer: Asking,
    questions: Path,
    progress: Callable[[int, int], None] | None = None,
) -> EvaluationReport:
    """Ask every question of a file and score the answers; nothing is dropped from the count.

    The file has the form of the sample questions (`question, answer, seed, kind`) or of retrieval
    sets (`text, positive_ids, answers`), one JSON object a line. Raises BadQuestion naming the
    line that has neither form.
    """
    cases = list(read_cases(questions))
    outcomes = []
    for done, case in enumerate(cases):
        if progress:
            progress(done, len(cases))
        asked = Question(case.text[:LONGEST_QUESTION], top=DEPTH, as_of=case.as_of, near=True)
        outcomes.append(judge(case, answerer.ask(asked)))
    return EvaluationReport(tuple(outcomes))


def judge(case: Case, answer: Answer) -> Outcome:
    """Where the first right hit stands, and what was said about it."""
    right = next((hit for hit in answer.hits if is_right(case, hit)), None)
    if right is None or case.answer is None:
        rank = right.rank if right else None
        return Outcome(case, rank, None, answer.status, confidence=answer.confidence)
    highlighted = _bare(case.answer) in _bare(right.highlight.text)
    spanned = _spanned(case, right)
    return Outcome(case, right.rank, highlighted, answer.status, spanned, answer.confidence)


def _spanned(case: Case, hit: Hit) -> Spanned | None:
    if expectation(case.text) is None or case.answer is None:
        return None
    if hit.span is None:
        return "missing"
    if same_words(hit.span.text, case.answer):
        return "exact"
    return "alike" if likeness(hit.span.text, case.answer) >= ALIKE else "other"


def is_right(case: Case, hit: Hit) -> bool:
    """A hit is right when it comes from the right page and holds the answer, white space aside;
    in a retrieval set, when it is of the right article."""
    if case.articles:
        return hit.article.source_id in case.articles
    if case.answer is None:
        return False
    from_page = case.file is None or hit.source.file.startswith(case.file)
    return from_page and _bare(case.answer) in _bare(hit.passage.text)


def figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Recall, mean reciprocal rank and nDCG (one right passage a question: 1/log2(1 + rank)), of
    the ranking whether or not the answer is refused; `shown@1`: first and not refused. Of the first
    right hits: `highlight`, the share whose highlight holds the answer; `span_given`, the share of
    questions that expect a span and got one; of those `span`, the share that equals the answer,
    and `span_alike`, that shares at least half of it (F1 of characters)."""
    from math import log2

    asked = [one for one in outcomes if one.case.answerable]
    ranks = [one.rank for one in asked]
    marked = [one.highlighted for one in asked if one.highlighted is not None]
    spans = [one.span for one in asked if one.span is not None]
    given = [span for span in spans if span != "missing"]
    recall = {
        f"recall@{cut}": _mean([rank is not None and rank <= cut for rank in ranks]) for cut in CUTS
    }
    return {
        "questions": len(outcomes),
        "answerable": len(asked),
        **recall,
        "shown@1": _mean([one.rank == 1 and one.status != "not_found" for one in asked]),
        "mrr@10": _mean([1 / rank if rank else 0.0 for rank in ranks]),
        "ndcg@10": _mean([1 / log2(1 + rank) if rank else 0.0 for rank in ranks]),
        "highlight": _mean(marked),
        "span_given": _mean([span != "missing" for span in spans]),
        "span": _mean([span == "exact" for span in given]),
        "span_alike": _mean([span in ("exact", "alike") for span in given]),
    }


def refusal(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Shares of the answerable that were answered and of the unanswerable that were refused, and
    their mean (balanced accuracy). `uncertain` counts as answered: hits are shown. `auroc` needs no
    threshold: how often an answerable question has more confidence than an unanswerable one (the
    area under the ROC curve, ties counting half)."""
    answered = _mean([one.status != "not_found" for one in outcomes if one.case.answerable])
    refused = _mean([one.status == "not_found" for one in outcomes if not one.case.answerable])
    both = None if answered is None or refused is None else (answered + refused) / 2
    return {
        "answered": answered,
        "refused": refused,
        "balanced_accuracy": both,
        "auroc": _ranked_above(outcomes),
    }


def _ranked_above(outcomes: Sequence[Outcome]) -> float | None:
    sure = [one.confidence for one in outcomes if one.case.answerable]
    unsure = [one.confidence for one in outcomes if not one.case.answerable]
    return _mean([(high > low) + (high == low) / 2 for high in sure for low in unsure])


def same_words(span: str, answer: str) -> bool:
    """Whether a span is the answer, white space, punctuation and surrounding units aside: 20家 and
    20家企业 say the same; 6月8日 and 6月9日, 5 and 5%, 3℃ and 零下3℃ do not."""
    said, known = _letters(span), _letters(answer)
    if said == known:
        return bool(said)
    short, long = sorted((said, known), key=len)
    rest = long.replace(short, "", 1)
    if short not in long or len(rest) > (_LONGEST_WORD if rest.isascii() else _LONGEST_UNIT):
        return False
    return bool(_NUMBER.search(short)) and _NUMBER.findall(short) == _NUMBER.findall(long)


def likeness(span: str, answer: str) -> float:
    """F1 of the characters of a span and an answer, as in CMRC 2018, punctuation aside."""
    said, known = Counter(_letters(span)), Counter(_letters(answer))
    both = (said & known).total()
    return 2 * both / (said.total() + known.total()) if both else 0.0


def _letters(text: str) -> str:
    plain = _PER_CENT.sub("%", _BELOW_ZERO.sub("负", text.lower()))
    return "".join(letter for letter in plain if letter.isalnum() or letter in "%‰.:")


def _bare(text: str) -> str:
    return "".join(text.split())


def _mean(values: Sequence[float | bool]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
