"""The quote desk's floors can be measured on any folder of pages."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from benchmarks.quotations import report
from bot.sample import PAGES


def test_the_sample_pages_pass_and_a_wrong_gold_quotation_is_told(tmp_path: Path) -> None:
    shutil.copy(PAGES / "20240118-A3.txt", tmp_path)
    asked = {"quote_asked": "老师的手一直在斗", "exact_quote": "老师的手一直在抖"}
    unknown = {"quote_asked": "老师的脚一直在抖", "exact_quote": "老师的头一直在抖"}
    lines = (json.dumps(one, ensure_ascii=False) for one in (asked, unknown, {"question": "?"}))
    (tmp_path / "questions.jsonl").write_text("\n".join(lines), "utf-8")
    found = report(tmp_path, count=30, seed=1)
    assert int(str(found["quoted"])) > 2
    assert found["not exact"] == []
    assert found["misremembered"] == 2
    assert found["not near, or other differences"] == ["老师的脚一直在抖"]
    assert found["false verdicts"] == []
