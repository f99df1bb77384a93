"""Does a text read as one that people wrote, or was it decoded the wrong way?"""

from __future__ import annotations

import re
from functools import cache

LIKELY = 0.85  # share of everyday characters
# The characters that half of every newspaper text in these languages is made of. Tables alone do
# not tell GB 2312 from EUC-KR: what one calls an everyday character, the other does too.
_FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过"
    "子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小现实加量都两"
    "体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重"
    "新市月区长报记者近将日省县村委书党公司元万亿城建通第五六七八九百千"
    "這為個國來時們會對發動過產後學經進電實體機當點從業應開關義與間樣長報記將縣黨書萬億"
    "いうえかがきくけこさしすせたちっつてでとどなにのはまもやよらりるれわをんアイクコシスタトドナバフプマメラリルレロン・ー"
    "이다는을의에가고하지은로서한도를사어기대리자시인나아해정일과보들전수제부게스상원장조그니면적주만라유있오구성여"
    "，。、：；“”「」『』（）！？　"
)
_MOJIBAKE = re.compile("Ã[\u0080-\u00bf]|â€|Ð[\u0080-\u00bf]")  # é, ’ and а encoded twice


def likeness(text: str, encoding: str) -> float:
    """How much a text reads as one of the languages of its encoding, 0 to 1."""
    odd = [char for char in text if char > "\x7f"]
    frequent = sum(char in _FREQUENT for char in odd) / len(odd) if odd else 0.0
    # Words written in kana or Hangul are a language of their own; a few among Han are noise.
    scripts = sum("\u3041" <= char <= "\u30ff" or "\uac00" <= char <= "\ud7a3" for char in odd)
    mixed = 0 < scripts < 0.15 * len(odd)
    # Kana stand at the same places in GB 2312 and EUC-JP; who writes them writes Japanese.
    mixed = mixed or (encoding.startswith(("gb", "big5")) and scripts > 0)
    return everyday(text) * min(1.0, 0.7 + frequent) - (0.2 if mixed else 0.0)


def everyday(text: str) -> float:
    """The share of everyday characters among those that are not ASCII."""
    odd = [char for char in text if char > "\x7f"]
    if not odd:
        return 0.0
    known = _everyday_characters()
    return sum(char in known for char in odd) / len(odd)


def letter_share(chars: list[str]) -> float:
    return sum(char.isalpha() or char in "«»“”‘’–—…°€£§·" for char in chars) / len(chars)


def encoded_twice(sample: str) -> bool:
    """UTF-8 read as Latin and written again: every Han character has become three letters."""
    if not any("\x80" <= char <= "\xff" for char in sample) or everyday(sample) > 0.5:
        return False
    for encoding in ("latin-1", "cp1252"):
        try:
            inner = sample[:-3].encode(encoding).decode("utf-8", "ignore")
        except UnicodeEncodeError:
            continue
        odd = [char for char in inner if char > "\x7f"]
        han = len(inner) < len(sample) * 0.8 and everyday(inner) > LIKELY
        latin = len(_MOJIBAKE.findall(sample)) > 2 and letter_share(odd) > LIKELY
        if len(odd) > 3 and (han or latin):
            return True
    return False


@cache
def _everyday_characters() -> frozenset[str]:
    """The first levels of GB 2312 and Big5, which the standards made of the commonest
    characters, with punctuation, kana and Hangul."""
    simplified = _block("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF))
    traditional = _block("big5", range(0xA4, 0xC7), (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    hangul = _block("euc_kr", range(0xB0, 0xC9), range(0xA1, 0xFF))
    kana = {chr(code) for code in range(0x3041, 0x30FF)}
    marks = set("、。·—…‘’“”〈〉《》「」『』【】（），．：；！？　～％〇○●■□▶◀△▲①②③④⑤℃°√×±／")
    digits = {chr(code) for code in range(0xFF10, 0xFF5B)}
    return frozenset(simplified | traditional | hangul | kana | marks | digits)


def _block(encoding: str, leads: range, trails: range | tuple[int, ...]) -> set[str]:
    pairs = (bytes((lead, trail)) for lead in leads for trail in trails)
    return {char for pair in pairs if (char := pair.decode(encoding, "ignore"))}
