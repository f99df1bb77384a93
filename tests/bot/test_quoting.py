"""`baoda quote` says word for word, close, or not found, and leaves with grep's codes."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

import bot.opening
from bot.cli import app
from bot.http.quotes import DraftShape, VerificationShape
from bot.quoting import in_words, show_verification
from index.errors import ArchiveDamaged
from retrieval.verdicts import Difference, PrintedIn
from tests.bot.newspaper import BRIDGE, GARBAGE, TinyArchive

WORDS = "昨天是他最后一次解缆"


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> TinyArchive:
    archive = TinyArchive()
    monkeypatch.setattr(bot.opening, "open_answering", lambda settings, **_: archive)
    return archive


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["quote", *arguments])


def test_an_exact_quotation_is_exit_code_0_with_its_citation(tiny: TinyArchive) -> None:
    result = run(WORDS)
    assert result.exit_code == 0
    assert "逐字相符" in result.stdout
    assert "登云渡口昨日停航[N]. 云汀日报" in result.stdout
    assert "出自: 陈守义" in result.stdout
    assert tiny.closed


def test_a_near_one_is_exit_code_1_with_what_differs(tiny: TinyArchive) -> None:
    result = run(WORDS + "三个字")
    assert result.exit_code == 1
    assert "相近" in result.stdout
    assert WORDS + "\n" in result.stdout
    assert "多引“三个字”" in result.stdout


@pytest.mark.parametrize(
    ("printed_in", "says"),
    [("title", "见标题"), ("kicker", "见引题"), ("subtitle", "见副题"), ("body", "")],
)
def test_words_of_a_heading_are_said_to_stand_in_it(
    tiny: TinyArchive, printed_in: PrintedIn, says: str
) -> None:
    found = tiny.verify(WORDS)
    found = replace(found, matches=(replace(found.matches[0], printed_in=printed_in),))
    written = io.StringIO()
    show_verification(found, Console(file=written, width=200), "zh")
    assert "逐字相符" in written.getvalue()
    assert ("题" in written.getvalue()) == bool(says)
    assert says in written.getvalue()


def test_one_not_found_is_exit_code_1(tiny: TinyArchive) -> None:
    result = run("火星上有水")
    assert result.exit_code == 1
    assert "没有找到" in result.stdout


def test_json_is_the_object_of_the_contract(tiny: TinyArchive) -> None:
    record = json.loads(run("--json", WORDS).stdout)
    VerificationShape.model_validate(record)
    assert (record["verdict"], record["matches"][0]["text"]) == ("exact", WORDS)
    assert record == tiny.verify(WORDS).as_json()


def test_a_text_that_quotes_is_checked_quotation_by_quotation(tiny: TinyArchive) -> None:
    draft = f"报道说“{WORDS}”，又说「火星上有水」。"
    result = run(draft)
    assert result.exit_code == 1
    assert result.stdout.index("逐字相符") < result.stdout.index("没有找到")
    record = json.loads(run("--json", draft).stdout)
    DraftShape.model_validate(record)
    assert [one["verdict"] for one in record["quotes"]] == ["exact", "not_found"]
    assert run(f"报道说“{WORDS}”。").exit_code == 0


@pytest.mark.parametrize("marks", ["“{}”", "「{}」", '"{}"', " “{}” "])
def test_marks_round_all_of_it_are_not_a_draft(tiny: TinyArchive, marks: str) -> None:
    record = json.loads(run("--json", marks.format(WORDS)).stdout)
    assert "verdict" in record


def test_what_cannot_be_searched_is_exit_code_2_and_a_sentence(tiny: TinyArchive) -> None:
    for text in ("", "！", "\x00 \u202e"):
        result = run(text)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("baoda: ")
    tiny.broken = ArchiveDamaged("The archive is damaged; run baoda check.")
    assert run(WORDS).exit_code == 2


def test_nothing_printed_drives_the_terminal() -> None:
    console = Console(file=io.StringIO(), width=100)
    found = TinyArchive(stories=(GARBAGE, BRIDGE)).verify(GARBAGE.highlight)
    show_verification(found, console, "en")
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert "Word for word" in shown
    assert not any(one in shown for one in "\x1b\x00\u202e")


def test_differences_are_phrases_in_both_languages() -> None:
    for language in ("zh", "en"):
        for op in ("replace", "insert", "delete"):
            said = in_words(Difference(op, "甲{0}", "乙{x}"), language)
            assert ("甲{0}" in said) == (op != "insert")
            assert ("乙{x}" in said) == (op != "delete")


def test_english_quotations_are_answered_in_english(tiny: TinyArchive) -> None:
    assert "does not hold these words" in run("the boat is back in the bay").stdout


def test_help_documents_the_exit_codes() -> None:
    assert "Exit codes" in run("--help").stdout
