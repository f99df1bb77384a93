"""The people a byline names: who reported, who helped, and names a line wrap cut in two."""

from __future__ import annotations

import re

from index.surnames import is_name
from index.tokens import cutter

_PAPER_ENDING = (
    "日报|晚报|早报|时报|商报|周报|都市报|青年报|晨报|快报|导报|新报|新闻网|"
    "日報|晚報|時報|早報|商報|週報|報"
)
PAPER = rf"[\u4e00-\u9fff]{{2,8}}?(?:{_PAPER_ENDING})(?:社)?"
AGENCY = (
    "新华社|新華社|中新社|中新网|中央社|人民网|新华网|央视网|央视新闻|法新社|路透社|美联社|共同社"
)
HOUSE = rf"(?:本报|本刊|本網|本网|本報|本台|{AGENCY}|{PAPER})(?:·[\u4e00-\u9fff]{{2,6}}?)?"
_KIND = (
    r"(?:(?:首席|特约|特約|特派|实习|實習|见习|全媒体|融媒体|全媒|融媒|文字|摄影|視頻|视频|图片|"
    r"驻[\u4e00-\u9fff]{2,6}?))*"
)
REPORTER = rf"(?:{HOUSE})?{_KIND}(?:记者|記者)"
HELPER = rf"(?:{HOUSE})?(?:特约|特約|实习|本报)?(?:通讯员|通訊員|实习生|實習生|特约摄影师?)"
WRITER = (
    rf"(?:特约|{HOUSE})?(?:评论员|評論員|撰稿人|撰稿|作者|文字|编辑|编译|整理|执笔|采写|撰文|"
    r"(?<![\u3400-\u9fff])(?:图文|文图|文))"  # 姜文 is a name
)
# They took part and are no authors: they planned it, drew it, photographed it.
_OTHER = r"(?:口述|策划|统筹|执行|监制|制图|制表|图表|漫画|剪辑|摄影|图片|视频|图)"
ROLE = re.compile(
    rf"(?P<reporter>{REPORTER})|(?P<helper>{HELPER})|(?P<writer>{WRITER})(?=[/／:：\s])"
    rf"|(?<![/／])(?P<other>{_OTHER})(?=[/／:：])"
)
_NAME = r"[\u3400-\u9fff·]{1,6}"
NAMES = rf"{_NAME}(?:[ \u3000、,，/／]+{_NAME}){{0,11}}"
# 文/株洲日报全媒体记者 杨如: what was done, and then by whom.
_DONE = rf"(?:(?:{WRITER}|{_OTHER})[/／:：]\s*)?"
_NAMED = rf"(?:{REPORTER}|{HELPER}|{_OTHER}(?=[/／:：]))[/／:：|丨∕\s]*"
CREDITED = rf"{_DONE}(?:{_NAMED}|{WRITER}[/／:：\s]+){NAMES}"

SEPARATORS = re.compile(r"[ \u3000、,，/／:：.;；|丨∕]+")
_LISTED = re.compile(r"[、,，/／:：.;；|丨∕]+")  # a space may also be a line wrap
_NAME_WORD = re.compile(r"[\u3400-\u9fff·]{1,12}")
_WORK = re.compile(
    r"(?:摄影报道|文[/／、]?图|图[/／、]?文|摄影|供图|提供|整理|报道|報導|报导|综合|采写|受访者)"
)
_WORK_LETTER = re.compile(
    r"(?:(?<=[\u3400-\u9fff]{2}\s)|(?<=[/／]))(?:摄|攝|文|图)(?=[\s)）/／]|$)"
)
# ／台北報導, 长沙报道, 发自长沙: a place
_FILED = re.compile(
    r"[/／][\u3400-\u9fff]{2,6}(?:報導|報道|报道|電|电)"
    r"|\s(?:发自[\u3400-\u9fff]{2,8}|[\u3400-\u9fff]{2,4}(?:报道|報道|報導))(?=\s|$)"
)
_WROTE = re.compile(r"(?:^|\s)文[ :：/／]|[/／]文(?=\s|$)")
_PICTURED = re.compile(
    r"[\u3400-\u9fff]{2,4}[/／](?:图|摄影|摄)(?=[\s)）]|$)"
    r"|(?:^|(?<=\s))(?:图|摄影|摄)[ :：/／][\u3400-\u9fff]{2,4}(?=[\s)）]|$)"
)
_PLACE = re.compile(r"[\u3400-\u9fff]{1,6}[镇乡区县市省村州]")
_SPACE = re.compile(r"\s+")
_ROLES = (
    "全媒体见习记者|全媒体记者|融媒体记者|见习记者|首席记者|特约记者|实习记者|记者|記者|"
    "特约通讯员|通讯员|通訊員|实习生|评论员"
)
_CUT_ROLE = re.compile("|".join(" ?".join(role) for role in _ROLES.split("|")))


