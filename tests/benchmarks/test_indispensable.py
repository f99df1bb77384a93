"""Pairs of question and answer are held against what no answer can do without."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from benchmarks.indispensable import Lacking, pairs


def test_only_pairs_that_ask_for_something_count_and_what_is_lacked_is_told(tmp_path: Path) -> None:
    texts = [("票价多少钱？", "票价2元。"), ("票价多少钱？", "开行了。"), ("船怎么了？", "停了。")]
    rows = [{"a": a, "b": b, "kind": "question-passage"} for a, b in texts]
    rows.append({"a": "票价多少钱？", "b": "停了。", "kind": "translation"})
    file = tmp_path / "pairs.jsonl.gz"
    file.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    assert list(pairs(file)) == [
        Lacking("票价多少钱？", ()),
        Lacking("票价多少钱？", ("a sum of money",)),
    ]
