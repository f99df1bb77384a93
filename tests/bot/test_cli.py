"""The command line: one JSON object or readable text, exit codes that mean something."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import get_args

import pytest
from typer.testing import CliRunner, Result

import bot.opening
from bot.cli import app
from bot.http.request import AskRequest
from index.errors import ArchiveDamaged, ArchiveMissing
from index.records import Conserved, IndexReport, IssueFacts, Quarantined, TakenIn
from retrieval.accounts import Order
from tests.bot.newspaper import FERRY, TinyArchive

ROOT = Path(__file__).parents[2]


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> TinyArchive:
    """The command line over the tiny archive, in an empty folder."""
    archive = TinyArchive()
    monkeypatch.setattr(bot.opening, "open_answering", lambda settings, **_: archive)
    monkeypatch.chdir(tmp_path)
    return archive


def run(*arguments: str, piped: str | bytes = "") -> Result:
    return CliRunner().invoke(app, list(arguments), input=piped)


def test_ask_prints_exactly_the_answer_json(tiny: TinyArchive) -> None:
    result = run("ask", "--json", "渡工是谁？")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert json.loads(result.stdout) == tiny.ask(tiny.questions[0]).as_json()
    assert FERRY.highlight in result.stdout, "Chinese stays Chinese"
    assert tiny.closed


def test_ask_prints_a_readable_answer(tiny: TinyArchive) -> None:
    result = run("ask", "渡工是谁？")
    assert result.exit_code == 0
    assert "【" + FERRY.highlight + "】" in result.stdout


def test_options_reach_the_question(tiny: TinyArchive) -> None:
    options = "--top 2 --as-of 2024-02-29 --from 2023-01-01 --to 2023-12-31 --newspaper 云汀日报"
    result = run("ask", *options.split(), "--author", "林", "--page", "01", "--near", "渡工")
    assert result.exit_code == 0
    [asked] = tiny.questions
    assert (asked.top, str(asked.as_of), str(asked.from_date)) == (2, "2024-02-29", "2023-01-01")
    assert (asked.newspaper, asked.author, asked.page, asked.near) == ("云汀日报", "林", "01", True)
    assert asked.use_dates
    assert asked.order is None
    run("ask", "--no-use-dates", "渡工")
    assert not tiny.questions[-1].use_dates


@pytest.mark.parametrize("order", get_args(Order))
def test_answers_are_put_in_the_orders_that_http_knows(tiny: TinyArchive, order: str) -> None:
    assert run("ask", "--order", order, "渡工").exit_code == 0
    assert tiny.questions[-1].order == order


def test_an_order_nobody_knows_is_wrong_usage_and_the_orders_are_named(tiny: TinyArchive) -> None:
    result = run("ask", "--order", "best", "渡工")
    assert result.exit_code == 2
    assert all(order in result.stderr for order in get_args(Order))


def test_ask_takes_every_field_that_http_takes(tiny: TinyArchive) -> None:
    fields = {field.alias or name for name, field in AskRequest.model_fields.items()}
    options = {name.replace("_", "-") for name in fields - {"question", "q"}}
    shown = run("ask", "--help").stdout
    assert [name for name in sorted(options) if f"--{name} " not in shown] == []


def test_a_question_needs_no_quotation_marks(tiny: TinyArchive) -> None:
    assert run("ask", "渡工", "是", "谁？", "--top", "2").exit_code == 0
    assert (tiny.questions[-1].text, tiny.questions[-1].top) == ("渡工 是 谁？", 2)
    quoted = json.loads(run("quote", "--json", "两岸居民", "冒雨相送").stdout)
    assert quoted["quote"] == "两岸居民 冒雨相送"


def test_a_question_and_a_quotation_can_be_piped_in(tiny: TinyArchive) -> None:
    assert run("ask", "-", piped="渡工是谁？\n").exit_code == 0
    assert tiny.questions[-1].text == "渡工是谁？"
    quoted = json.loads(run("quote", "--json", "-", piped="两岸居民冒雨相送。\n").stdout)
    assert quoted["quote"].strip() == "两岸居民冒雨相送。"
    assert run("ask", "-", piped=b"\xff\xfe\xe6\xb8\xa1").exit_code in (0, 1)


@pytest.mark.parametrize("command", ["ask", "quote"])
def test_an_empty_pipe_is_wrong_usage(tiny: TinyArchive, command: str) -> None:
    result = run(command, "-", piped="\n")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("baoda: ")


def test_the_version_is_that_of_the_package(tiny: TinyArchive) -> None:
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"baoda {version('baoda')}\n")


def test_exit_codes_of_ask_are_those_of_grep(tiny: TinyArchive) -> None:
    assert run("ask", "也许渡工").exit_code == 0
    refused = run("ask", "--json", "火星")
    assert refused.exit_code == 1
    assert json.loads(refused.stdout)["status"] == "not_found"
    tiny.broken = ArchiveDamaged("The archive is damaged; run baoda check.")
    assert run("ask", "渡工").exit_code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", ""),
        ("ask", "\x00 \u202e"),
        ("ask", "长" * 513),
        ("quote", " "),
        ("quote",),
        ("ask", "--top", "0", "渡工"),
        ("ask", "--from", "2023-02-30", "渡工"),
        ("ask", "--as-of", "20230410", "渡工"),
        ("ask", "--from", "2024-01-01", "--to", "2023-01-01", "渡工"),
        ("serve", "--host", "0.0.0.0"),
        ("serve", "--port", "99999"),
        ("telegram",),
        ("index", "--date", "gestern", "."),
        ("eval", "none.jsonl"),
        ("index", "no-such-file"),
        ("index",),
        ("nonsense",),
    ],
)
def test_wrong_usage_is_exit_code_2_and_a_sentence(
    tiny: TinyArchive, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BAODA_TELEGRAM_TOKEN", raising=False)
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert result.stderr.strip()
    assert "Traceback" not in result.stderr


def test_a_missing_archive_is_told_in_a_sentence(
    tiny: TinyArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(settings: object, **_: bool) -> None:
        raise ArchiveMissing("There is no archive in 'archive'.")

    monkeypatch.setattr(bot.opening, "open_answering", missing)
    for command in (("ask", "渡工"), ("quote", "渡工"), ("cite", "x"), ("serve",)):
        result = run(*command)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == "baoda: There is no archive in 'archive'.\n"


def test_cite_prints_the_citation_and_the_passage(tiny: TinyArchive) -> None:
    result = run("cite", "ferry1-p-7f")
    assert result.exit_code == 0
    first = result.stdout.splitlines()[0]
    assert "登云渡口昨日停航[N]. 云汀日报" in first
    assert FERRY.highlight in result.stdout


def test_styles_for_import_stand_alone_on_standard_output(tiny: TinyArchive) -> None:
    result = run("cite", "--style", "csl-json", "ferry1-p-7f")
    [record] = json.loads(result.stdout)
    assert record["title"] == FERRY.title
    assert FERRY.highlight in result.stderr


def test_cite_as_json_holds_the_passage_and_the_styled_text(tiny: TinyArchive) -> None:
    record = json.loads(run("cite", "--json", "--style", "bibtex", "ferry1-p-7f").stdout)
    assert record["text"].startswith("@article")
    assert record["passage"]["text"].startswith("渡工陈守义")


def test_an_unknown_citation_is_exit_code_1_and_an_unknown_style_2(tiny: TinyArchive) -> None:
    assert run("cite", "never").exit_code == 1
    result = run("cite", "--style", "harvard", "ferry1-p-7f")
    assert result.exit_code == 2
    assert "bibtex" in result.stderr


def test_index_reports_and_tells_what_was_quarantined(
    tiny: TinyArchive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bad = (Quarantined("坏\x1b[31m.txt", "It is empty."),)
    taken = (
        TakenIn("一\x1b[31m.txt", 3, 5, Conserved(1200, 1150, 45, 5)),
        TakenIn("二.txt", 2, 4, Conserved(30, 30, 0, 0), "page 2 is a picture"),
    )
    report = IndexReport(2, 5, 9, 0.25, 1, bad, (), taken, Conserved(1230, 1180, 45, 5))
    seen: list[tuple[Path, list[Path], IssueFacts]] = []

    def index_paths(
        archive: Path, paths: list[Path], *, facts: IssueFacts, **_: object
    ) -> IndexReport:
        seen.append((archive, paths, facts))
        return report

    monkeypatch.setattr("index.build.index_paths", index_paths)
    (tmp_path / "a.txt").write_text("x")
    command = ("index", "--newspaper", "云汀日报", "--date", "2023-04-10", "a.txt")
    result = run(*command, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == {
        "files": 2,
        "articles": 5,
        "passages": 9,
        "seconds": 0.25,
        "skipped": 1,
        "ignored": [],
        "quarantined": [{"file": "坏\x1b[31m.txt", "reason": "It is empty."}],
        "characters": {"in": 1230, "articles": 1180, "furniture": 45, "noise": 5},
        "sources": [
            {
                "file": "一\x1b[31m.txt",
                "articles": 3,
                "passages": 5,
                "characters": {"in": 1200, "articles": 1150, "furniture": 45, "noise": 5},
            },
            {
                "file": "二.txt",
                "articles": 2,
                "passages": 4,
                "characters": {"in": 30, "articles": 30, "furniture": 0, "noise": 0},
                "note": "page 2 is a picture",
            },
        ],
    }
    readable = run(*command)
    assert "1,230 = 1,180 in articles + 45 furniture + 5 noise" in readable.stdout
    assert "二.txt: 30 = 30 in articles + 0 furniture + 0 noise" in readable.stdout
    assert "was not taken in: It is empty." in readable.stderr
    assert "baoda: 二.txt: page 2 is a picture\n" in readable.stderr
    assert "\x1b" not in readable.output
    archive, paths, facts = seen[0]
    assert (archive, paths, str(facts.issue_date)) == (
        Path("archive"),
        [Path("a.txt")],
        "2023-04-10",
    )


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    code = (
        "import sys, bot.cli, bot.settings, bot.asking, bot.leaving;"
        "heavy = {'torch', 'sentence_transformers', 'fastapi', 'telegram', 'uvicorn', 'jieba',"
        "'faiss', 'rich', 'numpy', 'httpx'} & set(sys.modules);"
        "print(*sorted(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == ""


def test_python_m_bot_is_the_same_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 0
    for command in ("index", "ask", "quote", "cite", "serve", "telegram", "check", "eval", "demo"):
        assert command in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_full_disk_is_told_in_a_sentence() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bot", "--help"], stdout=full, stderr=subprocess.PIPE, cwd=ROOT
        )
    assert done.returncode == 1
    assert done.stderr.decode().startswith("baoda: The disk is full")
    assert done.stderr.count(b"\n") == 1


def test_every_help_page_documents_its_exit_codes() -> None:
    for command in ("index", "ask", "quote", "cite", "serve", "telegram", "check", "eval", "demo"):
        assert "Exit codes" in run(command, "--help").stdout


def test_the_help_of_cite_names_every_style(tiny: TinyArchive) -> None:
    from retrieval.citing import STYLES

    said = "".join(run("cite", "--help").output.split())
    assert all(style in said for style in STYLES)
