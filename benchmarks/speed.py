"""How fast: indexing 66,668 articles, and asking among their passages."""

from __future__ import annotations

import json
import random
import statistics
import time
from pathlib import Path

from benchmarks.data import built, evaluation_sets
from retrieval.answerer import Answerer, open_answerer
from retrieval.evaluate import read_cases
from retrieval.records import Question

ASKED = 500
_SEED = 7


def report(data: Path, cache: Path) -> str:
    """Passages a second, size on disk, and p50/p99 of asking in process, as JSON."""
    news = data / "data" / "news" / "crud_news.jsonl.gz"
    if not news.exists():
        return "speed: skipped, the news archive is not on this machine"
    archive = cache / "crud_news"
    indexed = built([news], archive)
    record: dict[str, object] = {"archive": "crud_news", "disk_mb": _megabytes(archive)}
    if indexed.passages:
        record["passages"] = indexed.passages
        record["seconds"] = round(indexed.seconds, 1)
        record["passages_a_second"] = round(indexed.passages / indexed.seconds)
    answerer = open_answerer(archive)
    try:
        record |= {"passages": answerer.summary()["passages"], **_asked(answerer, data)}
    finally:
        answerer.close()
    return json.dumps({"speed": record}, ensure_ascii=False, indent=1)


def _asked(answerer: Answerer, data: Path) -> dict[str, float]:
    """Milliseconds a question takes, everything on, one after another."""
    texts = [case.text for one in evaluation_sets(data) for case in read_cases(one.questions)]
    chosen = random.Random(_SEED).sample(texts, min(ASKED, len(texts)))
    for text in chosen[:20]:  # the first touch of a mapped file reads the disk
        answerer.ask(Question(text[:512]))
    times = []
    for text in chosen:
        began = time.perf_counter()
        answerer.ask(Question(text[:512]))
        times.append((time.perf_counter() - began) * 1000)
    cuts = statistics.quantiles(times, n=100)
    return {"ask_p50_ms": round(cuts[49], 2), "ask_p99_ms": round(cuts[98], 2)}


def _megabytes(folder: Path) -> int:
    return round(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6)
