"""A refusal never calls missing what an archive only writes otherwise, or what merely asks."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from index.build import index_paths
from retrieval.answerer import open_answerer
from retrieval.records import Question

TEXTS = (
    "市农商行的“渡船贷”单笔授信最高可达6000万元，去年共发放12笔。",
    "柳林村的丝瓜上市了，今年收成比往年好。",
)


@pytest.mark.parametrize(
    ("asked", "missing"),
    [
        ("六千万元授信的飞船是谁造的", ("飞船",)),
        ("0.6亿元授信的飞船是谁造的", ("飞船",)),
        ("民国110年丝瓜和飞船", ("飞船",)),
        ("最新的飞船新闻", ("飞船",)),
        ("请问一下各位，关于飞船的报道现在在哪里，谢谢", ("飞船",)),
        ("飞船和潜艇什么时候开工", ("飞船", "潜艇", "开工")),
    ],
)
def test_only_what_the_archive_never_says_is_called_missing(
    tmp_path: Path, asked: str, missing: tuple[str, ...]
) -> None:
    page = tmp_path / "articles.jsonl"
    page.write_text("\n".join(json.dumps({"text": text}) for text in TEXTS), "utf-8")
    index_paths(tmp_path / "archive", [page])
    opened = open_answerer(tmp_path / "archive")
    try:
        answer = opened.ask(Question(asked, as_of=date(2024, 5, 6), near=True))
    finally:
        opened.close()
    assert answer.status != "answered"
    assert answer.reason is not None
    assert [one for one in missing if one not in answer.reason] == []
    assert answer.reason.count("“") == len(missing)
