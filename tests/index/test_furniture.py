"""Lines that belong to no article, told by what is printed in them alone."""

from __future__ import annotations

import pytest

from index.furniture import furniture_kind


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("新闻热线 0800-20000001 扫码看东江", "masthead"),
        ("新闻热线:0800-20000001", "masthead"),
        ("本报读者热线(0800)2000001", "masthead"),
        ("报料热线20000001 欢迎来电", "masthead"),
        ("新闻热线 3年接听来电12万次", None),
        ("新闻热线0800-20000001昨天响了一整天。", None),
        ("热线电话 0800-20000001", None),
    ],
)
def test_the_papers_own_telephone_is_of_no_article(line: str, kind: str | None) -> None:
    assert furniture_kind(line) == kind
