"""Newspaper pages with gold, made by rule: `page(stories, seed, level)`, the same for every run.

A page is laid out as Chinese dailies are and then worn as extraction wears it. Levels:
`clean` (blocks in order), `columns` (column ends cut paragraphs, masthead and captions stand in
between, jumps, lost ends), `shuffled` (stories run into one another, repeated lines), `torn` (the
lines of some columns one by one and out of order).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from benchmarks.page_lines import Size, lines_of, seam
from benchmarks.page_masthead import Issue, issue
from benchmarks.page_text import Signature, Story, people, person, signature
from benchmarks.page_wear import Block, laid_out, torn_apart, with_furniture
from index.lines import width as ems

LEVELS = ("clean", "columns", "shuffled", "torn")
_HALF = str.maketrans("，：；（）！？", ",:;()!?")
_KICKERS = (
    "{n}在{u}调研时强调",
    "{n}在全市工作会议上强调",
    "聚焦“两件实事”",
    "全市首家",
    "{u}:",
    "一线见闻",
    "“周末说法”",
)
_SUBTITLES = ("——{u}的一次尝试", "{n}出席并讲话", "——记{u}{n}", "{n} {m}参加", "{n}主持会议")
_PLACES = ("湖滨区", "东塘镇", "云岭街道", "江北新区", "青石县", "高新区")
_CREDITS = (
    "{p}全媒体记者/{n} 摄|本报记者 {n} 摄|记者 {n} 摄|通讯员 {n} 摄|{p}记者 {n} 摄影报道|"
    "全媒体记者 {n} 摄|({n} 摄)|本报记者 {n} 摄|{n} 摄|摄影/{n}"
)
_MEASURES = (14, 16, 18, 20, 24)  # ems
_TORN = 0.25  # of the stories without a picture
_SENTENCE = re.compile(r"[^。！？]{11,58}。")


@dataclass(frozen=True, slots=True)
class Style:
    """How the paper sets its pages: how wide, with which marks, wraps shown as spaces or not."""

    paper: str
    day: str
    width: int
    size: Size
    wrapped: bool
    half: bool
    straight: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page and its gold, in the form of the shared pages."""

    name: str
    level: str
    text: str
    gold: dict[str, Any]


def page(stories: Sequence[Story], seed: str, level: str) -> Page:
    """A page of some of these stories; `seed` says which and how."""
    random = Random(f"{seed} {level}")
    front = random.random() < 0.65
    printed = issue(random, front)
    style = _style(random, printed)
    chosen = random.sample(range(len(stories)), random.randint(5, 9))
    articles: list[dict[str, Any]] = []
    blocks: list[list[Block]] = []
    for at in chosen:
        story, shown = _shown(random, stories[at])
        own = style
        if level == "torn":  # every story has its columns
            own = replace(style, width=random.choice(_MEASURES), size=ems)
        whole = level == "torn" and (shown is not None or random.random() > _TORN)
        worn = "columns" if whole else level
        blocks.append(_article(random, story, own, articles, worn, front))
        if shown:
            blocks[-1] = _with_picture(random, blocks[-1], shown, own, articles, level)
    stream = laid_out(random, blocks, level)
    stream = with_furniture(random, stream, printed, level)
    text, lines = _printed(stream)
    for at, article in enumerate(articles):
        article["lines"] = lines.get(at, [])
    gold = {
        "source": f"{seed}-{level}.txt",
        "newspaper": printed.paper,
        "issue_date": printed.printed_day.isoformat() if printed.printed_day else None,
        "issue_number": printed.number,
        "articles": [article for article in articles if article["lines"]],
    }
    return Page(f"{seed}-{level}", level, text, gold)


def _style(random: Random, printed: Issue) -> Style:
    day = f"{printed.day.month}月{printed.day.day}日"
    width = random.choice(_MEASURES)
    wrapped, half, straight = (random.random() < share for share in (0.45, 0.7, 0.3))
    return Style(printed.paper, day, width, len, wrapped, half, straight)


