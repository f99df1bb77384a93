"""An invented newspaper and dictionary, small enough to train on in seconds."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

DICTIONARY = {
    "港口": "harbor; port",
    "台风": "typhoon",
    "图书馆": "library",
    "桥": "bridge",
    "学校": "school",
    "学生": "student",
    "火车": "train",
    "医院": "hospital",
    "医生": "doctor",
    "市长": "mayor",
    "花园": "garden",
    "音乐会": "concert",
    "剧院": "theater",
    "足球": "soccer ball; football",
    "冬天": "winter",
    "夏天": "summer",
    "开放": "to open",
    "关闭": "to close; to shut",
    "修理": "to repair",
    "昨天": "yesterday",
}


def _write(path: Path, records: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def _pair(a: str, b: str, kind: str, lang_b: str = "zh") -> dict[str, str]:
    return {"a": a, "b": b, "kind": kind, "lang_a": "zh", "lang_b": lang_b}


def write_data(folder: Path) -> Path:
    """Every kind of training file there is, about things that never happened."""
    words = list(DICTIONARY)
    triples = [
        (one, two, three) for one in words[:10] for two in words[10:16] for three in words[16:]
    ]
    passages = [
        f"{three}，{one}附近的{two}吸引了{100 + at}位居民，大家都说这里的{one}和{two}很好。"
        for at, (one, two, three) in enumerate(triples)
    ]
    questions = [f"{one}附近的{two}吸引了多少居民？" for one, two, _ in triples]
    train = folder / "train"
    _write(
        train / "cedict_zh_en.jsonl.gz",
        [_pair(a, b, "definition", "en") for a, b in DICTIONARY.items()],
    )
    _write(
        train / "cmrc2018_train.jsonl.gz",
        [_pair(a, b, "question-passage") for a, b in zip(questions, passages, strict=True)],
    )
    _write(
        train / "tatoeba_zh_en.jsonl.gz",
        [
            _pair(
                f"{one}的{two}",
                f"the {DICTIONARY[two]} of the {DICTIONARY[one]}",
                "translation",
                "en",
            )
            for one, two, _ in triples
        ],
    )
    articles = ["".join(passages[at : at + 6]) for at in range(0, len(passages), 3)]
    _write(folder / "news" / "crud_news.jsonl.gz", [{"text": text} for text in articles])
    return folder
