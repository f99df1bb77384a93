"""What the encoder learned from is not asked."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from benchmarks.data import evaluation_sets
from retrieval.cases import read_cases


def test_of_chronoqa_only_the_test_split_is_asked(tmp_path: Path) -> None:
    home = tmp_path / "data" / "eval" / "chronoqa"
    home.mkdir(parents=True)
    with gzip.open(home / "passages.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write(json.dumps({"id": "p", "title": "", "text": "轮渡开航。"}) + "\n")
    with gzip.open(home / "queries.jsonl.gz", "wt", encoding="utf-8") as lines:
        for split in ("train", "test", "val", "test"):
            asked = {"text": f"{split}?", "positive_ids": ["p"], "answers": [], "split": split}
            lines.write(json.dumps(asked) + "\n")
    found = {one.name: one for one in evaluation_sets(tmp_path, tmp_path / "cache")}
    assert [case.text for case in read_cases(found["chronoqa"].questions)] == ["test?", "test?"]


def test_a_set_that_is_not_here_is_left_out(tmp_path: Path) -> None:
    assert [one.name for one in evaluation_sets(tmp_path, tmp_path / "cache")] == ["sample"]
