"""Bylines: who wrote, who helped, what was printed, and where the body starts after it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index import korean_byline, latin_byline
from index.persons import (
    CREDITED,
    HELPER,
    HOUSE,
    NAMES,
    REPORTER,
    ROLE,
    SEPARATORS,
    all_names,
    has_role,
    joined_names,
    people,
    tidy,
)
from index.surnames import is_name, is_pen_name
from index.units import ends_in_unit, names_at_end

_DAY = r"(?:\d{1,4}年)?(?:\d{1,2}月)?\d{1,2}日"
# 本报讯, 株洲日报·掌上株洲讯, 新华社北京6月9日电, 本报岚溪1月16日讯, 据新华社消息
_WIRE = rf"(?:据)?{HOUSE}(?:[\u4e00-\u9fff、]{{2,12}}?)??(?:{_DAY})?\s?(?:讯|訊|电|電|消息)"
_ALWAYS_LEAD = re.compile(
    rf"\s*(?:本[报報刊][讯訊]|(?:据)?{HOUSE}[\u4e00-\u9fff、]{{0,12}}{_DAY}\s?[讯訊电電])"
)
# 株洲日报讯(全媒体记者/杨如 通讯员/苏艺); the bracket must name a role or only names.
_LEAD = re.compile(
    rf"\s*(?:[【〔\[（(](?P<boxed>{_WIRE}|(?:{REPORTER})[^】〕\])）]{{2,24}})[】〕\])）]"
    rf"|【(?P<square>[^】]{{0,16}}(?:记者|記者)[^】]{{2,24}}|[^】=＝]{{1,12}}[=＝][^】]{{2,12}})】|(?P<wire>{_WIRE})[:：]?)"
    rf"\s*(?:[（(](?P<inside>[^()（）]{{2,160}})[）)]|[【〔\[](?P<squared>[^【】〔〕\[\]。]{{2,80}})[】〕\]])?\s*"
)
_OPEN_LEAD = re.compile(
    rf"\s*{_WIRE}\s*[（(](?=[^()（）]*(?:记者|記者|通讯员|通訊員))[^()（）]{{2,60}}$"
)
_SIGN = re.compile(r"[□■◎○●▲△◆◇☐\s]+")
_SIGNED = r"[□■◎○●▲△◆◇☐\-—\s]*"
_WORK = (
    r"(?:\s*(?:发自[\u4e00-\u9fff]{2,8}|(?<=\s)[\u4e00-\u9fff]{2,4}报道|文[/／、]?图|图[/／、]?文|文字|摄影报道|报道|報導|報道|摄影|文/摄|/文|/图|综合|"
    r"受访者供图|受访者提供))?"
)
_STANDALONE = re.compile(
    rf"{_SIGNED}{CREDITED}{_WORK}(?:\s+{CREDITED}{_WORK}){{0,7}}\s*[/／]?\s*(?:文|图|摄)?\s*"
)
_COMMENTATOR = re.compile(rf"{_SIGNED}(?:{HOUSE}|特约)(?:特约)?(?:评论员|評論員|编辑部|社论)\s*")
_OPENING = re.compile(
    rf"\s*(?:{REPORTER}|{HELPER})[/／:：\s]+(?P<name>[\u4e00-\u9fff]{{2,4}})[ \u3000]+(?=\S)"
)
_OPENING_NAME = re.compile(r"\s*(?P<name>[\u3400-\u9fff]{2,3})[ \u3000]+(?=\S{4})")
_CREDIT = re.compile(
    rf"[（(]?(?:图/|摄影[:：/]?)?\s*{CREDITED}(?:\s+{CREDITED}){{0,5}}\s*[/／]?\s*"
    r"(?:摄影报道|摄影|摄|攝|供图|提供|图|图片)[）)]?"
)
_NAMED_CREDIT = re.compile(
    rf"[（(]?\s*(?:(?P<names>{NAMES}?)\s*[/／]?\s*(?:摄影报道|摄影|摄|攝)|(?:摄影|摄|图)[/／:：\s]\s*(?P<named>{NAMES}))\s*[)）]?"
)
_REPORTED = re.compile("摄影报道[）)]?$")  # who reported it too signs the article
_LONGEST_CREDIT = 80  # characters
_WROTE_TOO = re.compile(r"文[/／、和 ]?图|图[/／、]?文")
_ENDED = r"(?<=[。!！?？…”\"」)）])"
_CREDIT_END = re.compile(rf"(?:{_ENDED}|\s)\s*(?P<credit>{_CREDIT.pattern})\s*$")
_NAMED_END = re.compile(
    rf"(?:{_ENDED}|(?<=》))\s*(?P<credit>[（(]?(?:{NAMES}\s*(?:/\s*)?(?:摄影报道|摄影|摄|攝)|(?:摄影|摄|图)[/／:：\s]\s*{NAMES})[）)]?)\s*$"
)
# A caption may have no full stop; then a name must look like one: 游客在湖边散步 周望 摄.
_SPACED_END = re.compile(
    r"\s(?P<credit>[（(]?(?P<name>[\u3400-\u9fff]{2,4}(?:[ 、][\u3400-\u9fff]{2,4})?)"
    r"\s*[/／]?\s*(?:摄影|摄|攝)[）)]?)\s*$"
)
# Pictures of agencies: 新华社/法新, 新华社发, 视觉中国供图.
_AGENCY_END = re.compile(
    rf"{_ENDED}\s*(?P<credit>[（(]?(?:新华社|中新社|人民视觉|视觉中国|CFP|IC\s?photo)(?:[/／][\u4e00-\u9fff]{{2,4}}|发|供图|图片)?[)）]?)\s*$"
)
_TRAILER = re.compile(
    rf"\s*[（(](?P<inside>[^()（）]{{0,24}}{CREDITED}(?:\s+{CREDITED}){{0,5}}[^()（）]{{0,10}}|{NAMES}"
    rf"|{HOUSE}[\u4e00-\u9fff]{{0,8}}{_DAY}\s?专?[讯訊电電]"
    r"|(?:综合|据|摘自|来源)?\s?[^()（）]{0,12}(?:新华社|人民日报|央视新闻)[^()（）]{0,12})[）)]\s*$"
)
_AUTHOR_NOTE = re.compile(r"\s*[（(]\s*(?:本文)?作者(?:系|单位|为|是|:|：)[^()（）]{2,60}[)）]\s*")
_SOURCE = re.compile(rf"新华社|人民日报|央视|^{HOUSE}.*[讯訊电電]$")
# 口述:周望(67岁,原东江造船厂工人): who told the story wrote nothing.
_TOLD_BY = re.compile(
    rf"{_SIGNED}口述(?:者|人)?\s*[:：/／]\s*[\u3400-\u9fff·]{{2,6}}\s*(?:[（(][^()（）]{{2,40}}[)）])?\s*"
)
# 何小满(东江二中高二学生)
_PLACED = re.compile(
    rf"{_SIGNED}(?P<name>[\u3400-\u9fff·]{{2,6}})\s*[（(](?P<place>[^()（）]{{2,24}})[)）]\s*"
)
_NO_PEN_NAME = re.compile(
    r"完|略|续|图|载|选|删|编|上|下|注|摘|源|供|全文|资料|本报|综合|化名|.*版"
)
_PEN_TRAILER = re.compile(
    rf"(?:^|{_ENDED})\s*(?P<all>[（(](?P<name>(?:[\u3400-\u9fff] ?){{2,3}})"
    r"(?P<did>\s整理|\s编译|\s辑)?[）)])\s*$"
)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Byline:
    """A byline as printed, wraps closed, the people in it, and where in the text it stands."""

    printed: str
    authors: tuple[str, ...] = ()
    correspondents: tuple[str, ...] = ()
    end: int = 0
    start: int = 0

    @property
    def signed(self) -> bool:
        """Whether it names anybody: 本报讯 alone does not."""
        return bool(self.authors or self.correspondents)


def read_lead(text: str) -> Byline | None:
    """The byline a body paragraph opens with: 本报讯(记者 张三), 新华社西宁6月9日电."""
    match = _LEAD.match(text)
    if match is None:
        korean = korean_byline.read_lead(text)
        return Byline(korean.printed, korean.names, (), korean.end) if korean else None
    group = "inside" if match["squared"] is None else "squared"
    end, inside = match.end(), match[group]
    if inside is not None and not (has_role(inside) or all_names(inside)):
        end, inside = match.start(group) - 1, None
    if inside is None and not _is_set_off(text, end):
        return None
    boxed = match["boxed"] or match["square"]
    authors, helpers = people(inside) if inside else ((), ())
    if boxed and has_role(boxed):
        authors, helpers = people(boxed)
    elif boxed and re.search("[=＝]", boxed):  # 【青葉市=山田太郎】
        authors = (re.split("[=＝]", boxed)[1],)
    told = _OPENING.match(text[end:]) if inside is None and not authors else None
    if told and is_name(told["name"]):  # 本报讯 记者/周望 昨日…
        return Byline(tidy(text[: end + told.end()]), (told["name"],), (), end + told.end())
    return Byline(tidy(text[:end]), authors, helpers, end)


def open_lead(text: str) -> bool:
    """True when a lead's bracket is opened on this line and closed on another one."""
    return _OPEN_LEAD.match(text) is not None


