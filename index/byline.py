"""Bylines: who wrote, who helped, what was printed, and where the body starts after it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.surnames import is_name

_PAPER = r"[\u4e00-\u9fff]{2,8}?(?:日报|晚报|早报|时报|商报|周报|都市报|青年报|晨报|快报|导报|新报|新闻网|日報|晚報|時報|早報|報)(?:社)?"
_AGENCY = (
    r"新华社|新華社|中新社|中新网|中央社|人民网|新华网|央视网|央视新闻|法新社|路透社|美联社|共同社"
)
_HOUSE = rf"(?:本报|本刊|本網|本网|本報|本台|{_AGENCY}|{_PAPER})(?:·[\u4e00-\u9fff]{{2,6}}?)?"
_DAY = r"(?:\d{1,4}年)?(?:\d{1,2}月)?\d{1,2}日"
_PLACE = r"[\u4e00-\u9fff、]{2,12}?"
# 本报讯, 株洲日报·掌上株洲讯, 新华社北京6月9日电, 本报岚溪1月16日讯, 据新华社消息
_WIRE = rf"(?:据)?{_HOUSE}(?:{_PLACE})?(?:{_DAY})?\s?(?:讯|訊|电|電|消息)"
_KIND = (
    r"(?:(?:首席|特约|特約|特派|实习|實習|见习|全媒体|融媒体|全媒|融媒|文字|摄影|視頻|视频|图片|"
    r"驻[\u4e00-\u9fff]{2,6}?))*"
)
_REPORTER = rf"(?:{_HOUSE})?{_KIND}(?:记者|記者)"
_HELPER = r"(?:特约|特約|实习)?(?:通讯员|通訊員|实习生|實習生)"
_WRITER = r"(?:特约|本报)?(?:评论员|評論員|撰稿人|撰稿|作者|文字|编辑|整理|执笔)"
_ROLE = re.compile(
    rf"(?P<reporter>{_REPORTER})|(?P<helper>{_HELPER})|(?P<writer>{_WRITER})(?=[/:：\s])"
)
_NAME = r"[\u3400-\u9fff·]{1,6}"
_NAMES = rf"{_NAME}(?:[ \u3000、,，/／]+{_NAME}){{0,11}}"
_TAIL = (
    r"(?:\s*(?:文[/／、]?图|图[/／、]?文|文字|摄影报道|报道|報導|報道|摄影|文/摄|/文|/图|综合))?"
)
_CREDITED = rf"(?:{_REPORTER}|{_HELPER}|{_WRITER})[/／:：\s]*{_NAMES}"

# 株洲日报讯(全媒体记者/杨如 通讯员/苏艺); the bracket must name a role or only names.
LEAD = re.compile(
    rf"\s*(?:[【\[（(](?P<boxed>{_WIRE}|(?:{_REPORTER})[^】\])）]{{2,24}})[】\])）]"
    rf"|【(?P<square>[^】]{{0,16}}(?:记者|記者)[^】]{{2,24}})】|(?P<wire>{_WIRE})[:：]?)"
    rf"\s*(?:[（(](?P<inside>[^()（）]{{2,160}})[）)])?\s*"
)
_OPEN_LEAD = re.compile(
    rf"\s*{_WIRE}\s*[（(](?P<inside>(?=[^()（）]*(?:记者|記者|通讯员))[^()（）]{{2,60}})$"
)
_STANDALONE = re.compile(
    rf"[□■◎○●▲△◆◇☐\-—\s]*{_CREDITED}(?:\s+{_CREDITED})*{_TAIL}\s*[/／]?\s*(?:文|图|摄)?\s*"
)
_SIGN = re.compile(r"[□■◎○●▲△◆◇☐\s]+")
_CREDIT_WORDS = r"(?:摄影报道|摄影|摄|攝|供图|提供|图|图片)"
_CREDIT = re.compile(
    rf"[（(]?(?:图/|摄影[:：/]?)?\s*(?:{_CREDITED})(?:\s+{_CREDITED})*\s*[/／]?\s*{_CREDIT_WORDS}[）)]?"
)
_CREDIT_END = re.compile(rf"(?:(?<=[。!！?？…”\"」)）])|\s)\s*(?P<credit>{_CREDIT.pattern})\s*$")
_NAMED_CREDIT_END = re.compile(
    rf"(?<=[。!！?？…”\"」)）])\s*(?P<credit>[（(]?{_NAMES}\s*(?:/\s*)?(?:摄影|摄|攝)[）)]?)\s*$"
)
_TRAILER = re.compile(
    rf"\s*[（(](?P<inside>[^()（）]{{0,24}}{_CREDITED}(?:\s+{_CREDITED})*[^()（）]{{0,10}}|{_NAMES}"
    r"|(?:综合|据|摘自|来源)?\s?[^()（）]{0,12}(?:新华社|人民日报|央视新闻)[^()（）]{0,12})[）)]\s*$"
)
_UNIT_END = re.compile(
    r"(?:公司|学院|學院|大学|大學|中学|小学|学校|幼儿园|集团|局|委|办|部|厅|处|科|院|所|厂|店|社|会|團|团|队|站|馆|"
    r"中心|支行|分行|银行|医院|法院|检察院|街道|社区|镇|乡|村|区|县|市|省|代表|委员|委員|教师|老师|教授|讲师|"
    r"研究员|博士|律师|医生|护士|居民|市民|村民|读者|讀者|职工|员工|工人|干部|书记|主任|主席|会长|经理|董事长|"
    r"理事长|校长|局长|处长|科长|所长|院长|馆长|学生|同学|邮递员|工程师|设计师|作家|诗人|记者|编辑|退休\S{2,6}|"
    r"志愿者|创业者|农民|农户|党员|战士|教练|演员|画家|司机|厨师|经营户)$"
)
_LATIN_NAME = r"[A-ZÀ-ÞŁŚŻŞČŠŽ][\w'’.\-]*(?:\s+(?:de|da|du|von|van|der|den|la|le|di|del|bin|al|of)?\s*[A-ZÀ-Þ][\w'’.\-]*){1,4}"
_LATIN_LEAD = re.compile(
    rf"\s*(?:[Bb]y|BY|Par|PAR|Von|VON|Por|POR|Di|DI|Door|DOOR|De notre correspondante?|Text|Texte)\s*:?\s+"
    rf"(?P<names>{_LATIN_NAME}(?:\s*(?:,|and|AND|&|et|ET|und|UND|y|Y|e|E|en|EN)\s+{_LATIN_NAME})*)"
    r"(?P<role>\s*(?:,|\||—|–|-|\(|/|\s+in\s).{0,60})?\s*"
)
_LATIN_PHOTO = re.compile(
    rf"\s*\(?(?:Photos?|Photograph(?:s|ed)?|Picture|Image|Foto|Fotos|Photographie|Crédit photo)"
    rf"(?:\s*(?:by|de|par|von|courtesy of))?\s*[:/]?\s+(?P<names>{_LATIN_NAME})(?P<rest>.{{0,40}})\s*"
)
_LATIN_BARE = re.compile(rf"\s*(?P<names>{_LATIN_NAME})\s*")
_DATELINE = re.compile(
    r"\s*[A-ZÀ-Þ][A-ZÀ-Þ'.\- ]{2,30}(?:,\s*[\w. ]{2,20})?(?:\s*\([A-Za-z. ]{2,20}\))?\s+[—–-]{1,2}\s+"
)
_OFFICE = re.compile(
    r"\b(?:Reporter|Writer|Correspondent|Editor|Staff|Press|News|Times|Reuters|Columnist|Bureau|"
    r"Contributor|Service|Special|Agency|Photographer)\b",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"[ \u3000、,，/／:：]+")
_LISTED = re.compile(r"[、,，/／:：]+")  # between two names; a space may also be a line wrap
_NAME_WORD = re.compile(r"[\u3400-\u9fff·]{1,12}")
_SPACE = re.compile(r"\s+")
_CUT_ROLE = re.compile(" ?".join("全媒体记者") + r"|记 者|記 者|通 ?讯 ?员|通 ?訊 ?員|评 ?论 ?员")
_AND = re.compile(r"\s*(?:,|&|\band\b|\bAND\b|\bet\b|\bET\b|\bund\b|\bUND\b|\by\b)\s*")


@dataclass(frozen=True, slots=True)
class Byline:
    """A byline as printed, wraps closed, the people in it, and where in the text it ends."""

    printed: str
    authors: tuple[str, ...] = ()
    correspondents: tuple[str, ...] = ()
    end: int = 0
    start: int = 0


def read_lead(text: str) -> Byline | None:
    """The byline a body paragraph opens with: 本报讯(记者 张三), 新华社西宁6月9日电."""
    match = LEAD.match(text)
    if match is None:
        return None
    end = match.end()
    inside = match["inside"]
    if inside is not None and not (_ROLE.search(inside) or _all_names(inside)):
        end, inside = match.start("inside") - 1, None
    if inside is None and not _separate(text, end):
        return None
    authors, helpers = people(inside) if inside else ((), ())
    boxed = match["boxed"] or match["square"]
    if boxed and _ROLE.search(boxed):
        authors, helpers = people(boxed)
    return Byline(tidy(text[:end]), authors, helpers, end)


def open_lead(text: str) -> bool:
    """True when a lead's bracket is opened on this line and closed on another one."""
    return _OPEN_LEAD.match(text) is not None