def people(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The authors and the correspondents a byline names, names cut by a line wrap mended."""
    text = _roles_closed(text)
    if _WROTE.search(text):  # 周望/文 何苗/图: who took the pictures is no author
        text = _PICTURED.sub(" ", text)
    authors: list[str] = []
    helpers: list[str] = []
    roles = list(ROLE.finditer(text))
    if not roles:
        return tuple(_names_in(text)), ()
    for role, following in zip(roles, [*roles[1:], None], strict=True):
        if role["other"]:
            continue
        names = _names_in(text[role.end() : following.start() if following else len(text)])
        if role["writer"] and len(names) > 1 and _PLACE.fullmatch(names[0]):
            names = names[1:]  # 作者:湖滨区 周望
        (helpers if role["helper"] else authors).extend(names)
    return tuple(authors), tuple(helpers)


def has_role(text: str) -> bool:
    """True when a text says what somebody did, even where a line end cuts the word: 记 者."""
    return ROLE.search(_roles_closed(text)) is not None


def joined_names(names: list[str]) -> list[str]:
    """Names with a character lost to a line wrap put together: 杨凌 + 凌, 李 + 军."""
    mended: list[str] = []
    for at, name in enumerate(names):
        last = mended[-1] if mended else ""
        following = names[at + 1] if at + 1 < len(names) else ""
        # 谢 雨 is a name spaced out to the width of three, not the end of the name before.
        spaced = len(name) == len(following) == 1 and is_name(name + following)
        split = len(name) == 1 and is_name(name + following) and not is_name(following)
        tail = len(name) == 1 and len(last) <= 2 and not spaced and not (split and is_name(last))
        if last and (tail or (len(last) == 1 and len(name) <= 2)):
            mended[-1] = last + name
        else:
            mended.append(name)
    return mended


def all_names(text: str) -> bool:
    """True when a text is nothing but names."""
    names = joined_names([word for word in SEPARATORS.split(text.strip()) if word])
    return bool(names) and all(is_name(name) for name in names)


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
    text = _WORK_LETTER.sub(" ", _WORK.sub(" ", _FILED.sub(" ", text)))
    names: list[str] = []
    for listed in _LISTED.split(text.strip("()（）【】[]□■◎●▲ \u3000")):
        words = [word for word in listed.split() if _NAME_WORD.fullmatch(word)]
        names.extend(one for name in joined_names(words) for one in _apart(_without_place(name)))
    return names


def _apart(name: str) -> tuple[str, ...]:
    """Two names with the space between them lost at a line end: 谢平孙晨."""
    if is_name(name) or not 4 <= len(name) <= 6 or "·" in name:
        return (name,)
    cuts = [at for at in (3, 2) if len(name) - at in (2, 3)]
    halves = ((name[:at], name[at:]) for at in cuts)
    return next((pair for pair in halves if is_name(pair[0]) and is_name(pair[1])), (name,))


def _without_place(name: str) -> str:
    """記者王小明台北報導: what follows a name of three characters is the place; 记者王明摄."""
    if name[-1] in "摄攝" and is_name(name[:-1]):
        return name[:-1]
    place = len(name) > 4 and is_name(name[:3]) and name[3:] in cutter()(name[3:])
    return name[:3] if place and not is_name(name[3:]) else name
