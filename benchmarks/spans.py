"""What the answering sentence and the span in it are worth, given the right passage.
`python -m benchmarks.spans` fits retrieval/span_weights.py on all sets that may be learned from but
one and measures on that one, for each; measures the others; then fits on all and prints the table.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.data import SHARED
from index.encoders.static import StaticEncoder, open_bundled
from index.passages import passages
from index.records import Article
from index.sentences import sentences
from index.tokens import bigrams
from retrieval.evaluate import likeness, same_words
from retrieval.expecting import Kind, expectation, level
from retrieval.highlight import CONVINCING, EXPECTED, covering, doubted
from retrieval.interaction import question_tokens
from retrieval.span import features
from retrieval.span_weights import FEATURES
from retrieval.spotting import spots

KINDS: tuple[Kind, ...] = ("count", "date", "person", "place", "thing")
LEARNED = ("cmrc2018_dev", "drcd_test", "chronoqa", "xquad zh", "xquad en")
# Its licence forbids shipping anything made from it, so it is only measured.
MEASURED = ("news_antiterror",)
ASKED = 900  # questions a set
_SEED = 3
_ALIKE = 0.6  # F1 from which the likest spot counts as right while learning
_PENALTY = 2e-3
_CUTS = (0.5, 0.6, 0.7)
_TRIED = tuple(step / 20 for step in range(8, 19))  # cuts to choose from
_GOOD = 0.8  # of the spans shown, at least
_LIKE = {"person": 0.5, "place": 0.5}  # F1 that is good enough; of the others, all of the answer
_WORTHS = (0, 0.15, 0.3, 0.5)  # of a likely span, when a sentence is chosen

Floats = NDArray[np.float64]


class Trial(NamedTuple):
    """A question and a passage: its spots, their figures, and how like the answer each is (0
    everywhere in a passage that does not answer)."""

    kind: str
    figures: Floats
    likeness: Floats
    exact: NDArray[np.bool_]
    owners: NDArray[np.int64]
    covering: NDArray[np.float32]
    answering: NDArray[np.bool_]  # sentences that hold the answer
    expected: bool
    text: str = ""


def trials(name: str, data: Path, asked: int) -> Iterator[Trial]:
    """Each question with the passage that answers it and with the likest one that does not."""
    texts, cases = _read(name, data)
    pairs = {key: frozenset(bigrams(text)) for key, text in texts.items()}
    chosen = random.Random(_SEED).sample(cases, min(asked, len(cases)))
    for question, right, answers in chosen:
        key = next((one for one in right if any(answer in texts[one] for answer in answers)), None)
        if key is None:
            continue
        yield _trial(question, max(_cut(texts[key]), key=_shares(question, answers)), answers)
        drawn = random.Random(question).sample(sorted(texts), min(150, len(texts)))
        wanted = frozenset(bigrams(question))
        others = [one for one in drawn if one not in right]
        wrong = texts[max(others, key=lambda one: len(pairs[one] & wanted))]
        yield _trial(question, max(_cut(wrong), key=_shares(question, ())), ())


def _shares(question: str, answers: Sequence[str]):  # type: ignore[no-untyped-def]
    wanted = frozenset(bigrams(question) or question.lower().split())

    def rank(text: str) -> tuple[bool, int]:
        held = sum(pair in text.lower() for pair in wanted)
        return any(answer in text for answer in answers), held

    return rank


def _trial(question: str, text: str, answers: Sequence[str]) -> Trial:
    static = _static()
    cut = sentences(text) or [(0, len(text))]
    tokens = question_tokens(static.token_ids([question])[0], static.token_vectors)
    cover = covering([text], [cut], question, tokens, _tokenise, static.token_vectors)[0]
    answering = np.array([any(one in text[low:high] for one in answers) for low, high in cut])
    expected = expectation(question)
    plain = level(text)
    found = spots(expected, plain) if expected else []
    if expected is None or not found:
        kind = expected.kind if expected else ""
        none = np.zeros(0)
        rows = np.zeros((0, len(FEATURES)))
        owners, asked = np.zeros(0, int), expected is not None
        return Trial(kind, rows, none, none > 0, owners, cover, answering, asked, question)
    rows = features(expected, level(question), plain, found, cut, cover)
    words = [text[low:high] for low, high in found]
    like = np.array(
        [max((likeness(one, answer) for answer in answers), default=0.0) for one in words]
    )
    exact = np.array([any(same_words(one, answer) for answer in answers) for one in words])
    firsts = [low for low, _ in cut]
    owners = np.searchsorted(firsts, [low for low, _ in found], side="right") - 1
    like = np.maximum(like, exact)
    return Trial(expected.kind, rows, like, exact, owners, cover, answering, True, question)


def _tokenise(texts: Sequence[str]) -> list[Any]:
    lists = _static().token_ids(texts)
    return [lists[at] for at in range(len(lists))]


@cache
def _static() -> StaticEncoder:
    return open_bundled()


def fitted(rows: Sequence[Trial], kind: str) -> Floats:
    """The weights that make the right spots likeliest, or "none" where none is right."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    kept = [row for row in rows if row.kind == kind and len(row.figures)]
    most = max(len(row.figures) for row in kept)
    table = np.zeros((len(kept), most + 1, len(FEATURES)))
    there = np.zeros((len(kept), most + 1), bool)
    right = np.zeros((len(kept), most + 1))
    there[:, most] = True  # none of them
    for at, row in enumerate(kept):
        count = len(row.figures)
        table[at, :count], there[at, :count] = row.figures, True
        best = row.likeness.max()
        if best >= _ALIKE:
            right[at, :count] = row.likeness >= best - 1e-6
        else:
            right[at, most] = 1
    scale = table[there].std(axis=0) + 1e-6
    scaled = table / scale

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = np.where(there, scaled @ weights, -1e9)
        scores -= scores.max(axis=1, keepdims=True)
        chance = np.exp(scores)
        chance /= chance.sum(axis=1, keepdims=True)
        good = (chance * right).sum(axis=1) + 1e-12
        pull = chance - chance * right / good[:, None]
        slope = np.einsum("ns,nsf->f", pull, scaled) / len(kept) + 2 * _PENALTY * weights
        return float(-np.log(good).mean() + _PENALTY * weights @ weights), slope

    found = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B")
    return np.asarray(found.x / scale)


