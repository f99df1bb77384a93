"""A tiny invented newspaper as article JSONL, and archives built from it once a session."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes is the machine's affair, and the first of them loads dictionaries.
settings.register_profile("unhurried", parent=settings(), deadline=None)
settings.load_profile("unhurried")

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"

ARTICLES: tuple[dict[str, object], ...] = (
    {
        "id": "ferry",
        "newspaper": "云汀日报",
        "issue_date": "2023-04-10",
        "issue_number": "18642",
        "pages": ["01"],
        "title": "青澜江轮渡重新开航",
        "authors": ["顾南枝"],
        "byline": "云汀日报讯(记者/顾南枝)",
        "text": "4月9日，停航三年的青澜江轮渡重新开航。首班渡船载客120人，由老渡工周水生掌舵。\n"
        "“江上又有了汽笛声，心里踏实。”周水生说。轮渡票价为每人2元，每天6时至20时开行。",
    },
    {
        "id": "bridge",
        "newspaper": "云汀日报",
        "issue_date": "2023-04-11",
        "pages": ["02"],
        "title": "望鹤桥下月封闭大修",
        "authors": ["韩立言"],
        "text": "望鹤桥将于5月8日零时起全桥封闭，工期四个月，由云汀市政工程公司承担。"
        "封闭期间，3路、17路公交车改走新安大桥。市民可拨打咨询电话了解绕行路线。",
    },
    {
        "id": "ginger",
        "newspaper": "云汀晚报",
        "issue_date": "2024-01-18",
        "pages": ["A3"],
        "title": "鹭洲仔姜坐上冷链专列",
        "authors": ["顾南枝", "沈一苇"],
        "text": "1月17日，装有23吨鹭洲仔姜的冷链专列从云汀北站开往海滨口岸。"
        "鹭洲区农业农村局负责人陶季平介绍，今年仔姜种植面积扩大到1.2万亩，预计产值3.6亿元。",
    },
    {
        "id": "marathon",
        "newspaper": "The Qinglan Weekly",
        "issue_date": "2023-04-14",
        "pages": ["1"],
        "title": "Six Thousand Run Along the River",
        "authors": ["Jane Fuller"],
        "language": "en",
        "text": "More than 6,000 runners took part in the half marathon on Sunday. "
        "Chen Ye won the men's race in 1 hour 4 minutes. The women's race went to Ruth Odhiambo.",
    },
    {
        "id": "letter",
        "newspaper": "云汀日报",
        "issue_date": None,
        "title": "圖書館的燈",
        "text": "市圖書館的夜讀室開到晚上十點。管理員羅阿姨說：「只要有人讀書，燈就亮著。」",
    },
)


@pytest.fixture(scope="session")
def articles_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny newspaper as a file."""
    path = tmp_path_factory.mktemp("newspaper") / "articles.jsonl"
    lines = (json.dumps(one, ensure_ascii=False) for one in ARTICLES)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.fixture(scope="session")
def archive_folder(articles_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the tiny newspaper; tests must not change it."""
    from index.build import index_paths

    folder = tmp_path_factory.mktemp("archive")
    report = index_paths(folder, [articles_file])
    assert (report.files, report.articles) == (1, len(ARTICLES))
    return folder


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the sample pages; tests must not change it."""
    from bot.sample import PAGES
    from index.build import index_paths

    folder = tmp_path_factory.mktemp("sample")
    report = index_paths(folder, [PAGES])
    assert not report.quarantined
    return folder


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real pages and data, where it is there."""
    if not SHARED.is_dir():
        pytest.skip("the shared data folder is not beside the project")
    return SHARED
