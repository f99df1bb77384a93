"""Work in a process beside this one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import Any

import pytest

from index.beside import TASKS, one_ahead, short_turns, working
from index.cut_articles import cut_articles, cuts_of, plain
from index.encoders.static import open_bundled
from index.encoding import PassageEncoding
from index.errors import BaodaError
from index.identity import article_id
from index.passages import passages
from index.sketch import sketches
from tests.index.shelf import article

TEXTS = ["青澜江轮渡重新开航。\n首班渡船载客一百二十人。", "\ud800", ""]
ARTICLES = [
    article("望鹤桥下月封闭大修，三路公交车改走新安大桥。" * 20, pages=["01"]),
    article("Porpoises have returned to the river.", newspaper=None),
]
VALUES: dict[str, Any] = {
    "token lines": TEXTS,
    "cut articles": [plain(one) for one in ARTICLES],
    "bundled tokens": TEXTS,
}


@pytest.mark.parametrize("task", TASKS)
def test_beside_this_process_the_same_is_found_as_in_it(task: str) -> None:
    with working(much=False) as here, working(much=True) as beside:
        again = [beside.submit(task, VALUES[task]) for _ in range(2)]
        assert [one.result() for one in again] == [here.submit(task, VALUES[task]).result()] * 2


def test_without_its_process_work_ends_in_words() -> None:
    with working(much=True) as beside:
        beside.submit("token lines", TEXTS).result()
        os.kill(beside._process.pid, signal.SIGKILL)  # type: ignore[attr-defined]
        beside._process.wait()  # type: ignore[attr-defined]
        with pytest.raises(BaodaError, match="run the same command again"):
            beside.submit("token lines", TEXTS).result()


def test_where_no_process_may_be_started_work_is_done_here(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refused(*command: object, **options: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    with working(much=False) as here:
        wanted = here.submit("token lines", TEXTS).result()
    monkeypatch.setattr(subprocess, "Popen", refused)
    with working(much=True) as work:
        assert work.submit("token lines", TEXTS).result() == wanted
    assert "no process can be started" in caplog.text


def test_plain_values_tell_all_that_id_passages_and_sketch_are_made_of() -> None:
    cut = list(cuts_of(ARTICLES, cut_articles([plain(one) for one in ARTICLES])))
    assert [one.identity for one in cut] == [article_id(one) for one in ARTICLES]
    assert [one.sketch for one in cut] == sketches([one.body for one in ARTICLES])
    for one in cut:
        assert one.passages == [(each.start, each.end) for each in passages(one.article)]


def test_an_item_is_given_out_when_the_next_has_been_begun() -> None:
    begun: list[int] = []

    def beginning() -> Any:
        for number in range(3):
            begun.append(number)
            yield number

    assert [(one, len(begun)) for one in one_ahead(beginning())] == [(0, 2), (1, 3), (2, 3)]


def test_turns_are_short_while_work_is_done_and_then_as_they_were() -> None:
    before = sys.getswitchinterval()
    with short_turns():
        assert sys.getswitchinterval() < before
        with short_turns():
            assert sys.getswitchinterval() < before
        assert sys.getswitchinterval() < before
    assert sys.getswitchinterval() == before


def test_turns_are_as_they_were_when_the_last_of_two_archives_is_done() -> None:
    before = sys.getswitchinterval()
    one, other = short_turns(), short_turns()
    one.__enter__()
    other.__enter__()
    one.__exit__(None, None, None)
    assert sys.getswitchinterval() < before
    other.__exit__(None, None, None)
    assert sys.getswitchinterval() == before


def test_tokens_found_beside_are_those_of_the_encoder() -> None:
    encode = PassageEncoding(open_bundled())
    alone = encode(TEXTS)
    with working(much=True) as work:
        both = encode(TEXTS, work=work)
    assert both.tokens.ids.tolist() == alone.tokens.ids.tolist() != []
    assert both.tokens.starts.tolist() == alone.tokens.starts.tolist()
    assert (both.vectors == alone.vectors).all()
