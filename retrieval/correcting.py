"""Printed corrections read by rule: 更正, 勘误, Erratum, and what they say they correct.

A newspaper corrects itself in a small article of its own, headed so, or in a paragraph that opens
or closes with such words; or it prints the letter that tells of the error. It names the day, the
page or the headline, the words that are wrong and the words that are right. What it does not name
is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.patterns import lazy_pattern
from index.records import Article
from retrieval.correcting_days import Day, day_of
from retrieval.expecting import level
from retrieval.views import Amendment

LONGEST_NOTICE = 1_200  # characters of one notice; a longer paragraph is an article about errors

_CORRECTED = "(?:更正|勘误|正误|订正|纠错)"
_HEADING = lazy_pattern(
    rf"\W*(?:关于.{{0,60}}的)?(?:本报|编辑部)?(?:重要|特别|郑重)?(?:致歉|道歉)?(?:与|及|和|并|暨)?{_CORRECTED}"
    r"(?:启事|声明|说明|公告|通知|通告|表|栏|信息|消息|函)?(?:(?:与|及|和|并|暨)?(?:致歉|道歉|说明|澄清|补充))?(?:启事|声明)?"
    r"\W*(?:[：:—].*)?"
    r"|\W*(?:corrections?|errat(?:um|a)|corrigend(?:um|a)|clarifications?|for the record)"
    r"(?:\s*(?:&|and)\s*(?:corrections?|clarifications?|amplifications?))?\W*(?:[:—–-].*)?",
    re.IGNORECASE | re.DOTALL,
)
_SPACED = lazy_pattern(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
_LETTER = lazy_pattern(r"\W*(?:来函|来信|读者来函)(?:照登|更正)?\W*")
# A letter tells of an error in what was printed; one that only speaks of errors does not.
_OBJECTS = lazy_pattern(
    r"(?:文|稿|报道|消息|新闻|文章|中|处|数据|数字|姓名|日期|事实)[^。！？]{0,20}?(?:有误|失实|不实|不符|之误|误[写作为])|"
    r"与事实(?:不符|有出入)|(?:特此|予以|请)[^。]{0,6}(?:更正|澄清)|应(?:为|是|作)"
)
# What a correction says of an error; without any such words a paragraph names an article only.
_ERRS = lazy_pattern(
    r"误|(?<!不)错|不符|不实|失实|不当|不准确|遗漏|漏[字登排印写]|颠倒|混淆|应(?:该|当)?(?:为|是|作|改|读)|实为|实系|[更订纠修补]正|"
    r"勘误|澄清|致歉|道歉|"
    r"\b(?:mis\w{4,}|incorrect\w*|inaccura\w+|wrong\w*|errors?|erroneous\w*|mistak\w+|omitted|omission|"
    r"corrections?|corrected|clarif\w+|transposed|should\s+(?:be|have|read)|apologi\w+|regrets?)\b|"
    r"\b(?:is|are|was|were)\s[^.]{1,80},\s+not\s",
    re.IGNORECASE,
)
_OPENS = lazy_pattern(
    rf"\W{{0,3}}{_CORRECTED}(?:启事|声明|说明)?\s*[：:】\]]|\W{{0,3}}(?:Correction|Erratum)s?\s*[:—–-]",
    re.IGNORECASE,
)
_OPENING_LINE = lazy_pattern(
    rf"(?:^|\n){_OPENS.pattern}|(?:^|\n){_CORRECTED}\S{{0,4}}\n", re.IGNORECASE
)
_CLOSES = lazy_pattern(rf"特此{_CORRECTED}|现(?:予以)?{_CORRECTED}如下|(?:谨|在)此{_CORRECTED}")

_QUOTED = lazy_pattern(r"“[^”]*”|「[^」]*」|『[^』]*』|《[^》]*》|\"[^\"]*\"")
_OPEN, _SHUT = '“"「『‘', '”"」』’'
_IN = f"[^{_OPEN}{_SHUT}]"
_BARE = rf"[^，,。；;：:、\s《》（）(){_OPEN}{_SHUT}]"
_THING = (
    "(?:[一这等的]?(?:句话?|词|字|处|段话?|表述|说法|数字|数据|部分|字样|内容|名字|姓名|名称|职务|单位|时间|"
    "日期|金额|人数))?"
)
_WRONG = "(?:有误|不实|错误|不准确|不当|写错了?)?"
_SHOULD = (
    "(?:均|都|现|现已)?(?:应(?:该|当)?(?:为|是|作|系|改为|更正为|改成|读作|写作|改作)|当为|实为|实系|"
    "(?:更正|订正|改正|纠正|修正|改)为|正确的?(?:表述|说法|数据|数字|内容|姓名|名称|写法)?(?:应)?(?:为|是))"
)
_MISWRITTEN = "(?:被|均|都)?(?:误|错)(?:写|印|排|登|刊|植|录|标|称|记|译)?(?:为|成|作)"


def _either(name: str, before: str = "") -> str:
    """Words in quotation marks; or without, and then behind `before`."""
    quoted = rf"[{_OPEN}](?P<{name}>{_IN}{{1,200}})[{_SHUT}]"
    return rf"(?:{quoted}|{before}(?P<{name}_bare>{_BARE}{{1,40}}?))"


_LEAD = r"(?:^|[，,。；;：:、）)》\s]|中的?|文内|[将把])\s*"
_SOME = r"(?:[^.;,:]|\.(?=\d)|,(?=\d{3})){1,80}?"
_REST = rf"(?=[，,。；;：:、\s{_OPEN}]|$)"
_AMENDS = tuple(
    lazy_pattern(pattern, re.IGNORECASE)
    for pattern in (
        # 将“右”误写为“左”: the right words come first
        rf"{_either('right', _LEAD)}{_THING}{_MISWRITTEN}\s*{_either('wrong')}{_REST}",
        rf"[{_OPEN}](?P<wrong>{_IN}{{1,200}})[{_SHUT}](?:系|为|是|乃)\s*"
        rf"[{_OPEN}](?P<right>{_IN}{{1,200}})[{_SHUT}]{_THING}(?:之误|的?笔误|的?误写)",
        rf"{_either('wrong', _LEAD)}{_THING}{_WRONG}[，,；;、\s]*{_SHOULD}[：:]?\s*"
        rf"{_either('right')}{_REST}",
        rf"[{_OPEN}](?P<wrong>{_IN}{{1,200}}?)[,.]?[{_SHUT}]\s+should\s+(?:be|read|have\s+(?:been|read))"
        rf"\s+[{_OPEN}](?P<right>{_IN}{{1,200}}?)[,.]?[{_SHUT}]",
        rf"\b(?:is|are|was|were)\s+(?P<right>{_SOME}),\s+not\s+(?P<wrong>{_SOME})"
        r"(?=\s+as\s|[;,:]|\.(?!\d)|$)",
    )
)
_PREFIX = lazy_pattern(
    r"^(?:其中|文中|该文|报道中|第[一二三四五六七八九十\d]+(?:自然)?段)+(?:中|里)?的?|^(?:标题|正文|图片说明)(?:中|里)的?"
)
_TITLE = lazy_pattern(
    r"《(?P<a>[^《》]{1,80})》"
    rf"|(?:题为|标题为|标题是|以)\s*[{_OPEN}](?P<b>{_IN}{{1,80}})[{_SHUT}]"
    rf"|[{_OPEN}](?P<c>{_IN}{{1,80}})[{_SHUT}]\s*(?:一文|一稿|的?(?:报道|消息|文章|新闻|稿件|通讯))"
    rf"|\b(?:headlined|titled|entitled|headline|article|story|report|column)[\s,:]{{1,3}}"
    rf"[{_OPEN}](?P<d>{_IN}{{2,120}}?)[,.]?[{_SHUT}]",
    re.IGNORECASE,
)
_NEWSPAPER = lazy_pattern(r"《(?P<name>[^《》]{1,12}(?:报|周刊|新闻))》")
_PAGE = lazy_pattern(
    r"(?P<a>[A-Z]{0,2}\d{1,3}|[一二三四五六七八九十]{1,3}|头)\s*版(?![面本权税画式])"
    r"|\bpage\s+(?P<b>[A-Z]{0,2}\d{1,3})\b",
    re.IGNORECASE,
)
_NUMERALS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Notice:
    """A correction: `body[start:end]` of its article, and what it says it corrects."""

    start: int
    end: int
    text: str
    day: Day | None
    page: str | None
    title: str | None
    newspaper: str | None
    amended: tuple[Amendment, ...]


def notices(article: Article) -> list[Notice]:
    """The corrections that an article prints, in order; those that say of what are among them."""
    headings = [_heading(one) for one in (article.title, article.kicker, article.section)]
    box = any(map(_HEADING.fullmatch, headings))
    letter = any(map(_LETTER.fullmatch, headings))
    found: list[Notice] = []
    for start, end in _paragraphs(article.body):
        text = article.body[start:end]
        plain = level(text)
        box = box or (not found and _HEADING.fullmatch(_heading(text)) is not None)
        told = box or (letter and _OBJECTS.search(plain))
        if not (told or _OPENS.match(plain) or _CLOSES.search(_unquoted(plain))):
            continue
        notice = _read(article, start, end)
        if notice.day or notice.title:
            if notice.amended or _ERRS.search(_unquoted(plain)):
                found.append(notice)
        elif found and told:  # what follows the words of a notice: 特此更正, an apology
            found[-1] = _longer(article, found[-1], end)
    return found


def is_heading(text: str | None) -> bool:
    """Whether a heading is that of a correction, or of a letter that may tell of an error."""
    plain = _heading(text)
    return bool(_HEADING.fullmatch(plain) or _LETTER.fullmatch(plain))


def _heading(text: str | None) -> str:
    """A heading levelled, its letters not spaced (更　正); the beginning of a long one."""
    return _SPACED.sub("", level((text or "")[:120]))


def says_so(body: str) -> bool:
    """Whether a paragraph of a body calls itself a correction."""
    plain = level(body)
    return bool(_CLOSES.search(_unquoted(plain)) or _OPENING_LINE.search(plain))


def _unquoted(plain: str) -> str:
    """A text without what it quotes, and without the headlines it names."""
    return _QUOTED.sub("“”", plain)


def _paragraphs(body: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in body.split("\n"):
        if line.strip() and len(line) <= LONGEST_NOTICE:
            yield start, start + len(line)
        start += len(line) + 1


def _longer(article: Article, notice: Notice, end: int) -> Notice:
    text = article.body[notice.start : end]
    if len(text) > LONGEST_NOTICE:
        return notice
    longer = _read(article, notice.start, end)
    return longer if longer.amended or not notice.amended else notice


def _read(article: Article, start: int, end: int) -> Notice:
    text = article.body[start:end]
    plain = level(text)
    title = _title(plain)
    newspaper = _NEWSPAPER.search(plain)
    return Notice(
        start=start,
        end=end,
        text=text,
        day=day_of(plain, article.issue_date),
        page=_page(plain),
        title=text[slice(*title)] if title else None,
        newspaper=text[slice(*newspaper.span("name"))] if newspaper else None,
        amended=tuple(_amended(text, plain)),
    )


def _title(plain: str) -> tuple[int, int] | None:
    """Where the headline of what is corrected stands; the name of a newspaper is none."""
    for found in _TITLE.finditer(plain):
        if not _NEWSPAPER.fullmatch(found[0]):
            return found.span(found.lastgroup or 0)
    return None


def _page(plain: str) -> str | None:
    found = _PAGE.search(plain)
    if found is None:
        return None
    printed = found["a"] or found["b"]
    return str(_counted(printed)) if printed[0] in _NUMERALS + "十头" else printed.upper()


def _counted(numeral: str) -> int:
    """A Chinese numeral below a hundred; the front page is the first."""
    if numeral == "头":
        return 1
    tens, ten, ones = numeral.rpartition("十")
    digit = _NUMERALS.find(ones[:1]) if ones else 0
    return (10 * (_NUMERALS.find(tens) if tens else 1) if ten else 0) + digit


def _amended(text: str, plain: str) -> Iterator[Amendment]:
    """What was wrong and what is right, in order, no word read twice."""
    spans: list[tuple[int, int, Amendment]] = []
    for pattern in _AMENDS:
        for found in pattern.finditer(plain):
            if any(low < found.end() and found.start() < high for low, high, _ in spans):
                continue
            wrong, right = (text[slice(*_span(found, name))] for name in ("wrong", "right"))
            wrong = _PREFIX.sub("", wrong).strip()
            if wrong and right.strip() and wrong != right:
                spans.append((*found.span(), Amendment(wrong, right.strip())))
    for _, _, one in sorted(spans, key=lambda one: one[0]):
        yield one


def _span(found: re.Match[str], name: str) -> tuple[int, int]:
    bare = f"{name}_bare"
    quoted = found.span(name)
    return quoted if quoted[0] >= 0 or bare not in found.re.groupindex else found.span(bare)
