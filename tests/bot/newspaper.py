"""A tiny invented newspaper and an archive of it in memory: what the channels are tested on.

Deterministic: a question is answered by the first article that shares a key word with it.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, replace
from datetime import date

from index.errors import BadQuestion, NotFound
from index.holdings import Holding, Holdings, Neighbour, SetAside
from retrieval.listing import Arrivals, Browse, Count, Listed, Listing
from retrieval.quotations import quotations
from retrieval.records import (
    Answer,
    ArticleFacts,
    Citation,
    Hit,
    Interpretation,
    Question,
    Slice,
    Source,
    Standing,
)
from retrieval.selectors import fragment, selection
from retrieval.surroundings import AsPrinted, Stretch, Surroundings
from retrieval.verdicts import Difference, Match, Verdict, Verification
from retrieval.views import ArticleView, CitedPassage

SHA = "ab" * 32


@dataclass(frozen=True)
class Story:
    """An article, the words that ask for it, and the sentence and words that answer."""

    article_id: str
    keys: tuple[str, ...]
    title: str | None
    byline: str | None
    body: str
    highlight: str
    span: str | None = None
    standing: Standing = "current"
    newspaper: str | None = "云汀日报"
    day: date | None = date(2023, 4, 10)
    inferred: tuple[str, ...] = ()
    url: str | None = None


FERRY = Story(
    "ferry1",
    ("渡工", "ferryman"),
    "登云渡口昨日停航",
    "本报记者 林望舒",
    "昨日傍晚，登云渡口送走了最后一班船。\n\n"
    "渡工陈守义撑了四十一年船，昨天是他最后一次解缆。两岸居民冒雨相送。\n\n"
    "明年，跨江的望鹤桥将通车，两岸往来只需三分钟。",
    "渡工陈守义撑了四十一年船，昨天是他最后一次解缆。",
    "陈守义",
    url="https://paper.example/ferry",
)
BRIDGE = Story(
    "bridge1",
    ("望鹤桥", "bridge"),
    "望鹤桥下月全桥封闭检修",
    None,
    "市交通局昨日通告，望鹤桥将于五月六日零时起全桥封闭检修，工期十二天。",
    "望鹤桥将于五月六日零时起全桥封闭检修",
    "五月六日零时",
    inferred=("issue_date",),
)
GARBAGE = Story(
    "ocr1",
    ("乱码", "garbage"),
    "<script>alert(1)</script> <<&> & </b>",
    "javascript:alert(1)",
    "前文。<<&> <b>坏 & 字</b> \x1b[31m红\u202e反\x00空 </blockquote> &lt;amp; 后文。",
    "<<&> <b>坏 & 字</b> \x1b[31m红\u202e反\x00空",
    "坏 & 字",
    url="javascript:alert(1)",
)
WITHDRAWN = Story(
    "gone1", ("撤回",), "已撤回的报道", None, "这一段已经撤回。", "这一段已经撤回。",
    standing="withdrawn",
)  # fmt: skip
LONG = Story(
    "long1",
    ("长文",),
    "一篇很长的报道",
    None,
    "起头。" + "𠮷野家排起长队😀，记者看到，".join(f"第{n}段。" for n in range(900)) + "结尾在此。",
    "起头。",
)
BARE = Story("bare1", ("无题",), None, None, "没有题目的一条。", "没有题目的一条。", newspaper=None, day=None)  # fmt: skip  # noqa: E501
STORIES = (FERRY, BRIDGE, GARBAGE, WITHDRAWN, LONG, BARE)


def slice_in(story: Story, text: str) -> Slice:
    """The slice of a story's body that reads `text`."""
    start = story.body.index(text)
    return Slice(text, start, start + len(text))


def citation_id_of(story: Story) -> str:
    """The citation id of a story's passage."""
    return f"{story.article_id}-p-7f"


def citation_of(story: Story, public_url: str = "") -> Citation:
    """The citation of a story."""
    line = f"{story.title or '[无标题]'}[N]. {story.newspaper or '[报名不详]'}，2023-04-10（01）."
    return Citation(
        citation_id=citation_id_of(story),
        newspaper=story.newspaper,
        issue_date=story.day,
        issue_number="23271",
        pages=("01",),
        title=story.title,
        authors=("林望舒",) if story.byline else (),
        text=line,
        url=f"{public_url}/c/{citation_id_of(story)}",
        inferred=story.inferred,
    )


