"""What each ingredient of the recipe is worth: short runs, each without one of them.

`python -m training.ablation --data ../shared/data --keep NAME` prints the table of
docs/encoder-training.md,
with `--sizes` the table of quality against bytes.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from training import recipe
from training.bags import Bags, tokenised
from training.contrast import Schedule, contrast
from training.epochs import INGREDIENTS, Amounts, Epochs
from training.evaluate import TRIALS, Trial, places
from training.negatives import means
from training.sources import read_jsonl
from training.vocabulary import Sizes

FAMILIES = {
    "zh": ("XQuAD zh→zh", "ChronoQA test", "news_antiterror", "CMRC 2018 dev", "DRCD test"),
    "en": ("XQuAD en→zh", "XQuAD zh→en", "XQuAD en→en"),
    "others→zh": tuple(f"XQuAD {lang}→zh" for lang in ("de", "es", "ru", "ar", "vi")),
    "others→same": ("XQuAD de→de", "XQuAD ar→ar"),
}
DIMENSIONS = (128, 256, 384)
Table = NDArray[np.float32]
Found = dict[str, tuple[float, float]]  # by trial: R@1, R@10


@dataclass(frozen=True, slots=True)
class Prepared:
    """A trial as token ids, so that many tables of vectors can be tried on it."""

    name: str
    questions: Bags
    passages: Bags
    right: list[list[int]]


def prepared(tokenizer: Tokenizer, data: Path, trial: Trial) -> Prepared:
    """Reads and tokenises a trial."""
    passages = list(read_jsonl(data / "eval" / trial.passages / "passages.jsonl.gz"))
    number = {record["id"]: at for at, record in enumerate(passages)}
    records = read_jsonl(data / "eval" / trial.questions / "queries.jsonl.gz")
    asked = [record for record in records if trial.asked(record)]
    return Prepared(
        trial.name,
        tokenised(tokenizer, [record["text"] for record in asked]),
        tokenised(tokenizer, [record["text"] for record in passages]),
        [[number[passage] for passage in record["positive_ids"]] for record in asked],
    )


def found_by(table: Table, trials: Sequence[Prepared]) -> Found:
    """R@1 and R@10 of each trial by cosine alone."""
    found: Found = {}
    for trial in trials:
        place = places(means(table, trial.questions), means(table, trial.passages), trial.right)
        found[trial.name] = float(np.mean(place <= 1)), float(np.mean(place <= 10))
    return found


def line(name: str, found: Found) -> str:
    """A row of the table: the means of each family, R@1 / R@10, and of all trials."""
    groups = [*FAMILIES.values(), tuple(found)]
    cells = []
    for group in groups:
        rows = np.asarray([found[trial] for trial in group if trial in found])
        cells.append("{:.3f} / {:.3f}".format(*rows.mean(axis=0)) if len(rows) else "")
    return " | ".join(["|", name, *cells, "|"]).replace("| |", "|").strip()


def head(first: str) -> str:
    """The first two lines of the table."""
    names = [first, *FAMILIES, "all sets"]
    return f"| {' | '.join(names)} |\n|{'---|' * len(names)}"


def shorter(amounts: Amounts, share: float) -> Amounts:
    """This share of every amount."""
    return replace(
        amounts, **{part.name: int(getattr(amounts, part.name) * share) for part in fields(Amounts)}
    )


def learned(
    given: argparse.Namespace, materials: recipe.Materials, first: Table, without: str = ""
) -> Table:
    """The vectors after a short run from the first ones, without one ingredient."""
    ingredients = [name for name in INGREDIENTS if name != without]
    epochs = Epochs(materials, shorter(Amounts(), given.share), ingredients, given.seed)
    schedule = Schedule(given.epochs, given.batch, seed=given.seed)
    return contrast(first, epochs.draw, schedule, lambda _: None)[0]


def ablations(given: argparse.Namespace) -> Iterator[str]:
    """A line for the whole recipe and for each ingredient left out."""
    materials = recipe.gather(given.data, sizes=Sizes(), cached=given.keep)
    trials = [prepared(materials.words.tokenizer, given.data, one) for one in TRIALS]
    first = recipe.start(materials, given.dimension)
    yield line("before contrast", found_by(first, trials))
    for missing in ("", *INGREDIENTS):
        table = learned(given, materials, first, missing)
        yield line(f"without {missing}" if missing else "everything", found_by(table, trials))
    first = recipe.start(materials, given.dimension, aligned=False)
    yield line("without alignment", found_by(learned(given, materials, first), trials))


def rounded(table: Table, bits: int) -> Table:
    """The table as so many bits a number and a scale a row say it."""
    levels = 2 ** (bits - 1) - 1
    scale = np.abs(table).max(axis=1, keepdims=True) / levels
    return np.asarray(np.round(table / np.where(scale > 0, scale, 1)) * scale, np.float32)


def sizes(given: argparse.Namespace) -> Iterator[str]:
    """A line for each dimension and each precision."""
    materials = recipe.gather(given.data, sizes=Sizes(), cached=given.keep)
    trials = [prepared(materials.words.tokenizer, given.data, one) for one in TRIALS]
    for dimension in DIMENSIONS:
        table = learned(given, materials, recipe.start(materials, dimension))
        for bits in (32, 8, 4):
            megabytes = len(table) * (dimension * bits / 8 + 4) / 1e6
            values = table if bits == 32 else rounded(table, bits)
            yield line(f"{dimension} × {bits} bits, {megabytes:.1f} MB", found_by(values, trials))


def main(arguments: list[str] | None = None) -> None:
    """Prints the table, a line as soon as it is known."""
    parser = argparse.ArgumentParser(prog="python -m training.ablation", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with train/ and news/")
    parser.add_argument("--keep", default="ablation", help="name under which slow steps are kept")
    parser.add_argument("--share", type=float, default=0.25, help="of the pairs of an epoch")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--batch", type=int, default=1_024)
    parser.add_argument("--dimension", type=int, default=256)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--sizes", action="store_true", help="the table of quality against bytes")
    given = parser.parse_args(arguments)
    torch.set_num_threads(given.threads)
    print(head("vectors" if given.sizes else "recipe"), flush=True)
    for row in sizes(given) if given.sizes else ablations(given):
        print(row, flush=True)


if __name__ == "__main__":
    main()
