"""The table says what was measured, by whom, and who is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.rivals import registry, report, tables
from benchmarks.rivals.figures import Figures
from benchmarks.rivals.measuring import BAODA, Measured


def row(engine: str, name: str, *ranks: int | None) -> Measured:
    return Measured("2026-11-21", 0.5, engine, name, ranks, 1.5, passages=100, seconds=2.0)


def test_the_best_of_a_set_is_bold_and_what_was_not_measured_is_a_dash() -> None:
    rows = [row(BAODA, "甲", 1, 2), row("other", "甲", None, 2), row(BAODA, "乙", None, 1)]
    lines = tables.overview(rows, "R@1").splitlines()
    assert lines[0] == "| R@1 | baoda | other |"
    assert lines[2] == "| 甲 | **0.500** | 0.000 |"
    assert lines[3] == "| 乙 | **0.500** | – |"


def test_every_set_on_which_a_rival_is_ahead_is_told() -> None:
    rows = [row(BAODA, "甲", 2), row("other", "甲", 1), row(BAODA, "乙", 1), row("other", "乙", 1)]
    assert list(tables.ahead(rows, "R@1")) == ["other is ahead on 甲: R@1 1.000 against 0.000."]


def test_a_set_that_baoda_was_not_asked_yet_tells_of_nobody_ahead() -> None:
    assert list(tables.ahead([row("other", "甲", 1)], "R@1")) == []


def test_an_archive_shared_by_sets_is_counted_once() -> None:
    lines = tables.costs([row("other", "甲", 1), row("other", "乙", 1)]).splitlines()
    assert lines[2].startswith("| other | 100 | 2.0 | 50 |")


def test_a_section_is_replaced_and_its_neighbours_stay(tmp_path: Path) -> None:
    path = tmp_path / "docs" / "figures.md"
    tables.put_section(path, "one", "first")
    tables.put_section(path, "two", "second")
    path.write_text("By hand.\n\n" + path.read_text("utf-8"), "utf-8")
    tables.put_section(path, "one", "third")
    text = path.read_text("utf-8")
    assert text.startswith("By hand.")
    assert "first" not in text
    assert text.index("third") < text.index("second")


def test_the_last_measurement_of_an_engine_on_a_set_counts(tmp_path: Path) -> None:
    figures = Figures(tmp_path / "new" / "figures.jsonl")
    assert figures.rows() == []
    for one in [
        row("FTS5 trigram", "甲", 1),
        row(BAODA, "甲", 9),
        row("no rival any more", "甲", 1),
        row(BAODA, "甲", 1, None),
    ]:
        figures.add(one)
    assert figures.rows() == [row(BAODA, "甲", 1, None), row("FTS5 trigram", "甲", 1)]


@pytest.mark.parametrize(("load", "told"), [(0.1, False), (10_000.0, True)])
def test_a_busy_machine_is_told(load: float, told: bool) -> None:
    text = report.section("alone", [row(BAODA, "甲", 1)._replace(load=load)], 300)
    assert ("upper bounds" in text) is told


@pytest.fixture
def only_fts5(monkeypatch: pytest.MonkeyPatch) -> None:
    absent = registry.Entry("absent", registry.RIVALS[0].open, ("no-such-distribution",))
    fts5 = [one for one in registry.RIVALS if not one.needs]
    monkeypatch.setattr(report, "RIVALS", (*fts5, absent))


@pytest.mark.usefixtures("only_fts5")
def test_the_sample_is_measured_from_files_to_table(tmp_path: Path) -> None:
    """Without the data folder the sample pages are still there; an engine that is not installed is
    named, with what to do."""
    out = tmp_path / "benchmarks.md"
    wish = report.Wish(questions=6)
    text = report.report(tmp_path, tmp_path / "cache", "alone", wish, out)
    assert text in out.read_text("utf-8")
    measured = {line.split(" | ")[1] for line in text.splitlines() if line.startswith("| sample")}
    assert {BAODA, "FTS5 trigram", "FTS5 unicode61"} <= measured
    assert (
        "absent: no-such-distribution not installed: pip install -r benchmarks/rivals.txt" in text
    )


def test_without_the_news_nothing_is_measured_inside_and_nothing_written(tmp_path: Path) -> None:
    out = tmp_path / "benchmarks.md"
    text = report.report(tmp_path, tmp_path, "inside", report.Wish(), out)
    assert "not on this machine" in text
    assert not out.exists()


def test_a_wish_names_sets_and_engines_or_means_all() -> None:
    assert report.Wish().set("甲")
    assert report.Wish(sets=["甲"], engines=["baoda"]).engine("baoda")
    assert not report.Wish(sets=["甲"]).set("乙")
    assert not report.Wish(engines=["baoda"]).engine("MiniLM")
