"""Patterns that are compiled late find what those that are compiled at once find."""

from __future__ import annotations

import re
from unittest import mock

import pytest

from index.patterns import lazy_pattern


def test_a_lazy_pattern_finds_what_a_compiled_one_finds() -> None:
    said, text = r"(?P<year>\d{4}) year|ANNO", "anno 1912, 1950 YEAR"
    lazy, compiled = lazy_pattern(said, re.IGNORECASE), re.compile(said, re.IGNORECASE)
    assert lazy.findall(text) == compiled.findall(text) == ["", "1950"]
    assert lazy.sub("-", text) == compiled.sub("-", text)
    assert [one.span() for one in lazy.finditer(text)] == [(0, 4), (11, 20)]
    assert (lazy.search("none"), lazy.pattern, lazy.flags) == (None, said, compiled.flags)
    assert lazy.groupindex == compiled.groupindex


def test_it_is_compiled_once_and_only_when_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiling = mock.Mock(wraps=re.compile)
    monkeypatch.setattr(re, "compile", compiling)
    lazy = lazy_pattern("[㐀-鿿]+")
    assert not compiling.called
    assert [bool(lazy.search(text)) for text in ("报纸", "paper", "纸")] == [True, False, True]
    assert lazy.fullmatch("报")
    compiling.assert_called_once()


def test_a_wrong_expression_is_told_when_it_is_used() -> None:
    lazy = lazy_pattern("(")
    with pytest.raises(re.error):
        lazy.search("")