def chances(row: Trial, weights: Floats) -> Floats:
    """The probability of each spot that it is the answer."""
    scores = np.exp(np.clip(row.figures @ weights, -30, 30))
    return np.asarray(scores / (1 + scores.sum()))


def sentence_of(row: Trial, weights: Floats | None, worth: float) -> int:
    """Which sentence is marked when a likely span is worth so much."""
    extra = np.zeros(len(row.covering))
    if weights is not None and len(row.figures):
        likely = chances(row, weights)
        np.add.at(extra, row.owners, doubted(likely, float(likely.sum())))
    return int(np.argmax(row.covering + worth * extra))


def highlighted(rows: Sequence[Trial], model: dict[str, Floats], worth: float) -> float:
    """How often the marked sentence holds the answer, of all passages that do."""
    asked = [row for row in rows if row.answering.any()]
    return float(
        np.mean([row.answering[sentence_of(row, model.get(row.kind), worth)] for row in asked])
    )


class Shown(NamedTuple):
    """The span a trial shows: how likely it is, and what it is worth."""

    chance: float
    exact: bool
    likeness: float


def shown(rows: Sequence[Trial], model: dict[str, Floats], worth: float) -> list[Shown]:
    """The likeliest span in the marked sentence of every trial that expects one."""
    found = []
    for row in rows:
        if not row.expected or not row.answering.any():
            continue
        inside = np.zeros(0, int)
        if len(row.figures):
            sentence = sentence_of(row, model[row.kind], worth)
            inside = np.flatnonzero(row.owners == sentence)
        if not len(inside):
            found.append(Shown(0.0, False, 0.0))
            continue
        chance = chances(row, model[row.kind])
        best = inside[int(np.argmax(chance[inside]))]
        found.append(Shown(float(chance[best]), bool(row.exact[best]), float(row.likeness[best])))
    return found


