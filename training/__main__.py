"""python -m training --data ../shared/data --out index/encoders/bundled [--quick]"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import torch

from index.encoders.static import open_static
from training import recipe
from training.contrast import Schedule, contrast
from training.epochs import Amounts, Epochs
from training.evaluate import evaluate, table
from training.export import export
from training.vocabulary import GROUPS, Sizes

QUICK_PIECES = dict.fromkeys(GROUPS, 60)
QUICK_SIZES = Sizes(2_000, 1_000, 100, 200, QUICK_PIECES, rarest_han=1)
QUICK_AMOUNTS = Amounts(*[200] * 9)


def options() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with train/ and news/")
    parser.add_argument("--out", type=Path, required=True, help="folder of the encoder to write")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=1_024)
    parser.add_argument("--dimension", type=int, default=256)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", default="", help="name under which slow steps are kept in /tmp")
    parser.add_argument("--quick", action="store_true", help="tiny sizes, to try the pipeline")
    parser.add_argument("--score-only", action="store_true", help="only score what --out holds")
    return parser


def main(arguments: list[str] | None = None) -> list[float]:
    """Trains, writes, scores; returns the mean loss of each epoch."""
    given = options().parse_args(arguments)
    torch.set_num_threads(given.threads)
    losses: list[float] = []
    if not given.score_only:
        losses = train(given)
    print(table(evaluate(open_static(given.out), given.data)))
    return losses


def train(given: argparse.Namespace) -> list[float]:
    """Runs the recipe and writes the encoder to `given.out`; returns the mean losses."""
    schedule = Schedule(epochs=given.epochs, batch=given.batch, seed=given.seed)
    sizes, amounts, dimension = Sizes(), Amounts(), given.dimension
    if given.quick:
        sizes, amounts, dimension = QUICK_SIZES, QUICK_AMOUNTS, 32
        schedule = replace(schedule, batch=64)
    materials = recipe.gather(given.data, sizes=sizes, cached=given.keep)
    print(f"{len(materials.shares):,} tokens, {len(materials.news):,} articles", flush=True)
    vectors, losses = contrast(
        recipe.start(materials, dimension),
        Epochs(materials, amounts, seed=given.seed).draw,
        schedule,
        report=lambda line: print(line, flush=True),
    )
    export(*recipe.finished(materials.words, vectors), given.out)
    return losses


if __name__ == "__main__":
    main()
