"""Names are compared by what tells them apart, and by nothing else."""

from __future__ import annotations

import pytest

from index.names import author_keys, name_key

SAME = (
    ("顾南枝", "顧南枝"),
    ("顾南枝", "顾 南 枝"),
    ("云汀日报", "《雲汀日報》"),
    ("Jane Fuller", "JANE  FULLER"),
    ("Jane Fuller", "Ｊａｎｅ　Ｆｕｌｌｅｒ"),
)
APART = (("顾南枝", "顾南"), ("Jane Fuller", "Jane"), ("Jane Fuller", "JaneFuller"), ("A", "B"))


@pytest.mark.parametrize(("one", "other"), SAME)
def test_a_name_is_the_same_however_it_is_printed(one: str, other: str) -> None:
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    "together",
    ["顾南枝、韩立言", "顾南枝 韩立言", "顾南枝，韩立言", "顧南枝/韓立言", "顾南枝、 韩立言"],
)
def test_each_of_several_authors_given_as_one_is_found(together: str) -> None:
    keys = author_keys([together])
    assert keys[0] == name_key(together)
    assert {"顾南枝", "韩立言"} <= set(keys)


def test_one_author_stays_one() -> None:
    assert author_keys(["王 小明"]) == ("王小明",)
    assert author_keys(["Jane Fuller"]) == ("jane fuller",)
    assert author_keys(["Ann Lee and Bo Ray"])[1:] == ("ann lee", "bo ray")
    assert author_keys(["", " "]) == ()