def facts_of(story: Story) -> ArticleFacts:
    """The facts of a story."""
    return ArticleFacts(story.article_id, None, story.title, story.byline, story.url)


def source_of(story: Story) -> Source:
    """Where a story stands."""
    return Source("001_页.txt", SHA, ((10, 10 + len(story.body)),))


def passage_of(story: Story) -> Slice:
    """The whole body, but for the ferry its second paragraph."""
    if story is FERRY:
        return slice_in(story, story.body.split("\n\n")[1])
    return Slice(story.body, 0, len(story.body))


def hit_of(story: Story, rank: int = 1, public_url: str = "") -> Hit:
    """A story as a hit."""
    marked = slice_in(story, story.highlight)
    return Hit(
        rank=rank,
        score=0.93,
        passage=passage_of(story),
        highlight=marked,
        span=slice_in(story, story.span) if story.span else None,
        article=facts_of(story),
        citation=citation_of(story, public_url),
        source=source_of(story),
        ranks={"keyword": rank, "meaning": rank + 2},
        selection=selection(story.body, marked.start, marked.end),
        fragment=fragment(
            f"{public_url}/articles/{story.article_id}", story.body, marked.start, marked.end
        ),
        also_printed=(citation_of(BRIDGE, public_url),) if story is FERRY else (),
    )


def listed_of(story: Story, public_url: str = "") -> Listed:
    """A story in a list."""
    opening = Slice(story.body[:20], 0, min(20, len(story.body)))
    return Listed(
        facts_of(story), citation_of(story, public_url), opening, slice_in(story, story.highlight)
    )


