"""How well a newspaper of 1920 to 1939 is repaired, tokenised and cut:
`python -m benchmarks.old_newspaper DATA_FOLDER`.

The paper is `news/ecpo_jingbao.jsonl.gz` of the shared data: hand-transcribed blocks with their
printed lines, old glyphs, and `、` as the only stop. Nobody has marked sentences or written
questions for it, so every figure compares the product with the transcription or with a rule that
holds by itself: see `repair`, `tokens`, `cuts`, `search` and `pages` for what each counts.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import rjieba
from opencc import OpenCC

from benchmarks.old_blocks import Block, blocks_of
from index.build import index_paths
from index.lines import setting_of
from index.passages import RULE, passages, width
from index.readers.text import read_text
from index.records import Article, IssueFacts, Part, Run, SourceMap, SourceText, split_lines
from index.repair import body_of, is_solid
from index.sentences import sentences
from index.tokens import fold
from retrieval.answerer import open_answerer
from retrieval.records import Question

VARIANTS = "lexicon/ecpo_variants.json"
PARTS = ("repair", "tokens", "cuts", "search", "pages")
LONGEST_HIGHLIGHT = 150  # characters: more is no answer, but a passage
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_HAN_RUN = re.compile(_HAN.pattern + "+")
_LATIN_WORD = re.compile(r"[A-Za-z0-9]+")
_AT_STOP = re.compile(r"[、，。．！？；：…⋯!?;:」』）\])]\s*$")

Figures = dict[str, float]


def report(data: Path, every: int = 1, parts: Sequence[str] = PARTS) -> dict[str, Figures]:
    """Every figure of these parts; one article in `every` is asked for."""
    blocks = blocks_of(data)
    variants: dict[str, str] = json.loads((data / VARIANTS).read_text("utf-8"))
    prose = [block for block in blocks if block.is_prose]
    measures: dict[str, Callable[[], Figures]] = {
        "repair": lambda: repair(blocks),
        "tokens": lambda: tokens(blocks, variants),
        "cuts": lambda: cuts(prose),
        "search": lambda: search(blocks, prose[::every], variants),
        "pages": lambda: pages(blocks),
    }
    return {part: measures[part]() for part in parts}


def repair(blocks: Sequence[Block]) -> Figures:
    """Lines put together again. `right`: the running text as transcribed, white space between
    Latin words aside. `closed`: no white space next to Han that is not printed inside a line.
    `mapped`: every character leads back to itself. `words`: Latin words and numbers whole."""
    counts = dict.fromkeys(("right", "closed", "mapped", "words"), 0)
    for block in blocks:
        text, paragraphs = _printed(block)
        setting = setting_of(text, list(split_lines(text)))
        body, source_map = body_of(text, paragraphs, setting)
        mapped = "".join(text[low:high] for low, high in source_map.spans(0, len(body)))
        counts["right"] += _bare_lines(body) == _bare_lines(block.body)
        counts["closed"] += not _opened(body) - _opened(text)
        counts["mapped"] += _bare(mapped) == _bare(body) == _bare(block.body)
        counts["words"] += all(word in body for word in _LATIN_WORD.findall(text))
    return _shares(counts, len(blocks))


def _printed(block: Block) -> tuple[str, list[list[tuple[int, int]]]]:
    """A block as page text, and the place of each line of each paragraph."""
    start = 0
    spans: list[list[tuple[int, int]]] = []
    for lines in block.paragraphs:
        spans.append([])
        for line in lines:
            spans[-1].append((start, start + len(line)))
            start += len(line) + 1
    return "\n".join(line for lines in block.paragraphs for line in lines), spans


def _opened(text: str) -> set[str]:
    """Spaces that touch a character of a script without spaces, with their neighbours."""
    found = re.finditer(r"(?s)(?=(.[ \t\u3000]+.))", text)
    return {one[1] for one in found if is_solid(one[1][0]) or is_solid(one[1][-1])}


def tokens(blocks: Sequence[Block], variants: Mapping[str, str]) -> Figures:
    """Glyphs levelled for search. `folded`: share of the characters that the transcribers list as
    old glyphs which fold like the modern one. `in_words`: share of Han characters inside words of
    two and more that jieba's dictionary knows; `in_words_unfolded`: the same as printed."""
    modern = {old: new for new, old in variants.items()}
    text = "\n".join(block.body for block in blocks)
    listed = [letter for letter in text if letter in modern]
    same = {old: fold(old) == fold(new) for old, new in modern.items()}
    return {
        "folded": _share(sum(same[letter] for letter in listed), len(listed)),
        "in_words_unfolded": _in_words(text),
        "in_words": _in_words(fold(text)),
    }


