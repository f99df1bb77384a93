"""What a page says about itself: newspaper, date, issue number, CN, page; and what its lines tell.

A fact printed in the masthead is exact. A date worked out from datelines, or a page from a jump
mark, is named in `inferred`; what cannot be told stays None. Facts given by the user win.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from index import datelines
from index.calendar_dates import gregorian_date, western_day_agrees
from index.lunar import LUNAR_DATE, WEEKDAY, agrees, lunar_date, lunar_days, number
from index.records import IssueFacts, Line

_NOTHING = IssueFacts()
_SPACE = re.compile(r"\s+")

_NUMBER = re.compile(
    r"(?:总第|總第|第|제)\s*(\d{1,3}(?:[,.]\d{3})+|\d{1,7}|[〇零○一二三四五六七八九十百千]{1,8})\s*(?:期|号|號|호)(?!\S{0,4}(?:工程|公告))"
    r"|(?<!\w)(?:No|NO|Nr|NR|N°|Nº|№|Issue|Number|Numéro|Número|Numero|n\.)\.?\s*(\d{1,3}(?:[,.]\d{3})+|\d{1,7})",
)
_CN = re.compile(
    r"(?:CN|ＣＮ|刊号|刊號|连续出版物号)\s*[:：]?\s*(?:CN|ＣＮ)?\s*(\d{2}\s*[-—–－]\s*\d{4})"
)
_PAGE = re.compile(
    r"^\s*(?:第\s*)?(?P<cn>[A-ZＡ-Ｚ]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*版(?![权本面图块主])"
    r"|^\s*(?P<code>[A-Z]\d{1,2}|\d{2})(?=\s*(?:$|[|｜丨]|\s+[\u4e00-\u9fff·、]{2,12}$))"
    r"|(?<![\u4e00-\u9fff转上接])第\s*(?P<late>[A-Z]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*版"
    r"|\b(?i:page|seite|página)\s+(?P<western>[A-Z]?\d{1,3})\b"
)
_NAME = (
    r"[\u4e00-\u9fff]{2,8}(?:日报|晚报|早报|时报|商报|周报|都市报|青年报|晨报|快报|导报|新报|"
    r"日報|晚報|時報|早報|商報|週報|新聞|報)"
)
_TITLE_LINE = re.compile(r"\s*[A-ZÀ-ÞА-ЯЁ][A-Za-zÀ-ɏА-яЁё'’ -]{3,40}")
_SET_APART = re.compile(r"\s{3,}|\s*[|·•—–]\s*|,\s+")
_SMALL = frozenset(
    # Words that stay small in a name set in capitals.
    (
        "of",
        "the",
        "and",
        "de",
        "la",
        "le",
        "les",
        "du",
        "del",
        "della",
        "van",
        "des",
        "et",
        "der",
        "die",
        "das",
        "für",
        "und",
        "y",
        "el",
        "los",
        "di",
    )
)
_NAME_LINE = re.compile(
    rf"^\s*({_NAME}|[\u3041-\u30ff\u4e00-\u9fff]{{1,8}}(?:新聞|タイムス)"
    r"|[\u4e00-\u9fff]{1,3}(?<![快簡海情電警捷公預回喜])報|[가-힣]{1,8}(?:일보|신문|매일|타임스))\s*$"
)
_NAME_IN_BYLINE = re.compile(
    rf"(?:^|[\s(（])({_NAME})(?:社)?(?:·[\u4e00-\u9fff]{{2,6}})?(?:讯|訊|(?:全媒体|融媒体|首席)*(?:记者|記者))"
)
_NAME_AT_HEAD = re.compile(rf"(?:^|\s)({_NAME})(?=\s|社|$)")
_LATIN_NAME = re.compile(
    r"^\s*((?:The|THE|Le|LE|La|LA|Die|DIE|Der|DER|El|EL)\s+[A-ZÀ-Þ][\w'’À-ÿ-]*(?:\s+[A-ZÀ-Þa-z&][\w'’À-ÿ-]*){0,4}|"
    r"[A-ZÀ-Þ][\w'’À-ÿ-]*(?:\s+[A-ZÀ-Þ&][\w'’À-ÿ-]*){0,3}\s+(?:Times|TIMES|News|NEWS|Herald|HERALD|Post|POST|Daily|DAILY|Weekly|WEEKLY|"
    r"Gazette|GAZETTE|Tribune|TRIBUNE|Journal|JOURNAL|Chronicle|CHRONICLE|Courier|COURIER|Zeitung|ZEITUNG))\s*$"
)


def facts_of(
    furniture: Sequence[Line], bylines: Iterable[str], leads: Sequence[str], text: str,
    jumps: Sequence[str], given: IssueFacts,
) -> IssueFacts:  # fmt: skip
    """The facts of a page from its masthead lines, else from what bylines, leads and jumps tell.

    `leads` are the first sentences of the articles, `text` the whole page, `jumps` the pages
    that its articles go on to.
    """
    facts = printed_facts(furniture)
    if facts.newspaper is None:
        facts = _with_byline_name(facts, furniture, bylines)
    if facts.page is None:
        facts = _with_front_page(facts, furniture, jumps)
    if facts.issue_date is None and given.issue_date is None:
        facts = _with_dateline(facts, leads, text)
    return prefer(given, facts)


def prefer(given: IssueFacts, read: IssueFacts) -> IssueFacts:
    """The facts given, and for the rest those read; what is given is not inferred."""
    if given == _NOTHING:  # so it is for most of the articles of a large file
        return read
    names = ("newspaper", "issue_date", "issue_number", "cn", "page")
    kept = {name: getattr(given, name) for name in names if getattr(given, name) is not None}
    inferred = tuple(name for name in (*given.inferred, *read.inferred) if name not in kept)
    return replace(read, **kept, inferred=inferred)


def printed_facts(lines: Sequence[Line]) -> IssueFacts:
    """What the masthead and folio lines of a page print."""
    whole = "\n".join(line.text for line in lines)
    issue_date, evidence = _printed_date(whole)
    inferred = _told_by_age(whole) if issue_date else False
    found = [evidence] if evidence else []
    cn = _CN.search(whole)
    page = next((name for line in lines if (name := page_name(line.text))), None)
    return IssueFacts(
        newspaper=_printed_name(lines),
        issue_date=issue_date,
        issue_number=_issue_number(whole),
        cn=re.sub(r"\s*[—–－-]\s*", "-", cn[1]) if cn else None,
        page=page,
        inferred=("issue_date",) if inferred else (),
        evidence=tuple(found),
    )


def page_name(text: str) -> str | None:
    """The page a folio line names, as printed: A1, 01, 3, or 3 for 第三版."""
    match = _PAGE.search(text)
    if match is None:
        return None
    name = next(group for group in match.groups() if group)
    worth = number(name) if not name.isascii() else None
    return str(worth) if worth else name


def _printed_date(text: str) -> tuple[date | None, str]:
    """The printed date, unless calendars or weekday contradict one another."""
    day = gregorian_date(text)
    lunar = LUNAR_DATE.search(text)
    if day:
        near = range(day.year - 1, day.year + 1)
        other = lunar_date(lunar[0], near) if lunar else None
        fits = agrees(day, text) and western_day_agrees(day, text)
        # One of the calendars was misread: the weekday says which is right.
        if other and other != day and WEEKDAY.search(text) and not fits and agrees(other, text):
            return other, _quoted(text)
        return (day, _quoted(text)) if fits else (None, "")
    if lunar is None:
        return None, ""
    days = _lunar_days(lunar[0], text)
    return (days[0], _quoted(text)) if len(days) == 1 else (None, "")


def _lunar_days(lunar: str, text: str) -> list[date]:
    """The days a lunar date can be, by weekday and by age: PRC mastheads are younger than 1949."""
    days = lunar_days(lunar, text)
    if len(days) > 1 and (_CN.search(text) or re.search("主管|扫一扫|客户端", text)):
        days = [day for day in days if day.year > 1986]  # CN numbers were first given in 1987
    recent = [day for day in days if day.year > 1983]
    return recent if len(days) > 1 and re.search(r"第\s*\d", text) else days


def _told_by_age(text: str) -> bool:
    """True when nothing but the age of newspapers says which of two lunar years is meant."""
    lunar = LUNAR_DATE.search(text)
    if lunar is None or gregorian_date(text) or _CN.search(text):
        return False
    return len(lunar_days(lunar[0], text)) > 1


def _issue_number(text: str) -> str | None:
    for match in _NUMBER.finditer(text):
        printed = (match[1] or match[2]).replace(",", "").replace(".", "")
        if printed.isdigit():
            return printed
        digits = number(printed)
        if digits:
            return str(digits)
    return None


def _printed_name(lines: Sequence[Line]) -> str | None:
    for pattern in (_NAME_LINE, _LATIN_NAME):
        for line in lines:
            match = pattern.match(line.text)
            if match is None:  # the name with the day beside it, as in a running head
                parts = _SET_APART.split(line.text.strip())
                match = next((found for one in parts if (found := pattern.match(one))), None)
            if match:
                name = _SPACE.sub(" ", match[1])
                return _titled(name) if name.isupper() else name
    head = _SET_APART.split(lines[0].text.strip())[0] if lines else ""
    if len(lines) > 1 and _TITLE_LINE.fullmatch(head) and lines[1].number < 6:
        below = "\n".join(line.text for line in lines[1:3])
        if gregorian_date(below):  # the name stands above the date
            name = _SPACE.sub(" ", head)
            return _titled(name) if name.isupper() else name
    for line in lines:
        match = _NAME_AT_HEAD.search(line.text)
        if match and re.search(r"编辑|編輯|版式|校对|第.{1,6}版|星期", line.text):
            return match[1]
    return None


def _titled(name: str) -> str:
    """A name in capitals as it is written in running text."""
    words = [word.lower() if word.lower() in _SMALL else word.capitalize() for word in name.split()]
    return " ".join([words[0].capitalize(), *words[1:]])


def _with_byline_name(
    facts: IssueFacts, furniture: Sequence[Line], bylines: Iterable[str]
) -> IssueFacts:
    """The paper that signs its own reports (株洲日报讯) is the newspaper: that is printed."""
    names = Counter(name for byline in bylines for name in _NAME_IN_BYLINE.findall(byline))
    if not names:
        return facts
    name, times = names.most_common(1)[0]
    return replace(facts, newspaper=name, evidence=(*facts.evidence, f"{name}讯 ×{times}"))


def _with_front_page(
    facts: IssueFacts, furniture: Sequence[Line], jumps: Sequence[str]
) -> IssueFacts:
    """A masthead stands on the front page; jumps say how this paper writes its page numbers."""
    whole = "\n".join(line.text for line in furniture)
    if not jumps or not (facts.cn or facts.issue_number or re.search("主管|主办|主辦", whole)):
        return facts
    first = jumps[0]
    page = f"{first[0]}1" if first[0].isalpha() else "01" if first.startswith("0") else "1"
    if first[0].isalpha() and first[1:].startswith("0"):
        page = f"{first[0]}01"
    return replace(
        facts, page=page, inferred=(*facts.inferred, "page"),
        evidence=(*facts.evidence, f"masthead, and a jump to page {first}"),
    )  # fmt: skip


def _with_dateline(facts: IssueFacts, leads: Sequence[str], text: str) -> IssueFacts:
    told = datelines.issue_date(leads, text)
    if told is None:
        return facts
    return replace(
        facts, issue_date=told.day, inferred=(*facts.inferred, "issue_date"),
        evidence=(*facts.evidence, *told.evidence),
    )  # fmt: skip


def _quoted(text: str) -> str:
    lines = [line.strip() for line in text.splitlines()]
    dated = [
        line for line in lines
        if LUNAR_DATE.search(line) or WEEKDAY.search(line) or gregorian_date(line)
    ]  # fmt: skip
    return " / ".join(dated[:3])
