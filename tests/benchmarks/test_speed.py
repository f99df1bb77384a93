"""How speed is measured and told."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.serving import CLIENTS, cold, served
from benchmarks.speed import Row, percentiles, table
from bot.sample import PAGES
from index.build import index_paths


def test_of_a_hundred_times_the_middle_and_the_longest_are_told() -> None:
    assert percentiles([float(one) for one in range(1, 102)]) == "51.0 / 96.0 / 100.0 ms"


def test_a_figure_stands_beside_its_floor() -> None:
    assert table([Row("HTTP", "180 answers/s", "150 answers/s")]).splitlines()[2:] == [
        "| HTTP | 180 answers/s | 150 answers/s |"
    ]


@pytest.mark.slow
def test_a_process_of_its_own_is_asked_cold_and_over_http(tmp_path: Path) -> None:
    index_paths(tmp_path, [PAGES])
    questions = ["望鹤桥封闭多久", "海滨口岸"] * CLIENTS
    told = served(tmp_path, questions)
    assert len(told.milliseconds) == len(questions)
    assert told.a_second > 0
    assert cold(tmp_path, questions[0]) > 0
