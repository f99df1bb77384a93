"""Where words that could answer stand in a text: counts, dates, persons, places, named things."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from index.patterns import lazy_pattern
from retrieval.expecting import Expectation
from retrieval.forms import SORTS
from retrieval.tagging import Tagged, tagged

Span = tuple[int, int]

_LONGEST = 40  # characters of a span; only a list is longer
_LONGEST_LIST = 90
_MOST = 100  # spans of a passage that are looked at

_UNSIGNED = (
    r"(?:(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|[〇零一二两三四五六七八九十百千万亿半]+)"
)
_RANGE = r"\s?(?:至|到|-|—|~|～)\s?"
# A hyphen is a minus only where nothing stands that it could join to, and a measure that can be
# below zero follows; 负 after a figure counts defeats (3胜2负1平).
_BELOW = r"(?:℃|°|度|%|[万亿]?元| ?degrees?\b)"
_SIGN = (
    rf"(?:零下|(?<![\d胜一二三四五六七八九十])负|\bminus |(?<![A-Za-z\d.%℃°度元)])[-−]"
    rf"(?=[\d.,]+(?:{_RANGE}[-−]?[\d.,]+)?\s?{_BELOW}))?"
)
_NUMERAL = rf"(?:{_SIGN}{_UNSIGNED})"
_SCALE = (
    r"(?:\s?(?:多|余|几|来)?(?:十|百|千|万|亿)+| (?:million|billion|thousand|hundred|trillion))?"
)
# Words of grammar that no measure word is written with, so that a bare figure ends before them.
_NO_UNIT = "的了在是与为有不也就都被从到至比等及其将和或以由并而又但还已则使让向于"
# Measure words of several characters, the longer first: 6个小时, and not 6个.
_MEASURE = (
    r"个?(?:半小时|小时|钟头|工作日|百分点|季度|世纪|年头|星期|学期|昼夜|月)|平方[公千厘]?[米里尺]"
    r"|立方米|公里/小时|公里|千米|厘米|毫米|微米|纳米|光年|海里|英里|英尺|英寸|英亩|公斤|千克|毫克"
    r"|公顷|千瓦时|千瓦|美元|欧元|日元|英镑|港元|加元|澳元|韩元|卢布|卢比|法郎|人民币"
    r"|元/[\u4e00-\u9fff]{1,2}|分钟|人次|车次|架次|周岁|[%‰℃㎡㎝㎜㎞㎏]|°[CF]?"
)
_UNIT = (
    rf"(?:多|余|几)?(?:\s?(?:{_MEASURE})|(?![{_NO_UNIT}]|位[居列于])[\u4e00-\u9fff]"
    r"|\s(?=[人名位元倍岁届])[\u4e00-\u9fff]|[- ]?[A-Za-z]+|円)?"
)
_COUNTED = rf"{_NUMERAL}{_SCALE}{_UNIT}"
_AMOUNT = lazy_pattern(
    rf"(?:(?<![\w.])[-−])?[$€£¥]\s?{_UNSIGNED}{_SCALE}|负?百分之{_UNSIGNED}"
    rf"|{_UNSIGNED}分之{_UNSIGNED}"
    rf"|(?:第\s?|每[秒小时分钟]*|时速)?{_COUNTED}(?:{_RANGE}{_COUNTED})?|首[届次个位家座批]"
)
_BECAME = lazy_pattern(
    r"[^,。;!?]{0,8}?[到至成为](?=[^,。;!?]{0,3}[\d一二三四五六七八九十百千万亿半])"
)
_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = r"(?:(?:公元前?)?\d{1,4}|[〇零一二三四五六七八九十]{2,4})"
_CLOCK = (
    rf"(?:上午|下午|晚上?|凌晨|早上?|中午|清晨|傍晚)?(?:(?:{_DAY}|零)[时点](?!间|候)(?:\d{{1,2}}分|半|许)?"
    r"|\d{1,2}:\d{2})"
)
_ONE_DAY = (
    rf"(?:(?:{_YEAR}年|[去今前明当]年|同年)(?:[度底初末中春夏秋冬]"
    rf"|(?={_DAY}月))?(?:{_DAY}月(?:{_DAY}[日号])?(?:[上中下]旬|[底初末])?)?"
    rf"|{_DAY}月(?:{_DAY}[日号]|[上中下]旬|底|初|末)?|(?:本月)?{_DAY}[日号]"
    rf"|[昨今前明后当][日天晚]|[上本下]个?月|[上下每]?(?:周|星期)[一二三四五六日天末])"
    rf"(?:\((?:周|星期)[一二三四五六日天]\))?(?:{_CLOCK}|上午|下午|晚上?|凌晨|早上)?|{_CLOCK}"
    rf"|(?:公元前?)?{_DAY}世纪(?:{_DAY}{{1,2}}年代|[初末中]叶?|[上下]半叶)?"
    rf"|(?:上世纪)?[\d二三四五六七八九]{{1,2}}[0十]年代"
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_ENGLISH_DAY = (
    rf"{_MONTH}(?:\s\d{{1,2}}(?:st|nd|rd|th)?\b)?(?:,?\s(?:of )?\d{{4}})?"
    rf"|\b\d{{1,2}} {_MONTH}(?: \d{{4}})?"
    r"|\b(?:1[0-9]|20)\d{2}s?\b(?!年)|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\b\d{1,2}(?:st|nd|rd|th) century"
)
_DATE = lazy_pattern(rf"(?:{_ONE_DAY})(?:\s?(?:至|到|-|—|~|～)\s?(?:{_ONE_DAY}))?|{_ENGLISH_DAY}")
_CALENDAR = lazy_pattern(r"^\d{4}$")

_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐"
    "易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴"
    "蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
# The characters that foreign names are written with (as in Xinhua's tables of transliteration).
_SOUNDS = (
    "阿埃艾安昂奥巴白拜班邦保鲍贝本比彼毕别宾波博伯勃布策查昌车楚茨达大戴丹当道德登邓迪蒂第丁东杜顿多恩尔法凡范菲费芬丰冯夫弗福富"
    "盖甘冈高戈哥格根贡古顾瓜圭贵哈海汉豪河赫黑亨洪侯胡华怀惠霍基吉季加贾简江姜杰捷金津京久居喀卡凯坎康考科克肯空孔库夸宽奎坤昆拉"
    "莱来赖兰朗劳勒雷黎李里理丽利莉连列林琳留柳龙隆卢鲁路露伦罗洛吕马玛麦迈满曼芒毛茅梅门蒙孟米密敏明摩莫默姆木穆拿哪内那纳娜乃奈南"
    "楠尼年涅宁牛纽农努诺欧帕派潘庞佩彭皮匹平坡珀普奇齐契恰强乔切钦琴青琼丘屈让热仁荣茹儒瑞若萨塞赛三桑瑟森沙莎山珊尚绍舍申生圣施"
    "什史士寿舒朔丝斯思松苏索所塔台太泰坦汤唐陶特腾提汀廷通透图吐托脱瓦万汪旺威韦维为温文翁沃乌吾武伍西希悉锡席夏先香肖谢欣辛兴匈"
    "雄休许逊雅亚延扬杨耶叶伊以易意因英永尤犹约宰赞早泽增扎詹张章珍真治智朱兹宗佐柯荷皇诃阇汗图佛妮芭蕾薇黛茜蓓"
)
_SAID_ALIKE = f"[{_SOUNDS}]"
_FOREIGN = lazy_pattern(
    rf"{_SAID_ALIKE}{{1,8}}(?:[·•・‧∙]{_SAID_ALIKE}{{1,8}})+|{_SAID_ALIKE}{{3,8}}"
)
_FOREIGN_PLACE = lazy_pattern(
    rf"{_SAID_ALIKE}{{2,10}}(?:[省州市县区郡镇岛湖河山港]|自治区|边疆区|海峡)"
)
_CAPITAL = "[A-ZÀ-Þ][A-Za-zÀ-ÿ0-9'’-]*"
_CAPITALS = lazy_pattern(
    rf"{_CAPITAL}(?: (?:[A-Z]\.|{_CAPITAL}|(?:de|van|von|der|of the|of|the|al)(?= [A-ZÀ-Þ])))*"
)
_STYLED = lazy_pattern(
    r"[\u4e00-\u9fff](?:某[某\u4e00-\u9fff]?(?![\u4e00-\u9fff]{0,1}种)|先生|女士|老师|医生|教授"
    r"|大爷|大妈|阿姨|师傅)"
)
_POSTS = "长记席员任理者授师家人裁工手民生友星演编督帅官将"
_NAME_AFTER_POST = lazy_pattern(
    rf"(?<=[{_POSTS}由])(?P<name>[\u4e00-\u9fff]{{2,3}}?)"
    r"(?=[,、。:;)(（\s]|说|表示|介绍|告诉|称|指出|认为|在|等|率|主持|出席|讲话|致辞|宣布|$)"
    rf"|(?<=[{_POSTS}由])(?P<three>[\u4e00-\u9fff]{{3}})"
)
_FUNCTION = frozenset("的了在是与为有不也就都被把从到对这那等及其该个说将我你他她们此")
_NAMED, _NOUNS = ("nr",), ("n", "vn", "f", "m", "eng", "j", "b", "s", "g", "q", "a", "nr", "l", "i")
_PLACE_END = lazy_pattern(
    r"(?:[省市区县镇乡村街路巷号桥厂国州岛湖山寺庙院局城洲江河海里陵墓港站园馆店部室厅楼宫塔岭峡湾原坝堂]|社区|街道|广场|公园"
    r"|码头|大学|学院|[中小]学|酒店|中心|基地|公司|企业|集团|机场|银行|学校|教堂|地区|半岛|半球"
    r"|家中|现场|[中东西南北][部郊]|附近|沿海|海域|境内|[^\W里]里)$"
)
_TITLES = lazy_pattern(r"《[^《》\n]{1,40}》|「[^「」\n]{1,30}」|“[^“”\n,。]{2,20}”")
_ITEM_BREAK = lazy_pattern(r"^(?:、|和|与|及|以及|, | and |,)$")


def spots(expected: Expectation, text: str) -> list[Span]:
    """Where words of the expected kind stand in a level text, in order, some within others."""
    found = set(_FINDERS[expected.kind](expected, text))
    kept = sorted(span for span in found if 0 < span[1] - span[0] <= _LONGEST)
    if expected.several and expected.kind != "count":
        kept = sorted({*kept, *_lists(text, kept)})
    return kept[:_MOST]


def _dates(expected: Expectation, text: str) -> Iterator[Span]:
    for match in _DATE.finditer(text):
        yield match.span()
        if expected.form in ("year", "day", "time"):
            for part in re.finditer(_PARTS[expected.form], match[0]):
                yield match.start() + part.start(), match.start() + part.end()


_PARTS = {"year": rf"{_YEAR}年|^\d{{4}}$", "day": rf"(?:{_DAY}月)?{_DAY}[日号]", "time": _CLOCK}


def _counts(expected: Expectation, text: str) -> Iterator[Span]:
    dates = [match.span() for match in _DATE.finditer(text)]
    if expected.form in ("duration", "age"):  # 三年: a date by its looks, a count by its place
        dates = [(low, high) for low, high in dates if not _counts_days(text[low:high])]
    for match in _AMOUNT.finditer(text):
        if match[0] == "首位" and expected.form != "rank":
            continue
        if expected.final and _began_with(text, match.start(), match.end()):
            continue
        if not any(low <= match.start() < high for low, high in dates):
            yield match.span()
            bare = re.match(_COUNTED, match[0])
            if bare and bare.end() < len(match[0]):
                yield match.start(), match.start() + bare.end()


def _began_with(text: str, low: int, high: int) -> bool:
    """Whether a count is what another came from: 45天 in 由45天压缩到12天."""
    return text[max(0, low - 1) : low] in ("由", "从") and bool(_BECAME.match(text, high))


def _counts_days(words: str) -> bool:
    return bool(re.fullmatch(rf"{_UNSIGNED}[年日]?", words)) and not _CALENDAR.match(words[:4])


def _persons(expected: Expectation, text: str) -> Iterator[Span]:
    for pattern in (_FOREIGN, _CAPITALS, _STYLED):
        for match in pattern.finditer(text):
            yield match.span()
    for match in _NAME_AFTER_POST.finditer(text):
        name = match[0]
        if name[0] in _SURNAMES and _is_name(name):
            yield match.span()
    words = tagged(text)
    for at, (start, end, word, part) in enumerate(words):
        if part.startswith(_NAMED) and len(word) > 1 and _is_name(word):
            yield start, end
        if word[0] in _SURNAMES and at + 1 < len(words):
            yield from _parted_name(words, at, text)


def _parted_name(words: Sequence[Tagged], at: int, text: str) -> Iterator[Span]:
    """A name the dictionary does not know, cut in two: a surname and what follows."""
    start, _, word, _ = words[at]
    _, after, _, following = words[at + 1]
    whole = text[start:after]
    if (
        len(whole) in (2, 3)
        and len(word) <= 2
        and following[:1] not in "xupcdvm"
        and _is_name(whole)
    ):
        yield start, after


def _is_name(word: str) -> bool:
    return word.isalpha() and not _FUNCTION.intersection(word)


def _places(expected: Expectation, text: str) -> Iterator[Span]:
    wanted = lazy_pattern(rf"(?:{SORTS[expected.form]})$") if expected.form else _PLACE_END
    yield from _noun_runs(text, wanted)
    for pattern in (_CAPITALS, _FOREIGN_PLACE):
        for match in pattern.finditer(text):
            yield match.span()


def _things(expected: Expectation, text: str) -> Iterator[Span]:
    for match in _TITLES.finditer(text):
        yield match.span()
        yield match.start() + 1, match.end() - 1
    if expected.form and expected.form != "title":
        yield from _noun_runs(text, lazy_pattern(rf"(?:{SORTS[expected.form]})$"))
    for match in _CAPITALS.finditer(text):
        yield match.span()


def _noun_runs(text: str, wanted: re.Pattern[str]) -> Iterator[Span]:
    """Runs of nouns up to one that ends as wanted, or is a place of the dictionary; the whole run,
    and from every place name in it."""
    run: list[Tagged] = []
    for word in [*tagged(text), (0, 0, "\n", "x")]:
        if word[3].startswith(_NOUNS) or word[2] in "“”·":
            run.append(word)
            continue
        for at, (_, end, noun, part) in enumerate(run):
            if part.startswith("ns") or wanted.search(noun):
                firsts = [one for one in range(at + 1) if one in (0, at) or run[one][3] == "ns"]
                for first in firsts:
                    if end - run[first][0] > 1:
                        yield run[first][0], end
        run = []


def _lists(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Enumerations: spans that nothing but a comma or an "and" parts, as one."""
    longest: dict[int, int] = {}
    for low, high in spans:
        longest[low] = max(high, longest.get(low, 0))
    chain: list[Span] = []
    for low, high in sorted(longest.items()):
        if chain and low < chain[-1][1]:
            continue
        if chain and not _ITEM_BREAK.match(text[chain[-1][1] : low]):
            chain = []
        chain.append((low, high))
        if len(chain) > 1 and high - chain[0][0] <= _LONGEST_LIST:
            yield chain[0][0], high


_FINDERS: dict[str, Callable[[Expectation, str], Iterator[Span]]] = {
    "count": _counts,
    "date": _dates,
    "person": _persons,
    "place": _places,
    "thing": _things,
}