def line(spans: Sequence[Shown], cut: float) -> str:
    """Coverage, exact and F1 >= .5 of the spans that are likelier than a cut."""
    given = [one for one in spans if one.chance >= cut]
    if not given:
        return f"≥{cut}: none"
    exact = np.mean([one.exact for one in given])
    alike = np.mean([one.likeness >= 0.5 for one in given])
    return f"≥{cut}: {len(given) / len(spans):.2f} shown, exact {exact:.2f}, F1≥.5 {alike:.2f}"


def chosen_cut(spans: Sequence[Shown], least: float) -> float:
    """The lowest of the cuts tried from which on as many spans as wanted are the answer, or so like
    it (F1: annotators bound names as they like); 1 when there is none."""
    for cut in _TRIED:
        given = [one.exact or one.likeness >= least for one in spans if one.chance >= cut]
        if given and np.mean(given) >= _GOOD:
            return cut
    return 1.0


def _read(name: str, data: Path) -> tuple[dict[str, str], list[tuple[str, list[str], list[str]]]]:
    """The texts of a set by id, and its questions with right ids and answers."""
    folder = data / "data" / "eval" / name.replace(" ", "/")
    texts = {row["id"]: str(row["text"]) for row in _rows(folder / "passages.jsonl.gz")}
    cases = [
        (row["text"], [one for one in row["positive_ids"] if one in texts], list(map(str, answers)))
        for row in _rows(folder / "queries.jsonl.gz")
        if (answers := row.get("answers"))
    ]
    return texts, cases


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for text in lines:
            if text.strip():
                yield json.loads(text)


@cache
def _cut(text: str) -> tuple[str, ...]:
    return tuple(text[one.start : one.end] for one in passages(Article(text, ()))) or (text,)


def main() -> None:
    """Fit and measure, each set by weights that others gave; then print the weights of all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.spans", description=__doc__)
    parser.add_argument("--data", type=Path, default=SHARED, help="folder of pages and data")
    parser.add_argument("--questions", type=int, default=ASKED, help="a set")
    options = parser.parse_args()
    rows = {
        name: list(trials(name, options.data, options.questions)) for name in (*LEARNED, *MEASURED)
    }
    held_out: dict[Kind, list[Shown]] = {kind: [] for kind in KINDS}
    for name, measured in rows.items():
        others = [row for other in LEARNED if other != name for row in rows[other]]
        model: dict[str, Floats] = {kind: fitted(others, kind) for kind in KINDS}
        _print(name, measured, model)
        if name in LEARNED:
            for kind in KINDS:
                some = [row for row in measured if row.kind == kind]
                held_out[kind] += shown(some, model, EXPECTED)
    for kind, spans in held_out.items():
        cut = chosen_cut(spans, _LIKE.get(kind, 1.0))
        print(f"{kind}: cut {cut}; " + "; ".join(line(spans, one) for one in _TRIED))
    every = [row for name in LEARNED for row in rows[name]]
    for kind in KINDS:
        print(f'    "{kind}": ({", ".join(f"{one:.2f}" for one in fitted(every, kind))}),')


def _print(name: str, rows: Sequence[Trial], model: dict[str, Floats]) -> None:
    marks = ", ".join(f"{worth}: {highlighted(rows, model, worth):.3f}" for worth in _WORTHS)
    print(f"== {name}: highlight holds the answer, by worth of a likely span: {marks}")
    every, convincing = 0, []
    for kind in KINDS:
        if spans := shown([row for row in rows if row.kind == kind], model, EXPECTED):
            print(f"{kind:7} {len(spans):4}  " + "; ".join(line(spans, cut) for cut in _CUTS))
            every += len(spans)
            convincing += [one for one in spans if one.chance >= CONVINCING[kind]]
    print(f"as shown, {len(convincing) / every:.2f} of {every}: {line(convincing, 0)}", flush=True)


if __name__ == "__main__":
    main()
