"""The quote desk on real pages: `python -m benchmarks.quotations FOLDER [--altered 10000]`.

FOLDER holds pages and, beside them, questions.jsonl, whose quotations some remember wrongly. Every
stretch that the pages quote must be found exactly; every misremembered quotation must be near, with
what differs; and no altered stretch may be taken for a printed one.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.archive import Archive
from index.build import index_paths
from index.continuing import whole
from retrieval.answerer import Answerer, open_answerer
from retrieval.differing import differences
from retrieval.letters import letters
from retrieval.quotations import quotations
from retrieval.verdicts import LONGEST_QUOTATION

_LENGTHS = (4, 6, 9, 14, 25, 60, 150)  # letters of the stretches that are altered
_PUT_IN = "不没大小人水天年月日一三五七桥船灯山abc0123456789"
_LEAST = 10  # letters of a stretch that must be found near, whatever letter of it is altered


def texts_of(archive: Archive) -> list[str]:
    """The body of every article, the halves of one together, and its headings."""
    full = {
        one.article_id: one for stored in archive.articles() for one in [whole(archive, stored)[0]]
    }
    bodies = [one.article.body for one in full.values()]
    articles = [one.article for one in archive.articles()]
    headings = (text for one in articles for text in (one.title, one.kicker, one.subtitle) if text)
    return [*bodies, *dict.fromkeys(headings)]


def unverified(answerer: Answerer, bodies: Sequence[str]) -> tuple[int, list[str]]:
    """How many stretches the bodies quote, and those that are not found exactly."""
    quoted = {
        one.words
        for body in bodies
        for one in quotations(body)
        if letters(one.words).plain.strip() and len(one.words) <= LONGEST_QUOTATION
    }
    return len(quoted), [one for one in quoted if answerer.verify(one).verdict != "exact"]


def misremembered(answerer: Answerer, questions: Path) -> tuple[int, list[str]]:
    """How many quotations are asked for in other words than printed, and those that are not near
    with the differences that there are."""
    cases = [json.loads(line) for line in questions.read_text("utf-8").splitlines() if line.strip()]
    asked = [one for one in cases if one.get("quote_asked") != one.get("exact_quote")]
    return len(asked), [
        one["quote_asked"]
        for one in asked
        if not _is_near(answerer, one["quote_asked"], one["exact_quote"])
    ]


def _is_near(answerer: Answerer, asked: str, printed: str) -> bool:
    found = answerer.verify(asked)
    expected = differences(letters(asked), printed)
    return found.verdict == "near" and any(
        letters(match.text.text).plain == letters(printed).plain and match.differences == expected
        for match in found.matches
    )


def altered(words: str, chance: random.Random) -> str:
    """The words with one of them changed, dropped, put in or swapped."""
    places = [at for at, one in enumerate(words) if one.isalnum()]
    at = chance.choice(places)
    other = chance.choice(_PUT_IN)
    return chance.choice(
        [
            words[:at] + other + words[at + 1 :],
            words[:at] + words[at + 1 :],
            words[:at] + other + words[at:],
            words[:at] + "不" + words[at:],
            words[:at] + words[at + 1 : at + 2] + words[at] + words[at + 2 :],
        ]
    )


def false_verdicts(
    answerer: Answerer, bodies: Sequence[str], count: int, seed: int
) -> Iterator[str]:
    """Of so many altered stretches those taken for what they are not."""
    chance = random.Random(seed)
    plain = [letters(body).plain for body in bodies]
    squeezed = ["".join(body.split()) for body in bodies]
    long_enough = [body for body in bodies if len(body) > min(_LENGTHS)]
    checked = 0
    while checked < count:
        body = chance.choice(long_enough)
        start = chance.randrange(len(body) - min(_LENGTHS))
        words = body[start : start + chance.choice(_LENGTHS)].strip()
        asked = altered(words, chance) if letters(words).plain.strip() else ""
        if letters(asked).plain.strip():
            checked += 1
            if fault := _fault(answerer, asked, plain, squeezed):
                yield fault


def _fault(
    answerer: Answerer, asked: str, plain: Sequence[str], squeezed: Sequence[str]
) -> str | None:
    found = answerer.verify(asked)
    own = letters(asked).plain
    stands = any("".join(found.quote.split()) in one for one in squeezed)
    reads = any(own in one for one in plain)
    wrong = {
        "exact": not stands,
        "equivalent": not reads,
        "near": reads or (bool(found.matches) and not found.matches[0].differences),
        "not_found": _is_chinese(own),
    }
    return f"{found.verdict}: {asked}" if wrong[found.verdict] else None


def _is_chinese(plain: str) -> bool:
    """Whether it must be found near: of letters in pieces of alphabetic words no word is left."""
    return len(plain) >= _LEAST and all(one > "\u2e80" or one.isdigit() for one in plain)


def report(folder: Path, count: int, seed: int) -> dict[str, object]:
    """How many of each were checked, and those that failed."""
    with tempfile.TemporaryDirectory() as temporary:
        archive_folder = Path(temporary) / "archive"
        index_paths(archive_folder, sorted(folder.glob("*.txt")))
        archive, answerer = Archive(archive_folder), open_answerer(archive_folder)
        try:
            bodies = texts_of(archive)
            quoted, missed = unverified(answerer, bodies)
            record: dict[str, object] = {"quoted": quoted, "not exact": missed}
            if (questions := folder / "questions.jsonl").exists():
                asked, wrong = misremembered(answerer, questions)
                record |= {"misremembered": asked, "not near, or other differences": wrong}
            faults = list(false_verdicts(answerer, bodies, count, seed))
            return record | {"altered": count, "false verdicts": faults}
        finally:
            answerer.close()
            archive.close()


def main() -> None:
    """Print the report as JSON; exit code 1 when something failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quotations", description=__doc__)
    parser.add_argument("folder", type=Path, help="pages, and questions.jsonl beside them")
    parser.add_argument("--altered", type=int, default=10_000, help="stretches to alter")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    found = report(options.folder, options.altered, options.seed)
    print(json.dumps(found, ensure_ascii=False, indent=1))
    sys.exit(any(isinstance(one, list) and one for one in found.values()))


if __name__ == "__main__":
    main()
