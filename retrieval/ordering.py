"""Which order a question asks for, and hits put in it.

最新, "latest", 后来 ask for the newest report first; 最早, "when … first" for the oldest; 何时 for
the oldest too, but only where several stories answer. Rules of the languages newsrooms here ask
in, read on level text (Simplified, half width); a word inside quotation marks says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from index.patterns import lazy_pattern
from retrieval.accounts import Order
from retrieval.expecting import expectation, level

LOOKED_AT = 20  # hits among which the newest or oldest is looked for, if fewer are shown
# Score of a hit over the best one's, from which on both answer: less is asked of one that reports
# the same story, more where the question only asks when. The highest that cost no first place on
# questions with known answers (docs/decisions/0025-evidence.md).
_GOOD, _GOOD_IN_STORY, _GOOD_FOR_WHEN = 0.9, 0.8, 0.95

_QUOTED = lazy_pattern(r"《[^》]*》|〈[^〉]*〉|“[^”]*”|「[^」]*」|『[^』]*』|\"[^\"]*\"")
_WHEN = (
    r"(?:何时|什么时[候间]|哪一?[年天日]|哪一?个?月|几[月号]|何[年月日]|几时|日期|多久(?:以|之)?前)"
)
_FIRST = r"(?:首次|首度|第一[次回]|头一?[次回])"
# 第一次世界大战, 首次公开募股: names of things, and no first time.
_NO_NAME = (
    r"(?!世界|[^，。?]{0,6}(?:大战|战争|革命|代表大会|大会|全会|合作|浪潮|战役|起义)"
    r"|公开(?:募股|发行)|代币)"
)
# 最新款, 最新的型号: the newest of its kind, and no report.
_OF_A_KIND = (
    r"(?!闻|的?(?:款|型|版|机型|车型|产品|技术|科技|一?代|鲜|品种|作品|专辑|单曲|电影|时尚|潮流"
    r"|设备|装备|武器))"
)
_STATE = r"(?:情况|状况|状态|进展|进度|动态|动向|消息)"
_HOW = r"(?:怎么?样|怎样|如何|什么样)(?=[了呢吗啊吧的]*(?:[?。!,]|$))"
_NEWEST = lazy_pattern(
    rf"最新{_OF_A_KIND}|(?:最近|最后|上)的?(?:这|那)?一[次回期届场起轮批篇](?!机会)|上次(?!级)"
    rf"|最近(?:有(?:什么|何|哪些)|的?(?:{_STATE}|{_HOW}))|后来(?!居上|者|人|之秀)"
    r"|(?<!维持)(?<!打破)(?<!改变)(?<!安于)(?<!满足于)(?<!满足)现状|近况"
    rf"|(?:目前|现在|如今|现今|当前|眼下)的?(?:是什么)?(?:{_STATE}|{_HOW})"
    rf"|(?:此后|之后|随后|其后)的?又?(?:{_STATE}|{_HOW})"
    r"|(?<!at the )(?<!at )\blatest\b(?! (?:models?|versions?|editions?|fashions?"
    r"|technolog(?:y|ies)|products?|generations?|phones?|devices?|gadgets?|trends?|styles?|albums?|films?|novels?"
    r"|trains?|bus(?:es)?|flights?)\b)|\bmost recent(?:ly)?\b|\blast time\b(?! zone)|\bsince then\b"
    r"|\bafterwards?\b|\bhappen(?:ed|s) (?:next|later)\b"
    r"|\bcurrent (?:state|status|situation|condition)\b|その後|最近の(?:状況|動き)",
    re.IGNORECASE,
)
_OLDEST = lazy_pattern(
    # 最早一班车, 最早几点, 最早要到: early in the day, or not before; 最早的大学: an early thing
    r"最[早先](?!的?一?[班趟列]|几点|[要可能将]|也[要可能将]|预计)"
    r"(?!的(?!一?[次则篇]|报道|记载|记录|消息|新闻))|最初"
    rf"|{_WHEN}.*{_FIRST}{_NO_NAME}|{_FIRST}{_NO_NAME}.*{_WHEN}"
    rf"|{_FIRST}(?:被|见诸|在(?:报|媒体).{{0,4}})?(?:报道|提到|提及|见报|刊登|刊发|记载|披露)"
    r"|\bfirst time\b|(?<!at the )(?<!at )\bearliest\b(?! (?:trains?|bus(?:es)?|flights?)\b)"
    r"|\b(?:[Ww]hen|(?:what|which) (?:year|month|day|date))\b.*\bfirst (?:[a-z]+ed|seen|built|held"
    r"|found|made|come|appear|open|report|mention|begin|start|shown?|won|meet|visit|run)\b"
    r"|\bfirst (?:reported|mentioned|recorded|printed|published|announced)\b|最初に|初めて"
)


class Asked(NamedTuple):
    """The order a question asks for, and the words that say so. `if_several`: only where several
    stories answer, for it asks when something happened, and one report may say it all. `sure`: so
    is the answer; else no hit of another story than the best one's is moved. `given`: asked for
    beside the question, for all that is shown."""

    order: Order = "relevance"
    words: str = ""
    if_several: bool = False
    sure: bool = True
    given: bool = False

    @property
    def looked_at(self) -> int:
        """How many hits have to be looked at for the first in this order."""
        whole = self.order == "relevance" or self.if_several or self.given
        return 0 if whole else LOOKED_AT


def order_asked(question: str, given: Order | None = None) -> Asked:
    """The order given, else the one a question asks for by its words; none where they contradict
    each other."""
    if given:
        return Asked(given, given=True)
    asked = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), level(question))
    newest, oldest = _NEWEST.search(asked), _OLDEST.search(asked)
    if newest and oldest:
        return Asked()
    if newest:
        return Asked("newest", question[slice(*newest.span())])
    if oldest:
        return Asked("oldest", question[slice(*oldest.span())])
    expected = expectation(asked)
    if expected is not None and expected.kind == "date":
        return Asked("oldest", if_several=True)
    return Asked()


class Standing(NamedTuple):
    """What decides where a hit stands in an order: its day of printing, its story's number, whether
    it shows the words that answer (`span`), and what of the words looked up exactly it holds."""

    score: float
    day: date | None
    story: int = 1
    span: bool = True
    exact: bool = False


class InOrder(NamedTuple):
    """The places of hits in their order, and what to tell the asker of it."""

    places: tuple[int, ...]
    order: Order = "relevance"
    notes: tuple[str, ...] = ()


def in_order(hits: Sequence[Standing], asked: Asked, top: int) -> InOrder:
    """The first `top` hits: those that answer in the order asked for, as far as their days of
    printing are known, then the others as they came. Hits without a date keep their places."""
    first = hits[: asked.looked_at or top]
    places = _dated(first, asked)
    if asked.order == "relevance" or not places:
        return InOrder(tuple(range(len(hits))[:top]))
    newest = asked.order == "newest"
    by_day = sorted(places, key=lambda at: _day(first[at]).toordinal() * (-1 if newest else 1))
    moved = dict(zip(places, by_day, strict=True))
    order = tuple(moved.get(at, at) for at in range(len(hits)))[:top]
    return InOrder(order, asked.order, () if asked.given else (_note(asked),))


def _dated(hits: Sequence[Standing], asked: Asked) -> list[int]:
    """The places of the hits that answer and whose day is known. Where the question asks when,
    those that show a time, if they are of several stories."""
    if not hits:
        return []
    if asked.given:
        return [at for at, hit in enumerate(hits) if hit.day]
    good = [at for at, hit in enumerate(hits) if _answers(hit, hits[0], asked)]
    if not asked.if_several:
        return good
    telling = [at for at in good if hits[at].span]
    return telling if len({hits[at].story for at in telling}) > 1 else []


def _answers(hit: Standing, best: Standing, asked: Asked) -> bool:
    """Whether a hit whose day is known answers, as far as its score beside the best one's tells;
    what holds the words looked up exactly stays above what does not."""
    beside = hit.story == best.story
    if hit.day is None or hit.exact != best.exact:
        return False
    share = _GOOD_FOR_WHEN if asked.if_several else _GOOD_IN_STORY if beside else _GOOD
    return hit.score >= share * best.score and (beside or asked.sure)


def may_be_moved(score: float, best: float) -> bool:
    """Whether a hit may be moved up by an order that a question asks for, by its score alone."""
    return score >= _GOOD_IN_STORY * best


def _day(hit: Standing) -> date:
    return hit.day or date.min


def _note(asked: Asked) -> str:
    if asked.if_several:
        return "Several stories answer: their hits stand in order of printing, oldest first."
    said = f"“{asked.words}” asks for the {asked.order}"
    return f"{said}: the hits that answer stand {asked.order} first."
