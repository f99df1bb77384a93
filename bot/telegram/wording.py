"""What the bot says, in the language a chat reads: Simplified, Traditional Chinese or English.

Traditional is OpenCC's Simplified to Taiwan's standard; the words where that falls short of what
a reader in Taipei or Hong Kong would write are mended in `_REVIEWED`. What is quoted from a
question or an archive stays as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from bot.sentences import in_language
from bot.telegram.wording_en import ENGLISH
from bot.telegram.wording_zh import CHINESE
from bot.wording import WORDS, verdict
from retrieval.records import Answer

LANGUAGES = ("zh", "zh-hant", "en")
NAMES: Mapping[str, str] = {"zh": "简体中文", "zh-hant": "繁體中文", "en": "English"}
_TRADITIONAL_REGIONS = ("hant", "tw", "hk", "mo")
# After OpenCC: words that are right letter by letter and still not what one says there.
_REVIEWED = (
    ("消息", "訊息"),
    ("信息", "資訊"),
    ("粘貼", "貼上"),
    ("鏈接", "連結"),
    ("界面", "介面"),
    ("數據", "資料"),
    ("服務器", "伺服器"),
    ("日誌", "紀錄檔"),
    ("設置", "設定"),
    ("命令", "指令"),
    ("群聊", "群組"),
    ("群裏", "群組裡"),
    ("群裡", "群組裡"),
    ("私聊", "私訊"),
    ("用戶名", "使用者名稱"),
    ("發送", "傳送"),
    ("已保存", "已儲存"),
    ("身份", "身分"),
    ("點按", "點一下"),
    ("天后", "天後"),
    ("裏", "裡"),
)
_QUOTED = re.compile(r"“[^”]*”")


class Words(Mapping[str, str]):
    """The words of one language: the chat's own, then those all channels share."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "zh"
        self.base = "en" if self.language == "en" else "zh"
        self._own = ENGLISH if self.base == "en" else CHINESE

    def __getitem__(self, key: str) -> str:
        words = self._own[key] if key in self._own else WORDS[self.base][key]
        return traditional(words) if self.language == "zh-hant" else words

    def __iter__(self) -> Iterator[str]:
        return iter(self._own)

    def __len__(self) -> int:
        return len(self._own)

    def fill(self, key: str, **blanks: Any) -> str:
        """The words with their blanks filled; what fills them is left as it is."""
        return self[key].format(**blanks)

    def sentence(self, english: str) -> str:
        """A sentence from the layers below; what it quotes stays as it was written."""
        said = in_language(english, self.base)
        return _outside_quotes(said) if self.language == "zh-hant" else said

    def verdict(self, answer: Answer) -> str:
        """How sure the answer is, in words."""
        said = verdict(answer, self.base)
        return traditional(said) if self.language == "zh-hant" else said


@cache
def words_for(language: str) -> Words:
    """The words of a language in LANGUAGES; Simplified Chinese for any other."""
    return Words(language)


def language_for(code: str | None) -> str:
    """The language to speak for a Telegram language code such as `zh-hant` or `en-GB`: English
    for `en`, Traditional Chinese where it is written, else Simplified Chinese."""
    parts = re.split("[-_]", (code or "").lower())
    if parts[0] == "en":
        return "en"
    traditional_there = parts[0] == "zh" and any(part in _TRADITIONAL_REGIONS for part in parts)
    return "zh-hant" if traditional_there else "zh"


@cache
def traditional(simplified: str) -> str:
    """Our own Simplified words in Traditional characters, reviewed."""
    text = str(_converter().convert(simplified))
    for found, better in _REVIEWED:
        text = text.replace(found, better)
    return text.replace("“", "「").replace("”", "」")


def _outside_quotes(text: str) -> str:
    """Traditional but for what stands in quotation marks."""
    whole, last = "", 0
    for quoted in _QUOTED.finditer(text):
        whole += traditional(text[last : quoted.start()]) + f"「{quoted[0][1:-1]}」"
        last = quoted.end()
    return whole + traditional(text[last:])


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("s2tw")
