"""What generated pages are made of: stories, people, and the ways papers sign their articles.

Stories come from the sample pages, which we wrote, or, with a data folder, from real news loaded
at run time: nothing of it is kept.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random

from bot.sample import PAGES
from index.decode import decode
from index.readers import reader_for
from index.records import IssueFacts

_SENTENCE = re.compile(r"[^。！？]+[。！？]+[”’」』）)]*")
_CLAUSE = re.compile(
    r"(?<![\u4e00-\u9fff\d“”%.])[\u4e00-\u9fff\d“”%.]{9,20}(?![\u4e00-\u9fff\d“”%.])"
)
_SPACED = re.compile(r"(?<=[^\x00-\x7f]) +| +(?=[^\x00-\x7f])")
# A story that is signed, captioned or listed already would be given a second byline.
_SIGNED = re.compile(
    r"^.{2,14}?日[电讯]|记者|通讯员|编辑|[^\s。]{0,8}[讯电]\s*[(（:：]|图为|责编|来源[:：]|消息[:：]|原标题|转自|IT之家|\n|��"
)
_MOST_READ = 12_000  # articles of the archive looked at
_FEWEST, _LONGEST = 160, 1400  # characters

_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史"
    "顾侯邵孟龙万段雷钱汤尹易常武乔贺赖龚文欧阳"
)
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红梅鑫波斌宇浩凯健俊帆雪琳欣"
    "怡婷颖子轩雨晨思远嘉文博海峰立国志建永庆春秋水清云鹏飞翔燕晓岚蕾琪瑶倩"
)
_UNITS = (
    *("湖滨区住建局", "市人民医院", "江北中学", "东塘镇", "市气象台", "云岭街道办事处"),
    *("工商银行临水支行", "市自来水公司", "退休教师", "市政协委员", "理工学院教授", "青石社区"),
)
# A clause that begins or ends so is no headline.
_NO_HEADLINE = re.compile(
    r"[\d的”]|.*\d月\d|.*报道$|他|她|我|你|之|让|使|以|但|而|其|这|并|也|对此|据"
)


@dataclass(frozen=True, slots=True)
class Story:
    """A headline of one phrase or two, and the paragraphs below it."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """How an article is signed: `before` opens the first paragraph, `above` stands on a line of
    its own, `after` closes the last paragraph, `below` stands under it."""

    authors: tuple[str, ...] = ()
    correspondents: tuple[str, ...] = ()
    before: str = ""
    above: str = ""
    after: str = ""
    below: str = ""


def stories(data: Path | None) -> list[Story]:
    """The stories pages are made of: invented ones, or real news of a data folder."""
    if data is None:
        return list(_invented())
    return list(_loaded(data))


@cache
def _invented() -> tuple[Story, ...]:
    found = []
    for page in sorted(PAGES.glob("*.txt")):
        reading = reader_for(page)(decode(page.read_bytes(), page.name), IssueFacts())
        for article in reading.articles:
            whole = (
                article.kind in ("news", "feature")
                and not article.notes
                and article.jump_to is None
            )
            paragraphs = tuple(one for one in article.body.split("\n") if len(one) > 30)
            whole = whole and article.language == "zh"
            if whole and article.title and len(paragraphs) > 1 and article.jump_from is None:
                found.append(Story(article.title, paragraphs))
    return tuple(found)


@cache
def _loaded(data: Path) -> tuple[Story, ...]:
    headed = list(_headed(data / "data" / "eval" / "news_antiterror" / "passages.jsonl.gz"))
    bare = list(_bare(data / "data" / "news" / "crud_news.jsonl.gz"))
    return (*headed, *bare)


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _headed(file: Path) -> Iterator[Story]:
    for row in _rows(file):
        title = _SPACED.sub("", row["title"]).strip()
        paragraphs = _paragraphs(row["text"], row["id"])
        if paragraphs and 8 <= len(title) <= 26 and not re.search(r"[。|_丨【】]|\.\.\.|…", title):
            yield Story(title, paragraphs)


def _bare(file: Path) -> Iterator[Story]:
    """Real news without headlines: the clause that says most early on is made the headline."""
    for row in islice(_rows(file), 0, _MOST_READ, 3):
        paragraphs = _paragraphs(row["text"], row["id"])
        clauses = _CLAUSE.findall("".join(paragraphs)[:400]) if paragraphs else []
        fit = [
            clause
            for clause in clauses
            if not _NO_HEADLINE.match(clause) and clause.count("“") == clause.count("”")
        ]
        if fit:
            yield Story(max(fit[:4], key=len), paragraphs)


def _paragraphs(text: str, seed: str) -> tuple[str, ...]:
    """A text on one line as paragraphs of one to four sentences; () when it will not do."""
    text = _SPACED.sub("", text).strip().replace("\u200b", "")
    if _SIGNED.search(text) or len(text) < _FEWEST or " " in text[:30]:
        return ()
    sentences = _SENTENCE.findall(text)
    if max(map(len, sentences), default=999) > 160:
        return ()
    random, paragraphs, total = Random(seed), [], 0
    while sentences and total < _LONGEST:
        count = random.choice((1, 1, 2, 2, 3, 4))
        paragraphs.append("".join(sentences[:count]))
        total += len(paragraphs[-1])
        sentences = sentences[count:]
    found = tuple(one.strip() for one in paragraphs)
    return found if len(found[0]) > 30 and not re.search("本文|图片|著作权|点击", text) else ()


def person(random: Random) -> str:
    """A name of two or three characters."""
    return random.choice(_SURNAMES[:-2]) + "".join(
        random.sample(_GIVEN, random.choice((1, 1, 2, 2, 2)))
    )


def people(random: Random, most: int) -> tuple[str, ...]:
    return tuple(person(random) for _ in range(random.randint(1, most)))


Signing = Callable[[Random, str, str], Signature]


def _house_lead(random: Random, paper: str, day: str) -> Signature:
    """本报讯(记者 …): the commonest of all."""
    house = random.choice(
        (f"{paper}讯", "本报讯", f"{paper}·掌上客户端讯", "本报讯", f"本报{day}讯")
    )
    role = random.choice(
        ("记者", "全媒体记者", "融媒体记者", "首席记者", "见习记者", "本报记者", "全媒体见习记者")
    )
    mark = random.choice(("/", " ", " ", "/", ":"))
    authors, helpers = people(random, 2), people(random, 3) if random.random() < 0.6 else ()
    inside = f"{role}{mark}{' '.join(authors)}"
    if helpers:
        also = random.choice(("通讯员", "通讯员", "通讯员", "实习生", "特约通讯员"))
        inside += f" {also}{mark}{' '.join(helpers)}"
    left, right = random.choice(("()", "（）", "()"))
    return Signature(authors, helpers, before=f"{house}{left}{inside}{right} ")


def _wire(random: Random, paper: str, day: str) -> Signature:
    place = random.choice(("北京", "长沙", "西安", "上海", "联合国", "巴黎"))
    authors = people(random, 2)
    named = f"({random.choice(('记者', '记者 '))}{'、'.join(authors)})"
    wire = random.choice(
        (f"新华社{place}{day}电", f"据新华社{place}{day}电", "据新华社电", f"中新社{place}{day}电")
    )
    if random.random() < 0.5:
        return Signature(authors, before=f"{wire}{named}")
    return Signature(before=f"{wire} ")


def _standalone(random: Random, paper: str, day: str) -> Signature:
    authors = people(random, 3)
    roles = (
        "{p}全媒体记者/|本报记者 |{p}记者 |全媒体记者 |□本报记者 |■记者 |本报首席记者 |"
        "本报特约记者 |文/本报记者 |记者 |本报见习记者 "
    )
    role = random.choice(roles.split("|")).format(p=paper)
    helpers = people(random, 2) if random.random() < 0.5 else ()
    line = role + " ".join(authors)
    if helpers:
        line += random.choice((" 通讯员 ", " 通讯员/", " 实习生 ")) + " ".join(helpers)
    elif random.random() < 0.3:
        line += random.choice((" 文/图", " 摄影报道", " 图/文", " 文图", " 报道"))
    return Signature(authors, helpers, above=line)


def _writer(random: Random, paper: str, day: str) -> Signature:
    name = person(random)
    shape = random.choice(("{n}", "{u} {n}", "◎{n}", "□ {n}", "{n}", "作者:{n}", "{n}({u})"))
    return Signature((name,), above=shape.format(n=name, u=random.choice(_UNITS)))


def _closing(random: Random, paper: str, day: str) -> Signature:
    authors = people(random, 2)
    shapes = ("记者 {n}", "{n}", "本报记者 {n}", "{p}全媒体记者/{n}")
    inside = random.choice(shapes).format(n=" ".join(authors), p=paper)
    shape = random.choice(("({})", "（{}）"))
    if random.random() < 0.5:
        return Signature(authors, after=shape.format(inside))
    return Signature(authors, below=shape.format(inside))


def _correspondent_closing(random: Random, paper: str, day: str) -> Signature:
    helpers = people(random, 2)
    return Signature(
        (), helpers, after=f"(通讯员 {' '.join(helpers)})", before=random.choice(("", "本报讯 "))
    )


def _unsigned(random: Random, paper: str, day: str) -> Signature:
    return Signature(before=random.choice(("", "", "本报讯 ")))


SIGNINGS: Sequence[tuple[Signing, int]] = (
    (_house_lead, 10), (_wire, 2), (_standalone, 5), (_writer, 2), (_closing, 2),
    (_correspondent_closing, 1), (_unsigned, 3),
)  # fmt: skip


def signature(random: Random, paper: str, day: str) -> Signature:
    """How one article is signed, as often in one way as in papers."""
    ways = [way for way, _ in SIGNINGS]
    way = random.choices(ways, [weight for _, weight in SIGNINGS])[0]
    return way(random, paper, day)
