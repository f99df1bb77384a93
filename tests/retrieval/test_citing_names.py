"""Which word of an author's name is the surname, and which names stand as printed."""

from __future__ import annotations

import pytest

from retrieval.citing_names import as_set, person


@pytest.mark.parametrize(
    ("printed", "family", "given", "suffix"),
    [
        ("Jane Fuller", "Fuller", "Jane", ""),
        ("JANE FULLER", "Fuller", "Jane", ""),
        ("J.R. Marsh", "Marsh", "J.R.", ""),
        ("Jean-Luc Perrin", "Perrin", "Jean-Luc", ""),
        ("Ludwig van der Brook", "van der Brook", "Ludwig", ""),
        ("Samuel Holt Jr.", "Holt", "Samuel", "Jr."),
        ("Fuller, Jane", "Fuller", "Jane", ""),
        ("Анна Рыбакова", "Рыбакова", "Анна", ""),
        ("Chen Ye", "Chen", "Ye", ""),
        ("Ouyang Xiaoming", "Ouyang", "Xiaoming", ""),
        ("Kim Min-seok", "Kim", "Min-seok", ""),
        ("Dr. Jane Fuller", "Fuller", "Jane", ""),
        ("LI Wei", "Li", "Wei", ""),
        ("Jean DUBREUIL", "Dubreuil", "Jean", ""),
        ("Long Fielding", "Fielding", "Long", ""),
    ],
)
def test_the_surname_is_known(printed: str, family: str, given: str, suffix: str) -> None:
    parts = person(printed)
    assert parts is not None
    assert (parts.family, parts.given, parts.suffix) == (family, given, suffix)


@pytest.mark.parametrize(
    "printed",
    ["秦望舒", "欧阳念远", "阿里木·买买提", "新华社", "本报评论员", "Li Na and Wang Wu",
     "Plato", "Harbour News Agency", "Staff Reporter", "Xinhua Writers",
     "김민석", "山本 花子", "", "A, B, C", "Smith, Board of Trade"],
)  # fmt: skip
def test_offices_single_words_and_other_scripts_stand_as_printed(printed: str) -> None:
    assert person(printed) is None
    assert as_set(printed) == printed


@pytest.mark.parametrize(
    ("printed", "points", "bare"),
    [
        ("Jane Ann Fuller", "J. A.", "J A"),
        ("Jean-Luc Perrin", "J.-L.", "J-L"),
        ("J.R. Marsh", "J. R.", "J R"),
    ],
)
def test_initials_keep_their_hyphens(printed: str, points: str, bare: str) -> None:
    parts = person(printed)
    assert parts is not None
    assert (parts.initials("."), parts.initials()) == (points, bare)


def test_a_name_set_in_capitals_is_written_in_small_letters() -> None:
    assert as_set("JANE FULLER") == "Jane Fuller"
    assert as_set("CHEN YE") == "Chen Ye"
    assert as_set("JEAN-LUC PERRIN") == "Jean-Luc Perrin"