def _article(
    random: Random,
    story: Story,
    style: Style,
    articles: list[dict[str, Any]],
    level: str,
    front: bool,
) -> list[Block]:
    """The blocks of one story, and of its picture, with their gold added to `articles`."""
    number = len(articles)
    signed = signature(random, style.paper, style.day)
    continued = not front and level != "clean" and random.random() < 0.12
    if continued:
        signed = Signature()
    paragraphs = [_dressed(one, style) for one in story.paragraphs]
    title = _dressed(story.title, style)
    heads = _heads(random, title, number, style)
    if continued:
        mark = random.choice(("◀◀上接01版", "(上接01版)", "<<< 上接A1版", "▲上接第一版"))
        heads = (
            [Block(mark, number, "head")]
            if random.random() < 0.5
            else [Block(title, number, "head"), Block(mark, number, "head")]
        )
    titled = any(title.replace(" ", "") in block.text.replace(" ", "") for block in heads)
    body = _body(random, paragraphs, number, style, signed, level)
    if (
        level != "clean"
        and front
        and not signed.after
        and not signed.below
        and random.random() < 0.12
    ):
        body = _jumped(random, body)
    printed = "".join(block.text for block in body if block.kind in ("body", "sub"))
    if level == "torn":
        before, after = (_dressed(one, style) for one in (signed.before, signed.after))
        printed = f"{before}{''.join(paragraphs)}{after}"
    printed = _bare(printed)[len(_bare(signed.before)) :]
    if signed.after:
        printed = printed[: len(printed) - len(_bare(_dressed(signed.after, style)))]
    articles.append({
        "n": number + 1, "title": _bare(title), "title_in_seed": titled, "kind": "news",
        "authors": list(signed.authors), "correspondents": list(signed.correspondents),
        "first_words": printed[:18], "last_words": printed[-18:],
    })  # fmt: skip
    blocks = [*heads, *([Block(signed.above, number, "byline")] if signed.above else []), *body]
    if signed.below:
        blocks.append(Block(signed.below, number, "byline"))
    return blocks


def _shown(random: Random, story: Story) -> tuple[Story, str | None]:
    """A story and the sentence of it that stands below its picture, when it has one."""
    last = story.paragraphs[-1]
    found = [at for at, text in enumerate(story.paragraphs) if at and _SENTENCE.fullmatch(text)]
    if not found or random.random() < 0.4 or len(last) < 4:
        return story, None
    at = random.choice(found)
    rest = story.paragraphs[:at] + story.paragraphs[at + 1 :]
    return replace(story, paragraphs=rest), story.paragraphs[at]


def _dressed(text: str, style: Style) -> str:
    """A text with the paper's marks: half-width ones since extraction, straight quotes."""
    if style.half:
        text = text.translate(_HALF)
    return re.sub("[“”]", '"', text) if style.straight else text


def _bare(text: str) -> str:
    return "".join(text.split())


