"""How well the encoder alone finds passages: cosine, no keywords, no reranking."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoders import Encoder
from training.sources import read_jsonl

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Trial:
    """Questions of one set asked of the passages of the same or another."""

    name: str
    questions: str
    passages: str
    asked: Callable[[Record], bool] = lambda _: True


TRIALS = (
    *(
        Trial(f"XQuAD {asked}→zh", f"xquad/{asked}", "xquad/zh")
        for asked in ("en", "zh", "de", "es", "ru", "ar", "vi")
    ),
    *(
        Trial(f"XQuAD {asked}→{found}", f"xquad/{asked}", f"xquad/{found}")
        for asked, found in (("zh", "en"), ("en", "en"), ("de", "de"), ("ar", "ar"))
    ),
    Trial("ChronoQA test", "chronoqa", "chronoqa", lambda record: record["split"] == "test"),
    Trial("news_antiterror", "news_antiterror", "news_antiterror"),
    Trial("CMRC 2018 dev", "cmrc2018_dev", "cmrc2018_dev"),
    Trial("DRCD test", "drcd_test", "drcd_test"),
)


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of questions whose first right passage is among the first 1 and the first 10."""

    name: str
    questions: int
    passages: int
    first: float
    ten: float


def places(
    questions: NDArray[np.float32], passages: NDArray[np.float32], right: Sequence[Sequence[int]]
) -> NDArray[np.int64]:
    """The place of each question's best right passage, counted from 1."""
    found = np.zeros(len(questions), np.int64)
    for at, vector in enumerate(questions):
        scores = passages @ vector
        # Equal scores count against us, so that zero vectors find nothing.
        found[at] = np.sum(scores >= scores[list(right[at])].max())
    return found


def scored(encoder: Encoder, data: Path, trial: Trial) -> Score:
    """Asks all questions of the trial."""
    passages = list(read_jsonl(data / "eval" / trial.passages / "passages.jsonl.gz"))
    number = {record["id"]: at for at, record in enumerate(passages)}
    records = read_jsonl(data / "eval" / trial.questions / "queries.jsonl.gz")
    asked = [record for record in records if trial.asked(record)]
    found = places(
        np.stack([encoder.encode_question(record["text"]) for record in asked]),
        encoder.encode_passages([record["text"] for record in passages]),
        [[number[passage] for passage in record["positive_ids"]] for record in asked],
    )
    first, ten = float(np.mean(found <= 1)), float(np.mean(found <= 10))
    return Score(trial.name, len(asked), len(passages), first, ten)


def table(scores: Sequence[Score]) -> str:
    """The scores as a Markdown table."""
    lines = ["| set | questions / passages | R@1 | R@10 |", "|---|---|---|---|"]
    lines += [
        f"| {score.name} | {score.questions:,} / {score.passages:,} "
        f"| {score.first:.3f} | {score.ten:.3f} |"
        for score in scores
    ]
    return "\n".join(lines)


def evaluate(encoder: Encoder, data: Path, trials: Sequence[Trial] = TRIALS) -> list[Score]:
    """All trials whose files are there."""
    there = [t for t in trials if (data / "eval" / t.questions / "queries.jsonl.gz").exists()]
    return [scored(encoder, data, trial) for trial in there]
