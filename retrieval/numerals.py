"""Chinese numerals to numbers and back: 三千 is 3000, 六千万 is 60,000,000, 十二点五 is 12.5."""

from __future__ import annotations

import re
from fractions import Fraction
from math import prod

DIGITS = "〇零一二三四五六七八九两"
SCALES = "十百千万亿"
_VALUE = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1_000}
_LARGE = {"万": 10**4, "亿": 10**8}
# Traditional, financial and short forms, each as the common one.
_COMMON = str.maketrans(
    "萬億兩點壹贰貳叁參肆伍陆陸柒捌玖拾佰仟○◯", "万亿两点一二二三三四五六六七八九十百千〇〇"
)
_NUMBER = re.compile(rf"[{DIGITS}{SCALES}]+")
_SPELLED = re.compile(r"廿|卄|卅|卌")
_TENS = {"廿": "二十", "卄": "二十", "卅": "三十", "卌": "四十"}
_HIGHEST = 10**16


def common(text: str) -> str:
    """A text with numerals in their common form; as long as before."""
    return text.translate(_COMMON)


def number(numeral: str) -> Fraction | None:
    """The number a Chinese numeral says: 三千零五, 一亿二千万, 三百五 (350), 十二点五, 二〇二三.
    None when it is not well formed."""
    whole, point, behind = common(numeral).partition("点")
    decimals = behind.rstrip("万亿")
    whole = _SPELLED.sub(lambda found: _TENS[found[0]], whole)
    if not _NUMBER.fullmatch(whole) or (point and not _only_digits(decimals)):
        return None
    value = _digits(whole) if _only_digits(whole) and len(whole) > 1 else _whole(whole)
    if value is None or not point:
        return None if value is None else Fraction(value)
    said = value + Fraction(_digits(decimals), 10 ** len(decimals))
    return said * prod(_LARGE[scale] for scale in behind[len(decimals) :])  # 一点二亿


def _only_digits(text: str) -> bool:
    return bool(text) and all(letter in DIGITS for letter in text)


def _digits(text: str) -> int:
    """Digits one by one: 二〇二三."""
    return int("".join(str(_VALUE[letter]) for letter in text))


def _whole(text: str) -> int | None:
    """A numeral with its scales, largest first: 亿, then 万, then what is below."""
    for scale, value in reversed(_LARGE.items()):
        before, found, behind = text.rpartition(scale)
        if not found:
            continue
        head = _whole(before) if before else None
        if head is None:
            return None
        if len(behind) == 1 and behind in DIGITS and _VALUE[behind]:  # 三万五 is 35,000
            return head * value + _VALUE[behind] * value // 10
        tail = _below(behind) if scale == "万" else _whole(behind) if behind else 0
        return None if tail is None or tail >= value else head * value + tail
    return _below(text)


def _below(text: str) -> int | None:
    """A numeral below 10,000."""
    total, digit, last = 0, None, 10_000
    for letter in text:
        if letter in _SMALL:
            scale = _SMALL[letter]
            if scale >= last or (digit is None and not (scale == 10 and total == 0)):
                return None
            total, digit, last = total + (1 if digit is None else digit) * scale, None, scale
        elif letter in "〇零":
            if digit is not None:
                return None
        elif digit is not None:
            return None
        else:
            digit = _VALUE[letter]
    if digit is not None and last in (100, 1_000) and text[-2:-1] in "百千":  # 三百五 is 350
        return total + digit * last // 10
    return total + (digit or 0)


def numeral(value: int) -> str:
    """A whole number, 0 to 10¹⁶, as it is written: 3000 is 三千, 10500 is 一万零五百.

    Raises ValueError for one out of range.
    """
    if not 0 <= value < _HIGHEST:
        raise ValueError(f"no numeral for {value}")
    if value < 10_000:
        return _small_numeral(value) or "零"
    scale, size = ("亿", 10**8) if value >= 10**8 else ("万", 10**4)
    head, tail = divmod(value, size)
    if not tail:
        return numeral(head) + scale
    gap = "零" if tail < size // 10 else ""
    behind = numeral(tail) if gap or tail >= 20 else _small_numeral(tail, True)
    return numeral(head) + scale + gap + (_full_ten(behind) if gap else behind)


def _full_ten(words: str) -> str:
    """Behind 零 a ten is said in full: 一万零一十."""
    return f"一{words}" if words.startswith("十") else words


def _small_numeral(value: int, full: bool = False) -> str:
    """A number below 10,000; nothing for 0."""
    written, gap = "", False
    for scale, size in (("千", 1_000), ("百", 100), ("十", 10), ("", 1)):
        digit, value = divmod(value, size)
        if digit:
            ten = scale == "十" and digit == 1 and not written and not full
            written += ("零" if gap and written else "") + ("" if ten else DIGITS[digit + 1])
            written += scale
            gap = False
        else:
            gap = True
    return written