def read_standalone(text: str) -> Byline | None:
    """A line that is nothing but a byline: 株洲日报全媒体记者/旷昆红, 本报记者 张三 文/图."""
    if len(text) > 160:
        return None
    if _COMMENTATOR.fullmatch(text) or _TOLD_BY.fullmatch(text):
        return Byline(tidy(text), (), (), len(text))
    if _STANDALONE.fullmatch(text):
        return _standalone(text)
    signed = latin_byline.read_byline(text) or korean_byline.read_standalone(text)
    return Byline(signed.printed, signed.names, (), len(text)) if signed else None


def _standalone(text: str) -> Byline | None:
    authors, helpers = people(text)
    everyone = authors + helpers
    if any(len(name) > 3 and not is_name(name) for name in everyone):
        return None  # the body runs on after the name
    if not re.search(r"[/／:：\s]", text.strip()) and not all(map(is_name, everyone)):
        return None  # 记者站在路边 names nobody
    return Byline(tidy(text), authors, helpers, len(text))


def read_opening(text: str) -> Byline | None:
    """A reporter's byline that runs into the first sentence: 本报记者 罗雁回 灯草巷在…"""
    match = _OPENING.match(text)
    if match is None or not is_name(match["name"]):
        return None
    return Byline(tidy(match[0]), (match["name"],), (), match.end())