def read_standalone(text: str) -> Byline | None:
    """A line that is nothing but a byline: 株洲日报全媒体记者/旷昆红, 本报记者 张三 文/图, By Jane Doe."""
    if len(text) > 160:
        return None
    if _STANDALONE.fullmatch(text):
        authors, helpers = people(text)
        if any(len(name) > 3 and not is_name(name) for name in authors + helpers):
            return None  # the body runs on after the name
        if not re.search(r"[/／:：\s]", text.strip()) and not all(map(is_name, authors + helpers)):
            return None  # 记者站在路边 is no name
        return Byline(tidy(text), authors, helpers, len(text))
    match = _LATIN_LEAD.fullmatch(text)
    if match and not re.search(r"[.!?]$", match["names"]):
        return Byline(_SPACE.sub(" ", text).strip(), _bylined(match["names"]), (), len(text))
    return None


def read_opening(text: str) -> Byline | None:
    """A reporter's byline that runs into the first sentence: 本报记者 罗雁回 灯草巷在…"""
    match = re.match(
        rf"\s*(?P<role>{_REPORTER})(?P<sep>[/／:：\s]+)(?P<name>[\u4e00-\u9fff]{{2,4}})[ \u3000]+(?=\S)",
        text,
    )
    if match is None or not is_name(match["name"]):
        return None
    return Byline(tidy(match[0]), (match["name"],), (), match.end())


