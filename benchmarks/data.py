"""Where the evaluation data lies, and archives built from it once and kept."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bot.sample import PAGES, QUESTIONS
from index.build import index_paths
from index.errors import ArchiveDamaged, EncoderMismatch
from index.records import IndexReport

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"

CACHE = Path(".cache/bench")
LANGUAGES = ("zh", "en", "de", "es", "ru", "vi", "ar")


class EvaluationSet(NamedTuple):
    """Passages or pages to index, and questions to ask of them."""

    name: str
    sources: tuple[Path, ...]
    questions: Path

    @property
    def there(self) -> bool:
        """Whether its files are on this machine."""
        return self.questions.exists() and all(source.exists() for source in self.sources)


def evaluation_sets(data: Path, cache: Path = CACHE) -> list[EvaluationSet]:
    """The sets that are here; the sample pages always are. Of chronoqa only the questions of its
    test split are asked, for the encoder learned from the others; they are kept in the cache."""
    eval_folder = data / "data" / "eval"
    sets = [
        EvaluationSet("sample", (PAGES,), QUESTIONS),
        EvaluationSet("pages", (data / "pages",), data / "pages" / "questions.jsonl"),
        *(_plain(eval_folder, name) for name in ("news_antiterror", "cmrc2018_dev", "drcd_test")),
        held_out(_plain(eval_folder, "chronoqa"), cache),
        *(
            _crossed(eval_folder, asked, "zh")
            for asked in ("zh", "en", "de", "es", "ru", "vi", "ar")
        ),
        _crossed(eval_folder, "zh", "en"),
    ]
    return [one for one in sets if one.there]


def held_out(one: EvaluationSet, cache: Path) -> EvaluationSet:
    """The same set with the questions of its test split alone, as a file in the cache."""
    if not one.there:
        return one
    kept = cache / f"{one.name}-test.jsonl"
    with gzip.open(one.questions, "rt", encoding="utf-8") as lines:
        tests = [line for line in lines if line.strip() and json.loads(line)["split"] == "test"]
    cache.mkdir(parents=True, exist_ok=True)
    kept.write_text("".join(tests), "utf-8")
    return one._replace(questions=kept)


def built(sources: Sequence[Path], archive: Path) -> IndexReport:
    """The archive of these files, built now or brought up to date; one of an older format or
    encoder is built anew."""
    try:
        return index_paths(archive, list(sources))
    except (ArchiveDamaged, EncoderMismatch):
        shutil.rmtree(archive)
        return index_paths(archive, list(sources))


def _plain(folder: Path, name: str) -> EvaluationSet:
    home = folder / name
    return EvaluationSet(name, (home / "passages.jsonl.gz",), home / "queries.jsonl.gz")


def _crossed(folder: Path, asked: str, found: str) -> EvaluationSet:
    """XQuAD: questions in one language, passages in another, the same ids in all."""
    home = folder / "xquad"
    return EvaluationSet(
        f"xquad {asked}→{found}",
        (home / found / "passages.jsonl.gz",),
        home / asked / "queries.jsonl.gz",
    )
