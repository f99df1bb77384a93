"""Questions made from sentences by rule: what was printed as a figure, a day or a speaker is asked
for, and some clauses are forgotten, because nobody asks with the whole sentence.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

SENTENCE = re.compile(r"[^。！？!?\n]{12,120}[。！？!?]")
CLAUSE = re.compile(r"[，,；;：:]")
FIGURE = r"[0-9０-９][0-9０-９.,，．%％]*"
# What is printed, and the words that ask for it.
RULES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(rf"(?:{FIGURE}年)?{FIGURE}月(?:{FIGURE}日)?"), ("什么时候", "哪天", "何时")),
    (re.compile(rf"{FIGURE}年"), ("哪一年", "哪年", "什么时候")),
    (re.compile(rf"(?:{FIGURE}|[一二三四五六七八九十百千两]+)(?=[余多]?[万亿]?[人名个家位元只项次起户条所届座辆岁米])"),
     ("多少", "几")),
    (re.compile(rf"{FIGURE}[万亿]*(?:美元|元|公里|平方米|吨|%|％)"), ("多少", "多大")),
    (re.compile(r"(?<=^)[\u4e00-\u9fff·]{2,10}(?=表示|认为|指出|透露|介绍说?|强调|告诉)"), ("谁",)),
    (re.compile(r"(?<=[在于])[\u4e00-\u9fff]{2,8}(?=举行|召开|举办|开幕|发生|成立)"),
     ("哪里", "什么地方")),
)  # fmt: skip


def question(sentence: str, chance: random.Random) -> str | None:
    """A question that the sentence answers; None when it holds nothing to ask for."""
    hits = [(found, asking) for rule, asking in RULES if (found := rule.search(sentence))]
    if not hits:
        return None
    found, asking = chance.choice(hits)
    clauses: list[str] = []
    at = 0
    for clause in CLAUSE.split(sentence.rstrip("。！？!?")):
        first, last = found.start() - at, found.end() - at
        at += len(clause) + 1
        if 0 <= first < len(clause):
            clauses.append(clause[:first] + chance.choice(asking) + clause[last:])
        elif chance.random() < 0.6:
            clauses.append(clause)
    return "".join(clauses) + "？"


def asked(articles: Sequence[str], each: int, seed: int) -> Iterator[tuple[int, str, str]]:
    """Number of the article, question, and the sentences around its answer: up to `each` of every
    article."""
    for number, text in enumerate(articles):
        chance = random.Random(f"{seed} {number}")
        sentences = list(SENTENCE.finditer(text))
        for found in chance.sample(sentences, min(each, len(sentences))):
            made = question(found.group(), chance)
            if made is not None and len(made) > 8:
                first = max(0, found.start() - chance.randrange(20, 160))
                last = found.end() + chance.randrange(20, 160)
                yield number, made, text[first:last]
