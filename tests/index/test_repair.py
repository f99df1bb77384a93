"""Wraps are closed, spaces kept, and every character still points at its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lines import setting_of
from index.records import split_lines
from index.repair import Setting, body_of, closed_up

LATIN = Setting(han=False)


def closed(text: str, setting: Setting | None = None) -> str:
    lines = list(split_lines(text))
    setting = setting or setting_of(text, lines)
    return closed_up(text, [(line.start, line.end) for line in lines], setting)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("轨道交通装\n备产业链", "轨道交通装备产业链"),
        ("据统计，全年\n2023年", "据统计，全年2023年"),
        ("长113\n公里", "长113公里"),
        ("7月2\n8日", "7月28日"),
        ("使用 AI 工具", "使用 AI 工具"),
        ("“文明其精神 野蛮其体魄”", "“文明其精神 野蛮其体魄”"),
        ("東京都\nの発表", "東京都の発表"),
    ],
)
def test_han_lines(text: str, whole: str) -> None:
    assert closed(text, Setting()) == whole


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("the first\nbirth", "the first birth"),
        ("wireless inter-\nnet", "wireless internet"),
        ("the post-\nWar years", "the post-War years"),
        ("soft\u00ad\nware and hard\u00adware", "software and hardware"),
        ("a  wide   gap", "a wide gap"),
    ],
)
def test_latin_lines(text: str, whole: str) -> None:
    assert closed(text, LATIN) == whole


def test_a_compound_the_page_prints_elsewhere_keeps_its_hyphen() -> None:
    text = "a ten-year ban and a ten-\nyear plan and rail-\nway lines"
    assert closed(text) == "a ten-year ban and a ten-year plan and railway lines"


def test_spaces_at_column_ends_go_and_others_stay() -> None:
    text = (
        "近日市里召开会议部署今年工 作要求各部门加快推进重点项目 建设确保全年目标任务圆满完 "
        "成会议强调“文明 精神”要求 全面落实"
    )
    whole = closed(text)
    assert "今年工作要求" in whole
    assert "“文明 精神”要求全面" in whole


@given(st.text(alphabet="东江日报讯，。“” ab-\u00ad12\n\t", max_size=80))
def test_the_map_points_at_the_same_characters(text: str) -> None:
    lines = list(split_lines(text))
    setting = setting_of(text, lines)
    spans = [(line.start, line.end) for line in lines]
    body, source_map = body_of(text, [spans], setting)
    for run in source_map.runs:
        assert body[run.body : run.body + run.length] == text[run.source : run.source + run.length]
    printed = "".join(text[low:high] for low, high in source_map.spans(0, len(body)))
    assert "".join(printed.split()) == "".join(body.split())
    dropped = set("".join(text.split())) - set(body)
    assert dropped <= {"-", "\u00ad"}