def read_credit(text: str) -> Byline | None:
    """A photo credit at the start of a line: 株洲日报全媒体记者/旷昆红 摄 …"""
    match = _CREDIT.match(text)
    if match and re.search("文[/／、和 ]?图|图[/／、]?文", match[0]):
        return None  # who wrote and photographed it is the byline
    if match is None or not match[0].strip():
        latin = _LATIN_PHOTO.fullmatch(text) if len(text) < 120 else None
        if latin is None:
            return None
        printed = _SPACE.sub(" ", text).strip()
        return Byline(printed, latin_names(latin["names"]), (), len(text))
    following = text[match.end() : match.end() + 1]
    if following and not following.isspace():
        return None
    authors, helpers = people(match[0])
    return Byline(tidy(match[0]), authors, helpers, match.end())


def read_caption_credit(text: str) -> Byline | None:
    """The photo credit a caption ends with; `start` is where it begins."""
    tail = text[-80:]
    match = _CREDIT_END.search(tail) or _NAMED_CREDIT_END.search(tail)
    if match is None:
        return None
    shift = len(text) - len(tail)
    authors, helpers = people(match["credit"])
    start = match.start("credit") + shift
    return Byline(tidy(match["credit"]), authors, helpers, len(text), start)


def read_trailer(text: str) -> Byline | None:
    """The names in brackets an article ends with: (张三), (株洲日报全媒体记者/李四 整理)."""
    tail = text[-90:]
    match = _TRAILER.search(tail)
    if match is None:
        return None
    inside = match["inside"]
    if not _ROLE.search(inside) and not re.search("新华社|人民日报|央视", inside):
        names = [name for name in _SEPARATORS.split(inside) if name]
        if not names or not all(is_name(name) for name in joined_names(names)):
            return None
    authors, helpers = people(inside)
    start = len(text) - len(tail) + match.start()
    return Byline(tidy(text[start:]), authors, helpers, len(text), start)


def read_names(text: str) -> Byline | None:
    """Names alone, or after a place of work: 王建设, 退休教师 王金根, Priya Montague."""
    bare = _SIGN.sub("", text, count=1) if _SIGN.match(text) else text
    words = bare.replace("\u3000", " ").split()
    if not words or len(text) > 60:
        return None
    names = words[-1:] if len(words) == 1 else _names_at_end(words)
    unit = words[: len(words) - len(names)]
    names = joined_names(names)
    if names and all(is_name(name) for name in names):
        if unit and not _UNIT_END.search(unit[-1]):
            return None
        return Byline(_SPACE.sub(" ", text).strip(), tuple(names), (), len(text))
    match = _LATIN_BARE.fullmatch(text)
    if match and len(words) <= 4 and len(text) <= 40:
        return Byline(_SPACE.sub(" ", text).strip(), (match["names"],), (), len(text))
    return None


