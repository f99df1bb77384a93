"""Examples of our JSON for /openapi.json; a test holds them to the shapes."""

from __future__ import annotations

from typing import Any

EXAMPLE_ANSWER: dict[str, Any] = {
    "question": "秋瑾故居哪一年修复开馆？",
    "interpretation": {
        "language": "zh",
        "from": None,
        "to": None,
        "phrases": [],
        "newspaper": None,
        "author": None,
        "page": None,
        "notes": [],
        "time_words": [],
        "favoured": [],
        "excluded": [],
        "any_of": [],
        "exact": [],
        "in_title": [],
        "in_section": [],
        "undated": False,
    },
    "status": "answered",
    "confidence": 0.93,
    "reason": None,
    "hits": [
        {
            "rank": 1,
            "score": 0.93,
            "passage": {
                "text": "调研组首先来到秋瑾故居考察。秋瑾故居自2015年修复开馆以来，受到广泛好评。",
                "start": 88,
                "end": 125,
            },
            "highlight": {
                "text": "秋瑾故居自2015年修复开馆以来，受到广泛好评。",
                "start": 102,
                "end": 125,
            },
            "span": {"text": "2015年", "start": 107, "end": 112},
            "article": {
                "id": "a1b2c3",
                "source_id": None,
                "title": "西藏自治区政协调研组来株考察交流",
                "byline": None,
                "url": None,
            },
            "citation": {
                "id": "a1b2c3-88-125-9f",
                "newspaper": "株洲日报",
                "issue_date": "2023-04-10",
                "issue_number": "23271",
                "pages": ["01"],
                "title": "西藏自治区政协调研组来株考察交流",
                "authors": [],
                "text": "西藏自治区政协调研组来株考察交流[N]. 株洲日报，2023-04-10（01）.",
                "url": "/c/a1b2c3-88-125-9f",
            },
            "source": {"file": "001.txt", "sha256": "0" * 64, "spans": [[140, 179]]},
            "ranks": {"keyword": 1, "meaning": 3},
            "also_printed": [],
            "selectors": [
                {
                    "type": "TextQuoteSelector",
                    "exact": "秋瑾故居自2015年修复开馆以来，受到广泛好评。",
                    "prefix": "调研组首先来到秋瑾故居考察。",
                    "suffix": "",
                },
                {"type": "TextPositionSelector", "start": 102, "end": 125},
            ],
            "fragment": "/articles/a1b2c3#:~:text=%E7%A7%8B%E7%91%BE%E6%95%85%E5%B1%85%E8%87%AA",
            "story": 1,
            "exact": [],
        }
    ],
    "order": "relevance",
    "stories": [
        {
            "story": 1,
            "title": "西藏自治区政协调研组来株考察交流",
            "from": "2023-04-10",
            "to": "2023-04-10",
            "hits": [1],
        }
    ],
    "disagreements": [],
    "generation": 17,
    "took_ms": 8.2,
}

_HIT: dict[str, Any] = EXAMPLE_ANSWER["hits"][0]

EXAMPLE_LISTING: dict[str, Any] = {
    "total": 1,
    "items": [
        {
            "article": _HIT["article"],
            "citation": _HIT["citation"],
            "opening": _HIT["passage"],
            "highlight": _HIT["highlight"],
        }
    ],
    "next": None,
    "facets": {
        "months": [{"month": "2023-04", "count": 1}],
        "newspapers": [{"newspaper": "株洲日报", "count": 1}],
        "authors": [],
        "undated": 0,
    },
    "interpretation": EXAMPLE_ANSWER["interpretation"],
    "all_words": True,
    "generation": 17,
}
EXAMPLE_JOB: dict[str, Any] = {
    "id": "5f0c9a1e7b3d2468",
    "kind": "index",
    "state": "done",
    "created": "2026-11-21T08:30:00.000+00:00",
    "finished": "2026-11-21T08:30:02.113+00:00",
    "progress": {"done": 1, "total": 1, "file": None},
    "report": {
        "files": 1,
        "articles": 1,
        "passages": 2,
        "seconds": 1.94,
        "skipped": 0,
        "quarantined": [],
    },
    "error": None,
}
EXAMPLE_SAVED: dict[str, Any] = {
    "id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
    "name": "望鹤桥",
    "owner": "desk",
    "query": {"q": "望鹤桥"},
    "created": "2026-11-21T08:30:00.000Z",
    "feed": "https://archive.example/saved/0f1e2d3c4b5a69788796a5b4c3d2e1f0.atom",
}


def example(value: dict[str, Any]) -> dict[str, Any]:
    """The `content` of a response that shows this."""
    return {"application/json": {"example": value}}
