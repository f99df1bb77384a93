"""How extraction wears a page: stories run into one another, paragraphs come twice, and the
masthead is scattered over the columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from benchmarks.page_masthead import Issue


@dataclass(frozen=True, slots=True)
class Block:
    """One or more lines of the page that stand together; `owner` is the article's place in the
    gold, None is furniture."""

    text: str
    owner: int | None
    kind: str = "body"
    gap: int = 1


def laid_out(random: Random, articles: list[list[Block]], level: str) -> list[Block]:
    """The blocks of all articles one below the other; `shuffled`: some run into others."""
    order = list(articles)
    if level == "shuffled":
        for _ in range(random.randint(1, 2)):
            order = _inserted(random, order, ("body",))
    if level == "torn" and random.random() < 0.5:
        order = _inserted(random, order, ("body", "sub"))
    stream = [block for one in order for block in one]
    if level == "shuffled" and random.random() < 0.5:
        stream = _repeated(random, stream)
    return stream


def _inserted(
    random: Random, articles: list[list[Block]], onward: Sequence[str]
) -> list[list[Block]]:
    """One story printed in the middle of the one before it, where a column of that ends; it goes
    on with a block of the kinds `onward`."""
    at = random.randrange(len(articles) - 1)
    outer, inner = articles[at], articles[at + 1]
    cuts = [
        n
        for n in range(3, len(outer) - 1)
        if outer[n].kind in onward and outer[n - 1].kind == "body"
    ]
    open_cuts = [n for n in cuts if outer[n - 1].text[-1] not in "。！？”"]
    if not cuts:
        return articles
    cut = random.choice(open_cuts or cuts)
    return [*articles[:at], [*outer[:cut], *inner, *outer[cut:]], *articles[at + 2 :]]


def torn_apart(random: Random, paragraphs: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a column as an extraction finds them that sorts by the left edge: indented
    lines early, the short last ones below, one of them perhaps above all others."""
    if len(paragraphs) > 6 or any(len(lines) < 2 for lines in paragraphs):
        return [line for lines in paragraphs for line in lines]
    found = [line for lines in paragraphs for line in lines[1:-1]]
    for lines in paragraphs[1:]:
        found.insert(random.randint(0, len(found) // 2), lines[0])
    lasts = [lines[-1] for lines in paragraphs]
    random.shuffle(lasts)
    stray = [lasts.pop()] if random.random() < 0.3 else []
    return [*stray, paragraphs[0][0], *found, *lasts]


def _repeated(random: Random, stream: list[Block]) -> list[Block]:
    """A paragraph printed twice: extraction found it in two columns."""
    long = [at for at, block in enumerate(stream) if block.kind == "body" and len(block.text) > 60]
    if not long:
        return stream
    at = random.choice(long)
    return [*stream[: at + 1], replace(stream[at], owner=None), *stream[at + 1 :]]


def with_furniture(random: Random, stream: list[Block], printed: Issue, level: str) -> list[Block]:
    small = [Block(line, None, "furniture") for line in printed.lines]
    if level == "clean":
        return [*small, *stream]
    cut = random.randint(1, len(small)) if random.random() < 0.7 else 0
    out = list(stream)
    rest = small[cut:]
    while rest:  # the masthead is scattered in two or three groups
        count = random.randint(2, 4)
        at = random.randrange(len(out) + 1)
        out[at:at] = rest[:count]
        rest = rest[count:]
    return [*small[:cut], *out]
