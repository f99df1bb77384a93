"""What no passage that answers can do without: a sum of money where one asks how much it cost, the
office where one asks who holds it.

However near a story comes to a question, it does not answer what it has no figure for. Only what
hardly an answer of held-out sets lacks is asked for here (docs/decisions/0008-confidence.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from index.patterns import lazy_pattern
from index.scripts import HAN, script_of
from retrieval.countries import COUNTRIES
from retrieval.expecting import Expectation, Kind, as_written, expectation

_DIGIT = "[0-9〇零一二两三四五六七八九十百千万亿半几数]"
# Up to the measure: 3.6 亿多元, 两三百块, 12 million dollars.
_SCALED = r"[\s.,0-9〇零一二两三四五六七八九十百千万亿半几数多余来约上]{0,14}(?:[a-z]+illion )?"
_FIGURE = f"{_DIGIT}{_SCALED}"
_KANA = lazy_pattern(r"[\u3041-\u30ff]")
_ENGLISH = lazy_pattern(r"\bthe\b")
_MONTHS = "jan|feb|mar|apr|may|june|july|aug|sep|oct|nov|dec"


class Indispensable(NamedTuple):
    """What an answer must hold: how it is called in a sentence, and how folded texts say it."""

    called: str
    said: re.Pattern[str]

    def lacking(self, folded: str) -> bool:
        """Whether a folded text holds nothing of it; never said of one in a language whose words
        for it are not known here."""
        known = script_of(folded) == HAN or _ENGLISH.search(folded)
        return bool(known) and not self.said.search(folded)


# By the form that a question expects. More is taken for a measure than is one: a text that may
# hold it must not be said to lack it.
_MEASURES: dict[str, tuple[str, str]] = {
    "money": (
        "a sum of money",
        rf"{_FIGURE}(?:[元圆块角円盾铢]|英?镑|分钱|美[元金分]|[欧日港澳英加韩新台金银]?[元币]|卢[布比]|法郎|金?马克|比索"
        rf"|克朗|先令|第纳尔|里亚尔|人民币|两|贯|[台港外法]币|dollars?|cents?|euros?|pounds?|yuan|rmb|usd|francs?|yen|[mb]illion)"
        r"|(?:[$€£¥]|rmb|usd)\s?\d|免费|免[收交缴]|不收|不要钱|无偿|分文|\bfree\b"
        rf"|{_DIGIT}{_SCALED}?(?<=[万亿])(?!\s?[人吨名平亩公立米户辆件次只台套斤株棵份张多余])",
    ),
    "age": (
        "an age",
        rf"[岁歳]|{_DIGIT}[万亿]年|年历史|出生|生于|高龄|\bold(?:est|er)?\b|[享终卒]?年{_DIGIT}|\bage[ds]?\b"
        r"|years?[ -]old|\bborn\b",
    ),
    "weight": (
        "a weight",
        rf"{_FIGURE}(?:吨|[公千毫]?克|[公市]?斤|两|磅|盎司|kg|kilo|tons?\b|tonne|pound|gram)",
    ),
    "length": (
        "a length",
        rf"{_FIGURE}(?:[公英华海]?里|[千厘分毫微纳]?米|光年|公分|[公英市]?[尺寸丈]|[cmknµμ]?m(?![a-z])"
        r"|km|met(?:er|re)|mile|feet|foot|inch|stor(?:y|ies|eys)|floors|kilomet|light)|[一二两三四五六七八九十]层楼",
    ),
    "area": (
        "an area",
        rf"{_FIGURE}(?:平|公顷|[英公]?亩|hectare|acre|square|sq|[ck]?m[2²])",
    ),
    "degrees": ("a temperature", rf"{_DIGIT}\s?(?:度|摄氏)|[℃°]|\bdegrees?\b"),
    "share": (
        "a share",
        rf"[%‰]|率[^,。]{{0,6}}\d|分之|百分|{_DIGIT}成|[一过]半|半数|倍|比|per ?cent|\bhalf\b"
        r"|\bthird\b|quarter",
    ),
    "rank": (
        "a rank",
        rf"第\s?{_DIGIT}|[再首冠亚季末榜]|{_DIGIT}[届强名位子代任世]|[长次幼][子女]|\d(?:st|nd|rd|th)|first|second|third|last",
    ),
    "year": (
        "a year",
        rf"\d{{4}}|{_DIGIT}年|[今去前明当同次]年|世纪|年代|\d0s\b",
    ),
    "day": (
        "a day",
        rf"{_DIGIT}[日号]|[昨今前明后当次同翌][天日晚早]|{_DIGIT}月|\d[./-]\d|周[一二三四五六日末]|星期"
        rf"|节|除夕|初{_DIGIT}|day\b|{_MONTHS}",
    ),
}
# What a question must say besides, or must not, for a form to be meant beyond doubt: 收入增长多少
# is answered in yuan too, and how much there is to say in nothing that can be counted.
_MEANT = {
    "money": lazy_pattern(
        r"[\u3400-\u9fff]|\b(?:money|costs?|prices?|pa(?:y|id)|spen[dt]|worth|earn|raised?|invest|fees?"
        r"|charged?|s[eo]ll|sold|budget|salary|salaries|wages?|fined?|bought|buy)\b"
    ),
    # How old a bridge is, a year tells.
    "age": lazy_pattern(r"[\u3400-\u9fff]|[Hh]ow old (?:is|was) (?:[A-Z]|s?he\b)"),
    "share": lazy_pattern(r"百分|几成|几分之|比[例重]|占比|份额|率"),
    "length": lazy_pattern(
        r"^(?!.*(?:水平|热情|积极|难度|地位|学历|要求|标准|程度|素质|度有?多|评价|影响|感情|意义|级|层次"
        r"|水准|人气|声望|呼声|\b(?:far|fever|chart|rank|rate|price|score)))"
    ),
}
# Offices whose holder is named with them. What a person made or leads is said in many ways.
_OFFICE = (
    r"(?:董事长|理事长|秘书长|参谋长|裁判长|经理|总[裁监统理督]"
    r"|[校院局市县区镇乡州省处科部厂站队社团会组园馆行署台所司店舰船军师旅营连排厅]长"
    r"|书记|主[席任]|首相|国王|大使|领事|议长|司令|州长|酋长|教皇|发言人)"
)
_TITLED = lazy_pattern(
    rf"(?P<asked>{_OFFICE})(?:[是叫姓为]|的(?:姓名|名字)是?)?(?:什么(?:名字)?|谁|哪[一两三几]?位|何人)"
    rf"|(?:谁|何人|哪[一几]?位)(?:[是任当]|担任|当选|出任|成为)[了过]?[^,。?]{{0,14}}?(?P<held>{_OFFICE})"
    r"[?。]?$"
)
_COUNTRY = Indispensable(
    "a country",
    lazy_pattern(
        rf"{COUNTRIES}|[中美英法德俄日韩][美英法德俄日韩印中]"
        r"|(?<![我全各外本出回祖跨建爱多两])国(?![家内际有企道庆土防旗歌营资民产])|[a-z]{3}"
    ),
)


# What is asked about by a name of its own: how the question says it, and the ways newspapers do.
# Beside a sum in its own words, and anywhere in a question for a time.
_FACTS: tuple[tuple[Kind, str, str], ...] = (
    ("count", "电话|热线|号码", r"\d{3}"),
    ("place", "地址", r"地址|位于|坐落|[路街道巷弄村镇园岛]|\d号|楼|大厦"),
    ("count", "工资|月薪|年薪|薪[资酬水]", "工资|薪|收入|待遇|酬|挣|赚"),
    ("count", "奖金", "奖"),
    ("count", "罚款", "罚"),
    ("count", "[租房]金|房租", "租|房金"),
    ("count", "补[助贴]|津贴", "补|津贴|资助|扶持|奖"),
    ("count", "赔偿?", "赔|补偿|退|罚"),
    ("count", "投资", "投|耗资|斥资|造价|出资|花费|资金|预算"),
    (
        "date",
        "建成|竣工|落成|完工",
        "建成|竣工|落成|完[工成]|所建|建[于造设有]|[修兴始改重扩]建|[投启]用|投入使用|通车|交付|合龙|开放",
    ),
    ("date", "开工|动工|奠基", "开[工始建]|动工|奠基|启动|[修兴始]建|破土|施工"),
    ("date", "开业|开馆|开园|开张|开放(?!时)", "开|[启投]用|运营|营业|迎客|启动|落成"),
    (
        "date",
        "成立|创[立办建]|组建",
        "成立|创|[组建设]立|组建|诞生|问世|建[校厂]|挂牌|开[办始]|始建|起步|[设改并撤]|成为",
    ),
)
# A champion, whatever is said of the others.
_PLACED: tuple[tuple[str, str], ...] = (
    ("冠军|第一名", "冠|第一|夺魁|首|金|赢|胜"),
    ("亚军|第二名", "亚军|第二|银|次|其次"),
    ("季军|第三名", "季军|第三|铜"),
)
# What a place or a house that is asked for ends in, where its name tells what it is.
_NAMED: tuple[tuple[str, str], ...] = (
    ("[路街]", "[路街道巷弄]"),
    ("[镇乡]", "[镇乡]|街道"),
    ("村", "[村屯寨庄湾]|社区"),
    ("[河江]", "[河江溪川水]"),
    ("[湖山岛桥]", "[湖泊海水库山峰岭岛屿洲桥]"),
    ("医院", "院|中心|诊所"),
    ("(?:学校|大学|中学|小学)", "[校院学]|[一二三四五六七八九十附][中小]"),
    ("银行", "行|信用"),
    ("(?:车站|机场)", "站|机场"),
    ("酒店", "酒店|宾馆|饭店|大厦|旅馆|客栈|山庄|民宿"),
)
# Measure words that count the same things.
_COUNTERS = (
    "头只匹条尾口羽",
    "条线面",
    "枚金银铜",
    "辆台部列架艘趟",
    "家所间个",
    "名位人员口",
    "次场届回期趟",
    "棵株颗",
    "座幢栋处个",
    "张份件枚个",
    "本册部篇",
    "套间户",
    "支队个",
)
_COUNTER = lazy_pattern(
    r"(?:多少|(?<![这那好近十前后上百千])几)[万亿]?"
    r"(?P<by>[户辆家间座头只棵条艘架所部场次张株匹枚台列套件栋幢处支篇册份名位人]|本(?![土地科省市届国月年]))"
)


def indispensable(question: str) -> tuple[Indispensable, ...]:
    """Everything that no passage can answer the question without, as far as its words tell."""
    return _indispensable(as_written(question))


@lru_cache(256)
def _indispensable(asked: str) -> tuple[Indispensable, ...]:
    if _KANA.search(asked):  # いくら asks for votes, too, and 成立 is said of treaties
        return ()
    expected = expectation(asked)
    if expected is None or "为什么" in asked or "为何" in asked:  # whose reason may lack all of it
        return ()
    if expected.kind == "person":
        return (*_offices(asked), *_placed(asked))
    if expected.form == "country":
        return (_COUNTRY,)
    return (
        *_measures(asked, expected),
        *_counted(asked, expected),
        *_facts(asked, expected),
        *_named(asked, expected),
    )


def _offices(asked: str) -> Iterator[Indispensable]:
    if found := _TITLED.search(asked):
        office = found["asked"] or found["held"]
        yield Indispensable(f"“{office}”", _in_han(office))


def _measures(asked: str, expected: Expectation) -> Iterator[Indispensable]:
    meant = _MEANT.get(expected.form or "")
    if expected.form in _MEASURES and (meant is None or meant.search(asked)):
        called, said = _MEASURES[expected.form]
        yield Indispensable(called, _compiled(said))


def _placed(asked: str) -> Iterator[Indispensable]:
    for words, said in _PLACED:
        if found := _compiled(words).search(asked):
            yield Indispensable(f"“{found[0]}”", _in_han(said))


def _named(asked: str, expected: Expectation) -> Iterator[Indispensable]:
    if expected.kind not in ("place", "thing"):
        return
    for noun, said in _NAMED:
        which = rf"(?:哪|什么)[一几两三些]?[条座个家所间]?(?P<noun>{noun})(?![人员长])"
        if found := _compiled(which).search(asked):
            yield Indispensable(f"“{found['noun']}”", _in_han(said))


def _counted(asked: str, expected: Expectation) -> Iterator[Indispensable]:
    """A number of what is counted so: a figure, and its measure word or one like it behind."""
    found = _COUNTER.search(asked)
    if found is None or expected.kind != "count" or expected.form not in (None, "persons"):
        return
    by = found["by"]
    alike = "".join(sorted({by, *(one for some in _COUNTERS if by in some for one in some)}))
    said = rf"{_FIGURE}[\u4e00-\u9fff]{{0,4}}?[{alike}]|人口"
    yield Indispensable(f"a number counted in “{by}”", _in_han(said))


def _facts(asked: str, expected: Expectation) -> Iterator[Indispensable]:
    beside = f"{expected.before} {expected.after}" if expected.kind == "count" else asked
    for kind, words, said in _FACTS:
        if kind == expected.kind and (found := _compiled(words).search(beside)):
            yield Indispensable(f"“{found[0]}”", _in_han(said))


def _in_han(said: str) -> re.Pattern[str]:
    """Fits every text without Han characters, too: in other scripts the same has other names."""
    return _compiled(rf"{said}|^[^\u3400-\u9fff]*$")


_compiled = cache(re.compile)