def _heads(random: Random, title: str, number: int, style: Style) -> list[Block]:
    words = {"n": person(random), "m": person(random), "u": random.choice(_PLACES)}
    kicker = _dressed(random.choice(_KICKERS), style).format(**words)
    subtitle = _dressed(random.choice(_SUBTITLES), style).format(**words)
    if len(title) > 16 and random.random() < 0.5:
        cut = seam(title, len(title) // 2 + random.randint(-2, 2))
        title = f"{title[:cut]} {title[cut:]}"
    shape = random.choices(("plain", "kicker", "inner", "subtitle", "both"), (12, 4, 2, 3, 1))[0]
    if shape == "inner" and not kicker.endswith("强调"):
        shape = "kicker"
    lines = {
        "plain": [title], "kicker": [kicker, title], "inner": [f"{kicker} {title}"],
        "subtitle": [title, subtitle], "both": [kicker, title, subtitle],
    }[shape]  # fmt: skip
    return [Block(line, number, "head", 1) for line in lines]


def _body(
    random: Random,
    paragraphs: Sequence[str],
    number: int,
    style: Style,
    signed: Signature,
    level: str,
) -> list[Block]:
    before, after = _dressed(signed.before, style), _dressed(signed.after, style)
    texts = list(paragraphs)
    blocks: list[Block] = []
    if before.strip() and level != "torn" and random.random() < 0.25:
        blocks.append(Block(before.strip(), number, "body"))
    elif before:
        texts[0] = before + texts[0]
    texts[-1] += after
    if level == "torn":
        torn = torn_apart(random, [lines_of(text, style.width, style.size) for text in texts])
        return [Block(line.strip(), number) for line in torn]
    subheads = len(texts) > 5 and random.random() < 0.4
    for at, text in enumerate(texts):
        if subheads and at and at % 3 == 0:
            subhead = _subhead(texts[at:])
            blocks += [Block(subhead, number, "sub")] if subhead else []
        blocks += _columns(random, text, number, style, level)
    if level != "clean" and not after and random.random() < 0.1:
        last = blocks[-1]  # the foot of the column is lost
        blocks[-1] = replace(
            last, text=last.text[: max(12, len(last.text) - random.randint(1, 9))].rstrip()
        )
    return blocks


def _subhead(texts: Sequence[str]) -> str | None:
    clauses = re.findall(
        r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{5,14}(?![\u4e00-\u9fff])", "".join(texts)
    )
    if len(clauses) > 3 and len(clauses[0] + clauses[1]) < 16 and len(clauses[0]) % 2:
        return f"{clauses[0]} {clauses[1]}"
    return clauses[0] if clauses else None


def _columns(random: Random, text: str, number: int, style: Style, level: str) -> list[Block]:
    """A paragraph as one block, or as two when a column ends in it."""
    lines = lines_of(text, style.width, style.size)
    cuts = [len(lines)]
    if level != "clean" and len(lines) > 4 and random.random() < 0.3:
        cuts = [random.randint(2, len(lines) - 2), len(lines)]
    blocks, start = [], 0
    for cut in cuts:
        text = "".join(f"{line.rstrip()} " if style.wrapped else line for line in lines[start:cut])
        blocks.append(Block(text.strip(), number))
        start = cut
    return blocks


def _jumped(random: Random, blocks: list[Block]) -> list[Block]:
    kept = blocks[: max(2, len(blocks) * 2 // 3)]
    mark = random.choice(
        ("▶下转02版", ">>> 下转 A4 版", "(下转第三版)", "►►下转04版", "▶ 下转 03 版")
    )
    return [*kept, replace(kept[-1], text=mark, kind="mark")]


def _with_picture(
    random: Random,
    blocks: list[Block],
    sentence: str,
    style: Style,
    articles: list[dict[str, Any]],
    level: str,
) -> list[Block]:
    """A picture with its caption, at the end of the article or somewhere in it."""
    number = len(articles)
    text = random.choice(("", "", "▲", "图为")) + _dressed(sentence, style)
    names = people(random, 1)
    credit = random.choice(_CREDITS.split("|")).format(p=style.paper, n=names[0])
    helper = credit.startswith("通讯员")
    articles.append({
        "n": number + 1, "title": "", "title_in_seed": False, "kind": "photo_caption",
        "authors": [] if helper else list(names), "correspondents": list(names) if helper else [],
        "first_words": _bare(text)[:18], "last_words": _bare(text)[-18:],
    })  # fmt: skip
    one_line = random.random() < 0.6
    picture = [Block(f"{text} {credit}", number, "caption", 3)]
    if not one_line:
        picture = [Block(text, number, "caption", 3), Block(credit, number, "caption")]
    at = len(blocks) if level == "clean" else random.randint(1 + len(blocks) // 2, len(blocks))
    return [*blocks[:at], *picture, *blocks[at:]]


def _printed(stream: Sequence[Block]) -> tuple[str, dict[int, list[list[int]]]]:
    """The page as text, and the lines every article owns."""
    lines: list[str] = []
    owned: dict[int, list[list[int]]] = {}
    for block in stream:
        lines += [""] * block.gap
        first = len(lines) + 1
        lines += list(_parts(block))
        if block.owner is not None:
            owned.setdefault(block.owner, []).append([first, len(lines)])
    return "\n".join(lines) + "\n", owned


def _parts(block: Block) -> Iterator[str]:
    yield from block.text.split("\n")