def read_opening_name(text: str) -> Byline | None:
    """A writer's name that runs into the first sentence: 卜周 拔节生长的…"""
    match = re.match(r"\s*([\u3400-\u9fff]{2,3})[ \u3000]+(?=\S{4})", text)
    if match is None or not is_name(match[1]):
        return None
    return Byline(match[1], (match[1],), (), match.end())


def is_unit(text: str) -> bool:
    """A place of work or an office on a line of its own, above the names."""
    return len(text) <= 30 and _UNIT_END.search(text.strip()) is not None


def dateline_end(text: str) -> int:
    """Where the dateline of an English wire story ends (LONDON (Reuters) — …), 0 if none."""
    match = _DATELINE.match(text)
    return match.end() if match else 0


def people(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The authors and the correspondents a byline names, names cut by a line wrap mended."""
    text = _roles_closed(text)
    authors: list[str] = []
    helpers: list[str] = []
    roles = list(_ROLE.finditer(text))
    if not roles:
        return tuple(_names_in(text)), ()
    for role, following in zip(roles, [*roles[1:], None], strict=True):
        names = _names_in(text[role.end() : following.start() if following else len(text)])
        (helpers if role["helper"] else authors).extend(names)
    return tuple(authors), tuple(helpers)


def latin_names(text: str) -> tuple[str, ...]:
    names = [_SPACE.sub(" ", name).strip(" ,") for name in _AND.split(text)]
    return tuple(name.title() if name.isupper() else name for name in names if name)


def _bylined(text: str) -> tuple[str, ...]:
    """The names of a Latin byline without the office after them (Tobias Wren, Staff Reporter)."""
    return tuple(name for name in latin_names(text) if not _OFFICE.search(name))


def joined_names(names: list[str]) -> list[str]:
    """Names with a character lost to a line wrap put together: 杨凌 + 凌, 李 + 军."""
    mended: list[str] = []
    for name in names:
        last = mended[-1] if mended else ""
        if last and ((len(last) == 1 and len(name) <= 2) or (len(name) == 1 and len(last) <= 2)):
            mended[-1] = last + name
        else:
            mended.append(name)
    return mended


def tidy(text: str) -> str:
    """A byline on one line: spaces stay before roles and between names, wraps go."""
    text = _roles_closed(_SPACE.sub(" ", text).strip())
    for name in (name for group in people(text) for name in group):
        text = re.sub(r" ?".join(map(re.escape, name)), name, text)
    return text


def _roles_closed(text: str) -> str:
    text = re.sub(r"(?<=[/／(（]) | (?=[/／)）])", "", text)
    return _CUT_ROLE.sub(lambda match: match[0].replace(" ", ""), text)


def _names_in(text: str) -> list[str]:
    text = re.sub(
        r"(?:摄影报道|文[/／、]?图|图[/／、]?文|摄影|供图|提供|整理|报道|報導|综合|采写)", " ", text
    )
    text = re.sub(r"(?<=[\s/／])(?:摄|攝|文|图)(?=[\s)）/／]|$)", " ", text)
    names: list[str] = []
    for listed in _LISTED.split(text.strip("()（）【】[]□■◎●▲ \u3000")):
        words = [word for word in listed.split() if _NAME_WORD.fullmatch(word)]
        names.extend(_without_place(name) for name in joined_names(words))
    return names


def _without_place(name: str) -> str:
    """記者王小明台北報導: what follows a name of three characters is the place."""
    return name[:3] if len(name) > 4 and "·" not in name and is_name(name[:3]) else name


def _all_names(text: str) -> bool:
    names = joined_names([word for word in _SEPARATORS.split(text.strip()) if word])
    return bool(names) and all(is_name(name) for name in names)


def _names_at_end(words: list[str]) -> list[str]:
    """The longest run of names at the end of a line of words."""
    count = 0
    while count < len(words) and (is_name(words[-1 - count]) or len(words[-1 - count]) == 1):
        count += 1
    return words[len(words) - count :]


def _separate(text: str, end: int) -> bool:
    """A bare 本报讯 or 新华社北京电 is a byline when something sets it off from the sentence."""
    if text[:end].rstrip()[-1:] in "】]）)":
        return True
    if text[end : end + 1] in "(（" and not re.search("[)）]", text[end : end + 160]):
        return False  # the bracket is closed on a later line
    return end >= len(text.rstrip()) or text[end - 1].isspace() or text[end - 1] in ":："
