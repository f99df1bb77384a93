"""Authors' names as citation styles turn them round: which word is the surname.

Bylines print a name as it is spoken. A name of letters is turned round where a style asks for it
(Jane Fuller: Fuller, Jane); a name of Han, Kana or Hangul characters stands as printed; and so does
one that names an office or an agency.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_LETTERED = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u052f\u1e00-\u1fff]")
_SUFFIX = re.compile(r"(?:Jr|Sr|I{2,3}|IV)\.?")
_HONORIFIC = re.compile(r"(?:Dr|Mr|Mrs|Ms|Prof|Professor|Sir|Dame)\.?")
_AND = frozenset({"and", "und", "et", "och", "og", "en"})
_SMALL_WORDS = (
    "da de dei del della den der di do dos du la le los ten ter van von zu zum zur al bin"
)
_PARTICLES = frozenset(_SMALL_WORDS.split())
_OFFICE = re.compile(
    r"\b(?:Agenc\w+|Agentur\w*|Associat\w+|Board|Bureau|Committee|Contributors?|Correspondents?|Desk|"
    r"Editors?|Editorial|Group|Media|Network|News\w*|Office|Post|Press\w*|Redac\w+|Redak\w+|"
    r"Rédact\w+|Reporters?|Reuters|Service|Staff|Studio|Team|Times|University|Writers?|Xinhua)\b",
    re.IGNORECASE,
)
# Chinese names in letters keep the surname first: Chen Ye, Ouyang Xiaoming.
_SURNAMES_IN_LETTERS = (
    "ai an bai bao bi bian cai cao chai chang che chen cheng chu cui dai deng di ding dong du "
    "duan fan fang fei feng fu gao ge geng gong gu guan guo han hao he hong hou hu hua huang ji "
    "jia jiang jiao jin jing kang kong lai lei li lian liang liao lin ling liu long lou lu luo lü "
    "ma mao mei meng miao mo mu ni nie niu ouyang pan pang pei peng pu qi qian qiao qin qiu qu "
    "ren ruan shang shao shen shi shu situ song su sun tan tang tao teng tian tong wan wang wei "
    "wen weng wu xi xia xiang xiao xie xin xing xiong xu xue yan yang yao ye yi yin ying you yu "
    "yuan yue zeng zha zhan zhang zhao zheng zhong zhou zhu zhuang zhuge zong zou zuo"
)
_PINYIN_SURNAMES = frozenset(_SURNAMES_IN_LETTERS.split())
_PINYIN = re.compile(
    r"(?:(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ui|un|uo|"
    r"ue|üe|a|e|i|o|u|ü)){1,2}"
)
# Kim Min-seok, Tsai Ing-wen: the second half of a given name is small only where it comes last.
_LATER_GIVEN = re.compile(r"[A-Z][a-z]+-[a-z]+")


class Person(NamedTuple):
    """A name of letters in its parts. `leads`: the surname is spoken first."""

    given: str
    family: str
    suffix: str = ""
    leads: bool = False

    @property
    def spoken(self) -> str:
        """The name in the order in which it is spoken."""
        order = (self.family, self.given) if self.leads else (self.given, self.family)
        return " ".join(part for part in (*order, self.suffix) if part)

    def initials(self, after: str = "", between: str = " ") -> str:
        """The first letters of the given names, `after` behind each: J.-P., or J-P."""
        words = self.given.replace(".", ". ").split()
        halves = ([half for half in re.split("[-‐‑]", word) if half] for word in words)
        letters = ["-".join(half[0].upper() + after for half in one) for one in halves]
        return between.join(one for one in letters if one)


def person(name: str) -> Person | None:
    """The parts of an author's name; None when it is to stand as printed."""
    if "," in name:
        family, _, given = (part.strip() for part in name.partition(","))
        lettered = given and _LETTERED.match(family) and not _OFFICE.search(name)
        return Person(given, family) if lettered and "," not in given else None
    words = name.split()
    if words and _HONORIFIC.fullmatch(words[0]):
        words = words[1:]
    if len(words) < 2 or _OFFICE.search(name) or not all(map(_LETTERED.match, words)):
        return None
    if _AND.intersection(word.lower() for word in words[1:-1]):  # more than one person
        return None
    words = [_cased(word) for word in words] if name.isupper() else words
    suffix = words.pop() if _SUFFIX.fullmatch(words[-1]) and len(words) > 2 else ""
    if _surname_leads(words):
        return Person(" ".join(words[1:]), _surname(words[:1]), suffix, leads=True)
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in _PARTICLES:
        at -= 1
    return Person(" ".join(words[:at]), _surname(words[at:]), suffix)


def as_set(name: str) -> str:
    """A name in the order in which it is spoken, one set in capitals in small letters."""
    parts = person(name)
    return parts.spoken if parts else " ".join(name.split())


def is_chinese(names: tuple[str, ...]) -> bool:
    """Whether names left out at the end of these are told by 等 rather than by et al."""
    return any("\u2e80" <= letter <= "\u9fff" for name in names for letter in name)


def _surname_leads(words: list[str]) -> bool:
    first, *others = [word.lower() for word in words]
    if first in _PINYIN_SURNAMES and all(_PINYIN.fullmatch(one.replace("-", "")) for one in others):
        return True
    return len(words) == 2 and _LATER_GIVEN.fullmatch(words[1]) is not None


def _surname(words: list[str]) -> str:
    """A surname, which some set in capitals beside a given name in small letters: LI Wei."""
    return " ".join(_cased(word) if word.isupper() else word for word in words)


def _cased(word: str) -> str:
    """A word set in capitals as a name is written; initials stay."""
    if "." in word or len(word) == 1 or _SUFFIX.fullmatch(word):
        return word
    return "-".join(half[:1] + half[1:].lower() for half in word.split("-"))
