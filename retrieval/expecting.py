"""What kind of words would answer a question, as far as its own words tell.

Rules of the languages newsrooms here ask in; a question whose kind is not told expects nothing in
particular, and then nothing changes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from index.patterns import lazy_pattern
from index.tokens import fold

Kind = Literal["count", "date", "person", "place", "thing"]


@dataclass(frozen=True, slots=True)
class Expectation:
    """The kind of words that answer.

    `form` narrows the kind: a key of MEASURES, GRAINS or SORTS (retrieval/forms.py). `unit` is the
    measure word a count was asked in. `before` and `after` are the question's words on either side
    of the asking word; `several`: a list is asked for; `final`: what a count came to (增加到多少).
    """

    kind: Kind
    unit: str | None = None
    form: str | None = None
    before: str = ""
    after: str = ""
    several: bool = False
    final: bool = False


_SORTED = (
    ("firm", r"(?:企业|公司|厂商|厂家|集团|工厂|商店|品牌|[厂店])"),
    ("school", r"(?:学校|大学|高校|学院|中学|小学|院校)"),
    ("hospital", r"(?:医院|医疗机构|卫生院)"),
    ("bank", r"(?:银行)"),
    ("team", r"(?:球队|队伍|俱乐部|球会|[支]队|队)"),
    ("country", r"(?:国家(?![级标政奖电])|国(?![际内产外有王民道画宝学债企旅籍庆语家]))"),
    ("district", r"(?:城市|省份|地区|区域|乡镇|街道|社区|村庄|[省市区县镇乡村州])"),
    ("landform", r"(?:河流|山脉|湖泊|岛屿|[河江湖海山岛峰洋洲])"),
    ("building", r"(?:车站|机场|大桥|景点|场馆|体育馆|公园|港口|隧道|[桥楼馆站路街塔寺庙宫])"),
    ("title", r"(?:电影|影片|书籍|著作|专辑|歌曲|小说|作品|杂志|报纸|剧|书|歌|片|报|刊物|游戏)"),
    ("office", r"(?:部门|机构|组织|单位|协会|委员会|政府|机关|党派|党|团体|[局委])"),
    ("event", r"(?:比赛|赛事|会议|活动|奖项|项目|工程|战役|战争|事件|运动会|大赛|节目|[奖赛节])"),
)
_PLACES = frozenset({"country", "district", "landform", "building"})
_WHICH = r"(?:哪|(?<![为做干])什么)(?:[一几两三些]?[个家所座条种本部支项款间只届份首场类]?|些)"
# 好几, 十几: some, and no question; 哪几: which; in 茶几, 王几道, 曾几何时 part of another word.
_VAGUE = r"(?<![这那好近十前后上百千茶王曾哪])"
# 几天前: some days ago; 几内亚: a name; 几位嘉宾是谁: asks who, not how many.
_LATER = (
    r"(?!乎|何|经|率|内亚|次三番|个?[月天年周日小时分钟代十]+[前来内后间]"
    r"|[^,。?]*(?:是谁|[是有]哪|是什么|分别))"
)
# 几点建议: some points, and no hour.
_POINTS = r"建议|要求|原因|意见|启示|体会|看法|理由|希望|经验|思考|措施|注意|问题|做法|不足|特点"
# An English word asks at the start, unless another question follows (When it fell, how many …?),
# and after a preposition or "and". Elsewhere it joins a clause: how many died when it fell.
_VERB = r"(?:was|were|is|are|did|does|do|will|has|have|had|can|could|should|would)\b"
_OTHER = r".*[,;]\s*(?:how|what|which|who|whom|whose|when|where|why)\b"
_BEGIN = (
    rf"(?:^\W*(?=\w+ {_VERB}|(?!\w{_OTHER})\w)|\b(?:tell me|do you know|find out)\s+"
    r"|\b(?:and|or|by|from|to|for|with|of|until|since)\s+"
)
_WHEN = rf"{_BEGIN}|[,;:?!]\s*(?=\w+ {_VERB}))"
_WHO = rf"{_BEGIN}|\b(?:in|on|at|under|against|after|before|about)\s+|[,;:?!]\s*(?=[^,]*$))"
# WHO in capitals is the organisation, unless everything is in capitals.
_ASKS_WHO = rf"{_WHO}(?-i:[Ww]ho(?:m|se)?|WHO(?:M|SE)?(?=[^a-z]*$))\b"
# What is counted in money, and how a question for a sum of it ends or goes on.
_SUMS = (
    "奖金|奖励|报酬|酬金|稿费|工资|补助|补贴|赔偿|租金|罚款|投资|产值|收入|营收|利润|预算|造价|成本"
    "|学费|税款"
)
_YUAN = r"(?:元(?![素老旦宵件])|块(?![地金石奖牌])|[钱圆]|[美欧日港][元圆]|英镑|人民币)"
_OF_MONEY = rf"(?=[?。,;、!的了呢吗啊和及与]|$|[万亿百千]*{_YUAN}|资金|{_SUMS})"
# Price, fee and sum, where they are no part of another word: 降价, 消费者, 金牌, 资料, 条款, 份额.
_PRICED = (
    r"(?:(?<!物)资(?![源料格质历])|(?<![降涨提减折评])价(?!值|格?指数)|费(?![时者])|(?<!黄)金(?![牌属])"
    r"|(?<!条)款|薪|(?<![份名配])额)"
)
# The kind, its form, and how it is asked; the first that fits. Read on level text.
_ASKED: tuple[tuple[Kind, str | None, str], ...] = (
    ("date", "weekday", r"星期几|周几|礼拜几|哪个?星期|何曜日|what day of the week"),
    (
        "date",
        "time",
        rf"(?<![哪好这那提])几点(?!{_POINTS})|何时刻|几时几分|什么时刻|哪个时间段"
        r"|(?:at )?what time\b|何時",
    ),
    (
        "date",
        "day",
        r"哪一?[天日]|哪些日[子期]|几[号日](?![楼线选检门桌馆])|何日|(?:具体|什么)日期|日期(?:[是为和及]|[?。]?$)"
        r"|(?:on )?(?:what|which) (?:date|day)\b",
    ),
    ("date", "month", r"哪一?个?月|几月|何月|(?:what|which) month\b"),
    (
        "date",
        "age_of",
        r"哪一?个?(?:世纪|年代|朝代|时期)|什么(?:年代|朝代|时期)|(?:what"
        r"|which) century\b",
    ),
    (
        "date",
        "year",
        r"哪一?年|哪一?个?年份|几几年|(?:西元|公元|民国)几年|何年|什么年份|(?:in |since )?(?:what"
        r"|which) year\b",
    ),
    (
        "date",
        None,
        r"哪几[天日年]|哪几个月|什么时候|什么时间|(?<!曾几)何时|几时|多久以前|截止到?什么|いつ"
        rf"|\bwhat time\b|{_WHEN}when\b",
    ),
    ("count", "weight", r"\bhow much (?:do|does|did)\b.*\bweigh"),
    (
        "count",
        "money",
        rf"多少[万亿百千]*(?:{_YUAN}|资金|费用)"
        rf"|多[高大]的价|[价费薪]有?多[高大]|什么价(?!值)|几钱"
        rf"|{_PRICED}[^,。涨跌升降增减高低调报]{{0,3}}多少{_OF_MONEY}"
        rf"|(?:{_SUMS})(?:[是为有达约了共]|大约|总共){{0,2}}多少{_OF_MONEY}"
        rf"|多少(?=[^,。人名家户个项次位年月天]{{0,4}}(?:资金|费用|金额|{_SUMS})(?:[?。,;!了呢吗啊]|$))"
        r"|いくら|\bhow much (?:money|does|did|do|was|were|is|are|will|has)\b"
        r"(?!.*\b(?:rise|fall|drop|grow|increas|decreas|shr[iu]nk|chang|rain))|\bwhat price\b",
    ),
    (
        "count",
        "share",
        r"百分之(?:几|多少)|几成|几分之几|多少个?百分点|多[少大]的?(?:比例|比重|份额)|(?:比例|比重|占比|份额"
        r"|率(?![领队军兵众部]))[^,。]{0,4}(?:多少|几(?![近乎何])|多[大高])"
        r"|(?:增|降|涨|跌|上升|下降|减少|增加)[长幅了]*.{0,2}多少$|什么比例|多大比例"
        r"|\bwhat (?:percentage|percent|share|proportion)\b",
    ),
    (
        "count",
        "age",
        r"几岁|多少岁|多大(?:年纪|年龄|岁数)|年龄[^,]{0,3}多[少大]|何[歳岁]|\bhow old\b",
    ),
    ("count", None, r"\bhow long (?:is|was|are|were)\b"),  # a bridge, or a wait
    (
        "count",
        "duration",
        r"多久|多长时间|多少(?:年|天|个?小时|分钟|个?月|秒|周|日"
        r"|个?星期)(?![龄度产薪代])"
        rf"|{_VAGUE}几个?(?:年|天|小时|分钟|月|周|星期){_LATER}(?![前来内后间])|どのくらい"
        r"|\bhow long\b|\bhow many (?:years|months|weeks|days|hours|minutes|seconds)\b",
    ),
    (
        "count",
        "area",
        r"多大(?:的)?(?:面积|地方)|面积.{0,6}多[少大]|占地.{0,4}多|多少(?:公顷|亩"
        r"|平方)"
        r"|\bwhat (?:(?:surface|floor) )?area (?:does|do|did)\b|\bhow large (?:is|was) the\b",
    ),
    ("count", "speed", r"多快|[时速]速.{0,4}多少|\bhow fast\b"),
    (
        "count",
        "degrees",
        r"多少(?:摄氏)?度(?!假)|几度(?=[?。了呢]|$)|气温.{0,4}多[少高低]|\bhow (?:hot|cold|warm)\b",
    ),
    (
        "count",
        "length",
        r"(?<![许很诸众更最])多[长高远宽深厚]|[海拔长高宽深度]{2}.{0,3}多少|多少(?:公里|千米|米(?![线饭粉])|英里"
        r"|英尺|尺(?!度)|里(?![程弄]))"
        r"|\bhow (?:tall|high|far|wide|deep)\b"
        r"|\bhow many (?:km|(?:kilo)?met(?:er|re)s?|miles|feet)\b",
    ),
    (
        "count",
        "weight",
        r"多重(?=[?!。了呢啊]|$)|重量.{0,3}多少|多少(?:万|亿|千)?(?:吨|公斤|千克|克(?!隆)|斤(?!斤))"
        r"|\bhow heavy\b|\bhow many (?:tons|kilos)",
    ),
    (
        "count",
        "rank",
        r"第几|第多少|排名.{0,2}(?:多少|几)|(?<![安彩])排[在行]?几(?![个名人次辆班])|哪一?届",
    ),
    (
        "count",
        "persons",
        r"多少[万亿]?(?:名|位|个)?(?:人|员工|居民|学生|职工|乘客|旅客|观众|游客"
        r"|群众|村民|党员|[名位])"
        rf"|{_VAGUE}几{_LATER}(?:[名位]|个?人)|何人(?=.*[ぁ-ん])"
        r"|\bhow many (?:people|persons|students|workers|members|passengers)\b",
    ),
    (
        "count",
        None,
        rf"多少|{_VAGUE}几{_LATER}|多大|いくつ|何[台本個枚件回歳]"
        r"|\bhow (?:many|much|big|large|often)\b|\bwhat number\b",
    ),
    (
        "person",
        None,
        r"谁|哪[一几两三]?[位名]|何人|哪几?个人|哪些人|(?:人|者|长|员|手|师|家|记|席"
        r"|理)(?:是?叫什么|的?姓名)(?:名字)?"
        rf"|だれ|どなた|{_ASKS_WHO}",
    ),
    (
        "place",
        "country",
        r"\b(?:what|which) (?:countr(?:y|ies)|nations?)\b(?! (?:music|singer|club|house))",
    ),
    *(
        (
            "place" if sort in _PLACES else "thing",
            sort,
            rf"{_WHICH}[^\W在的由与和是发被]{{0,4}}?{noun}(?![人员长])",
        )
        for sort, noun in _SORTED
    ),
    (
        "place",
        None,
        rf"哪里|哪儿|何处|何地|什么(?:地方|地点|位置)|在哪|地址|どこ|{_WHEN}where\b"
        r"|\b(?:in |at |to )?(?:what|which) (?:city|place|town|district|country|province|state"
        r"|village|island)\b",
    ),
)
_UNITS = lazy_pattern(r"(?:多少|几|第几)(?:个|多)?([万亿]?[\u4e00-\u9fff])")
_SEVERAL = lazy_pattern(r"哪些|哪几|哪两|哪三|分别|\bwhich (?:two|three)\b")
_TRAILING = lazy_pattern(r"(?:[是在了的于有共达约为被由与和跟会将要到给]|一共|总共|大约)+$")
_CAME_TO = lazy_pattern(r"[到至成为]了?$")
_SPOKEN = (  # asking words as one speaks, by region, and as one writes
    ("啥子?", "什么"),
    ("几多", "多少"),
    ("(?<![许最])多会儿(?![科女])", "什么时候"),
    (r"(?<![海河江湖村身路旁那这左右一两])边个(?![体别人])", "谁"),
)
_CORE = lazy_pattern(r"多少|几|多[大长高远宽深厚重快久]|谁|哪|什么|何")
_RUN_BEFORE = lazy_pattern(r"(?:[^\W_a-zA-Z]{1,6}|[a-zA-Z'-]+\s?)$")
_RUN_AFTER = lazy_pattern(r"\s?(?:(?:[a-zA-Z'-]+\s?){1,3}|[^\W_a-zA-Z]{1,6})")


class _Level(dict[int, str]):
    """Characters as they are compared, one for one, so that places stay the same."""

    def __missing__(self, code: int) -> str:
        printed = chr(code)
        plain = printed if printed.isascii() or printed.isupper() else fold(printed)
        self[code] = kept = plain if len(plain) == 1 else printed
        return kept


_LEVEL = _Level()


def level(text: str) -> str:
    """The text with script and width levelled character by character: as long as it was, so a
    place in the one is a place in the other. Capitals stay, for names have them."""
    return text.translate(_LEVEL)


def expectation(question: str) -> Expectation | None:
    """What a question asks for, or None when its words do not tell."""
    return _expectation(as_written(question))


def as_written(question: str) -> str:
    """A question levelled, its colloquial asking words as one writes them."""
    asked = level(question)
    for spoken, written in _SPOKEN:
        asked = re.sub(spoken, written, asked)
    return asked


@lru_cache(256)  # one question is looked at by several steps, level or as asked
def _expectation(asked: str) -> Expectation | None:
    for kind, form, pattern in _patterns():
        if match := pattern.search(asked):
            return Expectation(
                kind,
                _unit(asked, form) if kind == "count" else None,
                form,
                *_beside(asked, match, kind),
                bool(_SEVERAL.search(asked)),
                kind == "count" and bool(_CAME_TO.search(asked[: match.start()])),
            )
    return None


@cache
def _patterns() -> tuple[tuple[Kind, str | None, re.Pattern[str]], ...]:
    return tuple((kind, form, lazy_pattern(said, re.IGNORECASE)) for kind, form, said in _ASKED)


def _beside(asked: str, match: re.Match[str], kind: Kind) -> tuple[str, str]:
    """The question's words just before and after the asking word."""
    start, end = match.span()
    for core in _CORE.finditer(asked, start, end):
        start, end = core.start(), core.end() if kind == "count" else end
    before = _RUN_BEFORE.search(_TRAILING.sub("", asked[:start]))
    after = _RUN_AFTER.match(asked, end)
    return before[0] if before else "", after[0].strip() if after else ""


def _unit(asked: str, form: str | None) -> str | None:
    if form == "money":
        return "元"
    unit = _UNITS.search(asked)
    return unit[1] if unit else None