def read_opening_name(text: str) -> Byline | None:
    """A writer's name that runs into the first sentence: 卜周 拔节生长的…"""
    match = _OPENING_NAME.match(text)
    if match is None or not is_pen_name(match["name"]):
        return None
    return Byline(match["name"], (match["name"],), (), match.end())


def read_credit(text: str) -> Byline | None:
    """A photo credit at the start of a line: 株洲日报全媒体记者/旷昆红 摄 …"""
    named = _NAMED_CREDIT.fullmatch(text.strip()) if len(text) <= _LONGEST_CREDIT else None
    names = (named["names"] or named["named"]) if named else None
    if names and not ROLE.search(names) and all_names(names):
        everyone = [name for name in SEPARATORS.split(names.strip()) if name]
        return Byline(tidy(text), tuple(joined_names(everyone)), (), len(text))
    match = _CREDIT.match(text[:_LONGEST_CREDIT])
    if match is None or _REPORTED.search(match[0]):
        signed = latin_byline.read_photo_credit(text)
        return Byline(signed.printed, signed.names, (), len(text)) if signed else None
    following = text[match.end() : match.end() + 1]
    if _WROTE_TOO.search(match[0]) or (following and not following.isspace()):
        return None  # who wrote it too is its author, and the rest of a sentence is no credit
    authors, helpers = people(match[0])
    return Byline(tidy(match[0]), authors, helpers, match.end())


