"""Pages are cut at least as well as ever before: `cutting.json` holds floors that only rise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.cutting import main, score_folder, score_generated, total

ROOT = Path(__file__).parents[2]
FLOORS: dict[str, dict[str, float]] = json.loads(
    (Path(__file__).parent / "cutting.json").read_text(encoding="utf-8")
)
FOLDERS = {
    "sample": (ROOT / "bot" / "sample" / "pages", ROOT / "bot" / "sample" / "gold"),
    "shared": (ROOT.parent / "shared" / "pages", ROOT.parent / "shared" / "pages"),
}


@pytest.mark.parametrize("name", FOLDERS)
def test_pages_are_cut_as_well_as_the_floors_say(name: str) -> None:
    pages, gold = FOLDERS[name]
    if not pages.is_dir():
        pytest.skip(f"no {name} pages here")
    scores = score_folder(pages, gold)
    whole = total(scores)
    short = {
        figure: (whole.shares()[figure], floor)
        for figure, floor in FLOORS[name].items()
        if whole.shares()[figure] < floor
    }
    assert not short, [miss for score in scores for miss in score.misses]
    assert whole.date
    assert whole.number


def test_generated_pages_are_cut_as_well_as_the_floors_say() -> None:
    levels = score_generated(24, seed=1)
    for level, scores in levels.items():
        whole = total(scores)
        shares = {figure: whole.shares()[figure] for figure in FLOORS[level]}
        short = {name: share for name, share in shares.items() if share < FLOORS[level][name]}
        assert not short, [level, *(miss for score in scores for miss in score.misses)]
        assert whole.date, level
        assert whole.number, level


def test_the_benchmark_prints_a_table_and_an_object(capsys: pytest.CaptureFixture[str]) -> None:
    pages, gold = map(str, FOLDERS["sample"])
    main([pages, gold])
    assert "recall" in capsys.readouterr().out
    main([pages, gold, "--json"])
    assert json.loads(capsys.readouterr().out)[-1]["page"] == "all"
    main(["--generated", "3"])
    assert "shuffled" in capsys.readouterr().out
