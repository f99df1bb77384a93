"""Whether a text is a question in words, and not a list of terms to search for."""

from __future__ import annotations

import re

_CHINESE = (
    r"谁|誰|什么|什麼|怎么|怎麼|怎样|怎樣|如何|为何|為何|为什|為什"
    r"|哪[个個些里裡儿位年月天日座家种種条條届屆次支只本部所]"
    r"|几[个年月日天次人名位点岁条]|幾[個年月日天次人名位點歲條]|多少|多大|多高|多久|多长|多長|[吗嗎呢]|是否|有没有|有沒有"
    r"|何[时時地人处處]"
)
_JAPANESE = (
    r"いつ|どこ|(?<!な)どの|どう|どちら|どれ|なぜ|なに|何[がをの年月日人時]|いくら|いくつ"
    r"|(?:です|ます|でした|ました)か"
)
_KOREAN = r"누[구가]|무엇|무슨|언제|어디|어떻게|어느|왜 |얼마|몇 ?[명개년월일시]"
# These words ask where a sentence begins with them; further behind they may only join clauses.
# Those that are nouns or names elsewhere (war, hat, comment, Wen) are left to the question mark.
_FIRST = {
    "English": "who whom whose what when where which why how is are was were did does do can could"
    " should would will has have had don't didn't isn't wasn't doesn't",
    "German": "wer wessen was wann woher wohin warum wieso weshalb wie wieviel welche welcher"
    " welches welchen welchem haben ist sind waren wird wurde wurden",
    "French": "qui que quoi quand où pourquoi combien quel quelle quels quelles est-ce",
    "Spanish": "quién quiénes qué cuándo dónde cómo cuánto cuánta cuántos cuántas cuál cuáles",
    "Russian": "кто кого кому кем что чего чем когда где куда откуда почему зачем как какой какая"
    " какое какие какого сколько чей чья чьё правда",
    "Arabic": "من ما ماذا متى أين لماذا كيف كم هل أي",
}
_ASKS = re.compile(
    rf"[?？؟]|{_CHINESE}|{_JAPANESE}|{_KOREAN}"
    rf"|^\W*(?:{'|'.join(' '.join(_FIRST.values()).split())})\b",
    re.IGNORECASE,
)


def asks(text: str) -> bool:
    """Whether a text is a question in words, and not a list of terms."""
    return bool(_ASKS.search(text))