def _in_words(text: str) -> float:
    words = [word for run in _HAN_RUN.findall(text) for word in rjieba.cut(run, False)]
    return _share(sum(len(one) for one in words if len(one) > 1), sum(map(len, words)))


def cuts(prose: Sequence[Block]) -> Figures:
    """Passages and sentences of articles. `within`: passages no longer than the rule allows.
    `at_stop`: passages that end at a stop or a line end. `sentence_at_stop`: the same of sentences.
    `sentence_length`: share of sentences of paragraphs with a stop that can be read at a glance."""
    ended = sentence_ended = within = glanced = 0
    found = [(block.body, one) for block in prose for one in passages(_article(block.body))]
    cut = [(block.body, span) for block in prose for span in sentences(block.body)]
    for body, one in found:
        within += width(body[one.start : one.end]) <= RULE.longest * 1.25
        ended += _ends_well(body, one.start, one.end)
    for body, (low, high) in cut:
        sentence_ended += _ends_well(body, low, high)
        glanced += high - low <= LONGEST_HIGHLIGHT
    return {
        "within": _share(within, len(found)),
        "at_stop": _share(ended, len(found)),
        "sentence_at_stop": _share(sentence_ended, len(cut)),
        "sentence_length": _share(glanced, len(cut)),
    }


def _ends_well(body: str, low: int, high: int) -> bool:
    return bool(_AT_STOP.search(body[low:high])) or body[high : high + 1] in ("", "\n")


def _article(body: str) -> Article:
    runs = SourceMap((Run(0, 0, len(body)),))
    return Article(body=body, parts=(Part("block", "0" * 64, None, 0, len(body), runs),))


def search(blocks: Sequence[Block], prose: Sequence[Block], variants: Mapping[str, str]) -> Figures:
    """Known items: a sentence of each article, shortened and in today's Simplified glyphs (by the
    transcribers' list and OpenCC, not by the product), is asked of an archive of all blocks.
    `recall@k`: one of the first k passages holds a clause asked for (some were transcribed twice).
    `quoted`: the sentence marked in the first does. `highlight`: marked sentences of a length that
    is an answer."""
    counts = dict.fromkeys(("recall@1", "recall@10", "quoted"), 0)
    marked: list[int] = []
    asked = [one for block in prose if (one := _question(block, variants))]
    with TemporaryDirectory() as folder:
        index_paths(Path(folder) / "archive", [_as_articles(blocks, Path(folder))])
        answerer = open_answerer(Path(folder) / "archive")
        try:
            for question, keys in asked:
                hits = answerer.ask(Question(question, top=10, use_dates=False, near=True)).hits
                held = [any(key in _bare(hit.passage.text) for key in keys) for hit in hits]
                counts["recall@1"] += any(held[:1])
                counts["recall@10"] += any(held)
                counts["quoted"] += any(
                    key in _bare(hit.highlight.text) for hit in hits[:1] for key in keys
                )
                marked += [len(hit.highlight.text) for hit in hits]
        finally:
            answerer.close()
    fit = sum(length <= LONGEST_HIGHLIGHT for length in marked)
    return {
        "asked": len(asked),
        **_shares(counts, len(asked)),
        "highlight": _share(fit, len(marked)),
    }