def read_caption_credit(text: str) -> Byline | None:
    """The photo credit a caption ends with; `start` is where it begins."""
    tail = text[-80:]
    agency = _AGENCY_END.search(tail)
    match = _CREDIT_END.search(tail) or _NAMED_END.search(tail) or _spaced_end(tail) or agency
    if match is None:
        latin = latin_byline.read_caption_credit(text)
        return Byline(latin.printed, latin.names, (), len(text), latin.start) if latin else None
    start = len(text) - len(tail) + match.start("credit")
    authors, helpers = ((), ()) if match is agency else people(match["credit"])
    if not authors and not helpers and match is not agency:
        alone = read_credit(match["credit"])
        authors = alone.authors if alone else ()
    return Byline(tidy(match["credit"]), authors, helpers, len(text), start)


def _spaced_end(tail: str) -> re.Match[str] | None:
    match = _SPACED_END.search(tail)
    return match if match and all_names(match["name"]) else None


def read_trailer(text: str) -> Byline | None:
    """The names in brackets an article ends with: (张三), (株洲日报全媒体记者/李四 整理)."""
    tail = text[-90:]
    if _AUTHOR_NOTE.fullmatch(text):
        return Byline(tidy(text), (), (), len(text))
    match = _TRAILER.search(tail)
    if match is None:
        return _pen_trailer(text)
    inside = match["inside"]
    sourced = _SOURCE.search(inside) is not None and not has_role(inside)
    if not sourced and not has_role(inside) and not all_names(inside):
        return _pen_trailer(text)
    authors, helpers = ((), ()) if sourced else people(inside)
    start = len(text) - len(tail) + match.start()
    return Byline(tidy(text[start:]), authors, helpers, len(text), start)


def _pen_trailer(text: str) -> Byline | None:
    """A pen name in brackets after the last sentence: (晓帆)."""
    tail = text[-30:]
    match = _PEN_TRAILER.search(tail)
    if match is None or _NO_PEN_NAME.search(match["name"]):
        return None
    name = match["name"].replace(" ", "")
    start = len(text) - len(tail) + match.start("all")
    if not (match["did"] or (start and is_pen_name(name))):
        return None
    return Byline(tidy(match["all"]), (name,), (), len(text), start)


def read_names(text: str) -> Byline | None:
    """Names alone, or after a place of work: 王建设, 退休教师 王金根, Priya Montague."""
    placed = _PLACED.fullmatch(text)
    if placed and is_name(placed["name"]) and ends_in_unit(placed["place"]):
        return Byline(_SPACE.sub(" ", text).strip(), (placed["name"],), (), len(text))
    bare = _SIGN.sub("", text, count=1) if _SIGN.match(text) else text
    words = bare.replace("\u3000", " ").split()
    if not words or len(text) > 60:
        return None
    printed = _SPACE.sub(" ", text).strip()
    names = words[-1:] if len(words) == 1 else names_at_end(words)
    unit = words[: len(words) - len(names)]
    names = joined_names(names)
    if names and all(is_name(name) for name in names):
        fits = not unit or ends_in_unit(unit[-1])
        return Byline(printed, tuple(names), (), len(text)) if fits else None
    signed = latin_byline.read_name(text)
    return Byline(signed.printed, signed.names, (), len(text)) if signed else None


def dateline(text: str) -> Byline | None:
    """The dateline of a wire story in English and the like, as its byline."""
    end = latin_byline.dateline_end(text)
    return Byline(_SPACE.sub(" ", text[:end]).strip(" —–-"), (), (), end) if end else None


def _is_set_off(text: str, end: int) -> bool:
    """A bare 本报讯 or 新华社北京电 is a byline when something sets it off from the sentence."""
    if text[:end].rstrip()[-1:] in "】〕]）)":
        return True
    if text[end : end + 1] in ("(", "（") and not re.search("[)）]", text[end : end + 160]):
        return False  # the bracket is closed on a later line
    if end >= len(text.rstrip()) or text[end - 1].isspace() or text[end - 1] in ":：":
        return True
    # No sentence begins so, unless it speaks of the words themselves.
    return _ALWAYS_LEAD.fullmatch(text[:end]) is not None and text[end] not in "是的、和与等"
