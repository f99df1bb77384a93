"""An old newspaper is read at least as well as ever before: the floors only rise.

`python -m benchmarks.old_newspaper DATA_FOLDER` prints the figures they are compared with.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.old_blocks import PAPER
from benchmarks.old_newspaper import VARIANTS, main, report

FLOORS: dict[str, dict[str, float]] = json.loads(
    (Path(__file__).parent / "old_newspaper.json").read_text(encoding="utf-8")
)
EVERY = 8  # one article in eight is asked for: enough for a floor, and quick


QUICK = ("repair", "tokens", "cuts")


@pytest.mark.parametrize(
    "parts", [QUICK, pytest.param(("search", "pages"), marks=pytest.mark.slow)]
)
def test_an_old_newspaper_is_read_as_well_as_the_floors_say(
    parts: tuple[str, ...], shared: Path
) -> None:
    data = shared / "data"
    if not (data / PAPER).exists() or not (data / VARIANTS).exists():
        pytest.skip("the old newspaper is not beside the project")
    found = report(data, EVERY, parts)
    short = {
        f"{part} {name}": (found[part][name], floor)
        for part in parts
        for name, floor in FLOORS[part].items()
        if found[part][name] < floor
    }
    assert not short


def test_the_benchmark_prints_a_table_and_an_object(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = a_small_paper(tmp_path)
    main([str(data)])
    assert "at_stop" in capsys.readouterr().out
    main([str(data), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert found["repair"] == {"right": 1.0, "closed": 1.0, "mapped": 1.0, "words": 1.0}
    assert found["pages"]["dates"] == 1.0


def a_small_paper(folder: Path) -> Path:
    """Two invented blocks of one page, in the form of the real paper."""
    column = [
        "碼頭昨晨起霧、渡船停在江心、旅客不得上岸者", "凡四十餘人、船主老胡以鐘聲相吿、岸上始知其",
        "事矣、巡警趕到時、霧已散去大半、老胡笑謂衆", "人曰、我在此江擺渡卅年、未曾誤過一客、聞者",
        "皆鼓掌、有報館訪員在塲、囘館卽作此文、",
    ]  # fmt: skip
    head = ["第二版民國九年四月三日"]
    blocks = [
        {"id": "p1-0", "type": "margin", "title": "", "lines": [head]},
        {"id": "p1-1", "type": "article", "title": "江心霧", "lines": [["江心霧"], column]},
    ]
    lines = [json.dumps({"date": "1920-04-03", **block}) for block in blocks]
    for name in (PAPER, VARIANTS):
        (folder / name).parent.mkdir(exist_ok=True)
    (folder / PAPER).write_bytes(gzip.compress("\n".join(lines).encode()))
    (folder / VARIANTS).write_text(json.dumps({"告": "吿", "回": "囘"}), "utf-8")
    return folder
