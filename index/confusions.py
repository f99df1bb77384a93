"""Characters that OCR and typesetters take for one another, levelled for search.

Nothing shown ever changes. Words are cut from the text as printed, since a dictionary knows no
other; only the bigrams of passages and questions are levelled, so that a misprinted name is found
by its neighbours. What it costs and gains: docs/decisions/0010-ocr-confusions.md.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Confusion(NamedTuple):
    """Sets of simplified characters (divided by white space) that one slip turns into another."""

    slip: str
    sets: str


# A set stays out when levelling it merges pairs that news uses both of (人口 and 入口, 贷款 and
# 货款, 目前 and 日前, 篮球 and 蓝球). Of the pairs a set takes part in, at most one in twenty
# is taken for a more frequent one; of all pairs of 8,000 news articles, one in seven hundred.
CONFUSIONS = (
    Confusion(
        "a stroke longer, shorter, closed or open",
        "已己巳 未末 土士 日曰 戊戌戍 天夭 旦且 甲申 治冶 兔免 沬沫 壶壸 母毋 毫亳 汨汩 "
        "子孑 矢失 午牛 旱早 卯卵 斤斥 却卸 师帅 侍待 亨亭享 呜鸣 鸟乌 刺剌 风凤 微徽 "
        "遣遗 茶荼 柬束 员贞 西酉 乎平 昌冒 耍要 戒戎 肓盲 句旬",
    ),
    Confusion(
        "left sides that look alike",
        "侯候 任仕 传傅 博搏 拨拔 推椎 枝技伎 材村 杨扬 析折拆 晴睛 味昧 暖暧 沽活 洗冼 "
        "扛杠 捡检 摸模 概慨 偷愉 赌睹 弛驰 辐幅 躁燥噪 辑缉揖 陪培 桓恒 桥侨 抢枪 浙淅 "
        "祀杞 徒徙陡 陕峡 社杜 礼札 欧殴 槽糟 渌禄碌淞凇 孤弧狐 通诵 决抉 括恬 帐账 饮钦 "
        "刑邢 郊效 顶项 坑抗 讼颂",
    ),
    Confusion(
        "tops, feet or hearts that look alike",
        "赢羸嬴 暑署 栗粟 崇祟 竞竟 籍藉 管菅 薄簿 苟荀 菏荷 莱菜 梁粱 炙灸 裁栽 逐遂 "
        "霄宵 贪贫 蒿嵩 园圆 辨辩辫瓣 因困囚 历厉 秦奏 恩思 哀衰衷 券卷 胃胄 幻幼 撒撤 "
        "狠狼 密蜜 奖浆桨 提堤 催摧",
    ),
)

_FIRST_HAN, _HAN = np.uint32(0x4E00), np.uint32(0x5200)  # where every set lies, and how many
_HAN_DIGITS = "〇一二三四五六七八九"
# Letters amid digits: 2O24 and 1O月, but 3l by itself stays three litres; and 二OO八年, which is
# common in print itself.
_LETTERS = re.compile(r"\d[oil]+(?=[\d年月日])")
_ZEROS = re.compile(rf"[{_HAN_DIGITS}][0o]+(?=[{_HAN_DIGITS}年])")
_DIGITS, _CIRCLES = str.maketrans("oil", "011"), str.maketrans("0o", "〇〇")


def digits_levelled(text: str) -> str:
    """A text in lower case with the letters O, I and l made digits inside a number, and zeros
    between Han digits made 〇. As long as before."""
    if "o" in text or "l" in text or "i" in text:
        text = _LETTERS.sub(lambda found: found.group().translate(_DIGITS), text)
    if "o" in text or "0" in text:
        text = _ZEROS.sub(lambda found: found.group().translate(_CIRCLES), text)
    return text


def levelled(text: str) -> str:
    """A folded text with every character of a set replaced by the first of its set; as long as
    before, and the same when done again."""
    return text.translate(_firsts())


def is_mistakable(text: str) -> bool:
    """Whether any character of a text stands in the table."""
    return not _mistakable().isdisjoint(text)


def letters_levelled(letters: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """`levelled` for code points."""
    places = np.minimum(letters - _FIRST_HAN, _HAN)  # what is lower wraps around to the very end
    shifted: NDArray[np.uint32] = letters + _shifts().take(places)
    return shifted


@cache
def sets() -> tuple[str, ...]:
    """Every set of the table; no character stands in two."""
    return tuple(one for confusion in CONFUSIONS for one in confusion.sets.split())


@cache
def _mistakable() -> frozenset[str]:
    return frozenset("".join(sets()))


@cache
def _firsts() -> dict[int, int]:
    return {ord(other): ord(one[0]) for one in sets() for other in one[1:]}


@cache
def _shifts() -> NDArray[np.uint32]:
    """What to add, modulo 2³², to each Han character from 一 on: small enough to stay in cache."""
    table = np.zeros(int(_HAN) + 1, np.uint32)
    for other, first in _firsts().items():
        table[other - int(_FIRST_HAN)] = (first - other) % 2**32
    table.flags.writeable = False  # shared by all threads
    return table