class TinyArchive:
    """An Answering in memory. `broken` makes it raise; `gate` makes searches wait for an event."""

    generation = 17

    def __init__(self, public_url: str = "", stories: tuple[Story, ...] = STORIES) -> None:
        self.public_url = public_url
        self.stories = stories
        self.questions: list[Question] = []
        self.lists: list[Browse] = []
        self.broken: Exception | None = None
        self.hold: threading.Event | None = None
        self.closed = False

    def ask(self, question: Question) -> Answer:
        question.checked()
        self.questions.append(question)
        if self.hold:
            self.hold.wait(10)
        if self.broken:
            raise self.broken
        found = [s for s in self.stories if any(key in question.text for key in s.keys)]
        others = [s for s in (FERRY, BRIDGE) if found and s not in found]
        hits = tuple(
            hit_of(story, rank, self.public_url) for rank, story in enumerate([*found, *others], 1)
        )[: question.top]
        language = "zh" if any("\u4e00" <= c <= "\u9fff" for c in question.text) else "en"
        reading = Interpretation(language, question.from_date, question.to_date)
        empty = Answer(
            question.text, reading, "not_found", 0.1, "没有足够接近的段落。", (), 17, 1.0
        )
        if not found:
            near = (hit_of(BRIDGE, 1, self.public_url),) if question.near else ()
            return replace(empty, hits=near)
        unsure = "也许" in question.text
        return replace(
            empty,
            status="uncertain" if unsure else "answered",
            confidence=0.4 if unsure else 0.93,
            reason="The passages are related." if unsure else None,
            hits=hits,
        )

    def browse(self, asked: Browse) -> Listing:
        """The stories with a key word of the text, or all; the cursor is a number of stories."""
        asked = asked.checked()
        self.lists.append(asked)
        found = [
            story
            for story in self.stories
            if story.standing == "current"
            and (not asked.text or any(key in asked.text for key in story.keys))
            and asked.newspaper in (None, story.newspaper)
        ]
        cursor = asked.cursor or "0"
        if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 9):
            raise BadQuestion("'cursor' does not belong to this list: leave it out.")
        start = int(cursor)
        end = start + asked.limit
        dated = [story for story in found if story.day]
        return Listing(
            total=len(found),
            items=tuple(listed_of(story, self.public_url) for story in found[start:end]),
            next=str(end) if end < len(found) else None,
            months=(Count("2023-04", len(dated)),) if dated else (),
            newspapers=(Count("云汀日报", len(dated)),) if dated else (),
            authors=(Count("林望舒", 1),) if FERRY in found else (),
            undated=len(found) - len(dated),
            interpretation=Interpretation("zh", asked.from_date, asked.to_date),
            all_words=True,
            generation=self.generation,
        )

    def arrivals(self, asked: Browse, since: int, limit: int) -> Arrivals:
        """Nothing ever comes in here."""
        return Arrivals((), 0, 0)

    def other_printings(self, article_id: str) -> frozenset[str]:
        return frozenset()

    def verify(self, quotation: str) -> Verification:
        """Exact when a story has the words; near, with a word too much, when one has all but the
        last three letters."""
        if self.broken:
            raise self.broken
        if not any(map(str.isalnum, quotation)):
            raise BadQuestion("The quotation has no letters: please give the words to look for.")
        for story in self.stories:
            if quotation in story.body:
                match = self._match(story, quotation, "exact")
                return Verification(quotation, "exact", (match,))
            if len(quotation) > 6 and quotation[:-3] in story.body:
                left_out = Difference("delete", quotation[-3:], "")
                match = self._match(story, quotation[:-3], "near", left_out)
                return Verification(quotation, "near", (match,))
        return Verification(quotation, "not_found")

    def verify_draft(self, text: str) -> list[Verification]:
        return [
            replace(self.verify(one.words), place=(one.start, one.end)) for one in quotations(text)
        ]

    def _match(self, story: Story, text: str, verdict: Verdict, *differences: Difference) -> Match:
        return Match(
            verdict=verdict,
            text=slice_in(story, text),
            article=facts_of(story),
            citation=citation_of(story, self.public_url),
            sources=(source_of(story),),
            differences=differences,
            speaker=slice_in(story, story.span) if story.span else None,
            also_printed=(citation_of(BRIDGE, self.public_url),) if story is FERRY else (),
        )

    def citation(self, citation_id: str) -> CitedPassage:
        for story in self.stories:
            if citation_id_of(story) == citation_id:
                return CitedPassage(
                    standing=story.standing,
                    citation=citation_of(story, self.public_url),
                    article=facts_of(story),
                    passage=passage_of(story),
                    source=source_of(story),
                    note="撤回于2023年5月。" if story.standing == "withdrawn" else None,
                    successor=citation_of(FERRY) if story.standing == "withdrawn" else None,
                )
        raise NotFound(f"The archive has never had a citation '{citation_id[:40]}'.")

    def article(self, article_id: str) -> ArticleView:
        for story in self.stories:
            if story.article_id == article_id:
                return ArticleView(
                    article=facts_of(story),
                    citation=citation_of(story, self.public_url),
                    body=story.body,
                    kicker="民生",
                    subtitle=None,
                    section="要闻",
                    kind="news",
                    language="zh",
                    correspondents=("赵平",),
                    sources=(source_of(story),),
                    standing=story.standing,
                )
        raise NotFound(f"The archive has never had an article '{article_id[:40]}'.")

    def surroundings(self, article_id: str, *, printed: bool = False) -> Surroundings:
        """The articles of one page, in order; every paragraph is printed in two lines."""
        view = self.article(article_id)
        names = [Neighbour(story.article_id, story.title) for story in self.stories]
        at = [one.article_id for one in names].index(article_id)
        lines = []
        for found in re.finditer("[^\n]+", view.body) if printed else ():
            middle = len(found[0]) // 2
            halves = (found[0][:middle], found[0][middle:])
            lines.append(AsPrinted(found.start(), found.end(), halves))
        return Surroundings(
            names[at - 1] if at else None,
            names[at + 1] if at + 1 < len(names) else None,
            (Stretch("01", 0, len(view.body)),),
            tuple(lines),
        )

    def holdings(self) -> Holdings:
        dated = [story for story in self.stories if story.day]
        if not dated:
            return Holdings(())
        days = (date(2023, 4, 10), date(2023, 4, 10))
        held = Holding("云汀日报", len(dated), 1, *days)
        unnamed = Holding(None, len(self.stories) - len(dated), 0, None, None)
        return Holdings((held, unnamed), (SetAside("<b>页.pdf", "It is no PDF."),))

    def issue_days(self, newspaper: str | None, year: int) -> dict[date, int]:
        return {date(2023, 4, 10): len(self.stories)} if year == 2023 else {}

    def summary(self) -> dict[str, object]:
        return {
            "articles": len(self.stories),
            "passages": len(self.stories),
            "generation": 17,
            "newspapers": ["云汀日报"],
            "first_date": "2023-04-10",
            "last_date": "2024-01-18",
            "encoder": "bundled",
        }

    def close(self) -> None:
        self.closed = True