def _question(block: Block, variants: Mapping[str, str]) -> tuple[str, list[str]] | None:
    """A question from the middle of a block, and the printed words its answer must hold."""
    clauses = [one for line in block.body.split("\n") for one in re.split("[、，。：；]", line)]
    prose = [at for at, one in enumerate(clauses) if 5 <= len(_HAN.findall(one)) == len(one) <= 20]
    if len(prose) < 3:
        return None
    at = prose[len(prose) // 2]
    pair = [one for one in clauses[at : at + 2] if one]
    words = [word for one in pair for word in rjieba.cut(_today(one, variants), False)]
    kept = words[::2]  # as memory keeps them
    return "".join(kept), pair


def _today(text: str, variants: Mapping[str, str]) -> str:
    for modern, old in variants.items():
        text = text.replace(old, modern)
    return str(OpenCC("t2s").convert(text))


def _as_articles(blocks: Sequence[Block], folder: Path) -> Path:
    path = folder / "blocks.jsonl"
    rows = [
        {"id": one.id, "newspaper": "晶報", "issue_date": one.day.isoformat(), "text": one.body}
        | ({"title": one.title} if one.title else {})
        for one in blocks
    ]
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def pages(blocks: Sequence[Block]) -> Figures:
    """Blocks of a page as one page text, a blank line between them, through the page cutter.
    `kept`: printed lines in an article or in furniture. `whole`: articles of the paper that stand
    in one article that was cut, `titles`: those whose first line is a headline (or the kicker or
    subtitle). `dates`: pages that print their date and are dated so."""
    counts = dict.fromkeys(("kept", "lines", "whole", "titles", "prose", "dates", "dated"), 0)
    for page in _paged(blocks):
        text = "\n\n".join("\n".join(line for one in block.paragraphs for line in one)
                           for block in page)  # fmt: skip
        reading = read_text(SourceText("page.txt", "0" * 64, "utf-8", text), IssueFacts())
        owned = {line for one in reading.articles for part in one.parts for line in _lines(part)}
        owned |= {one.line for one in reading.furniture}
        printed = {line.number for line in split_lines(text) if line.text.strip()}
        counts["lines"] += len(printed)
        counts["kept"] += len(printed & owned)
        shown = [_shown(article) for article in reading.articles]
        heads = "\n".join(head for head, _ in shown)
        for block in page:
            if block.is_prose:
                counts["prose"] += 1
                longest = _bare(max(map("".join, block.paragraphs), key=len))
                counts["whole"] += any(longest in body for _, body in shown)
                counts["titles"] += _bare(block.paragraphs[0][0]) in heads
        if day := _printed_day(text, page[0].day):
            counts["dated"] += 1
            counts["dates"] += reading.facts.issue_date == day
    return {
        "kept": _share(counts["kept"], counts["lines"]),
        "whole": _share(counts["whole"], counts["prose"]),
        "titles": _share(counts["titles"], counts["prose"]),
        "dates": _share(counts["dates"], counts["dated"]),
    }


def _paged(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    for name in dict.fromkeys(block.page for block in blocks):
        yield [block for block in blocks if block.page == name]


def _lines(part: Part) -> Iterator[int]:
    for first, last in part.lines:
        yield from range(first, last + 1)


def _shown(article: Article) -> tuple[str, str]:
    heads = (article.kicker, article.title, article.subtitle)
    return "\n".join(_bare(one) for one in heads if one), _bare(article.body)


def _printed_day(text: str, day: date) -> date | None:
    """The day of a page that prints it as 民國…年…月…日."""
    return day if re.search("民國[^\n]{1,8}年[^\n]{1,3}月[^\n]{1,4}日", text) else None


def _bare(text: str) -> str:
    return "".join(text.split())


def _bare_lines(text: str) -> list[str]:
    return [_bare(line) for line in text.split("\n")]


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 1.0


def _shares(counts: Mapping[str, int], whole: int) -> Figures:
    return {name: _share(count, whole) for name, count in counts.items()}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split(":")[0])
    parser.add_argument("data", type=Path, help="the folder of shared data")
    parser.add_argument("--every", type=int, default=1, help="ask for one block in so many")
    parser.add_argument("--json", action="store_true", help="print an object, not a table")
    options = parser.parse_args(arguments)
    found = report(options.data, options.every)
    if options.json:
        print(json.dumps(found))
    else:
        for part, figures in found.items():
            print(part)
            for name, figure in figures.items():
                print(f"    {name:20} {figure:.4g}")


if __name__ == "__main__":
    main()
