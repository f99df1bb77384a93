"""Which article a printed correction corrects: the one it can only mean, or none.

A correction hung on the wrong article is worse than one that is missed. So whatever it says must
agree (day, page, headline, the words that were wrong), and a short headline, which many articles
have, or one that is only like the one named, counts with the wrong words alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from difflib import SequenceMatcher

from index.archive import Archive, StoredArticle
from index.cohesion import terms
from index.continuing import whole
from index.pages import page_name
from retrieval.correcting import Notice
from retrieval.letters import letters
from retrieval.quotations import quotations
from retrieval.views import Amendment

_WEEKS = timedelta(days=60)  # a correction that names no day follows within so many
_ALIKE = 0.8  # of two headlines, by the letters they share in order
_DISTINCT = 6  # letters of a headline that is no rubric such as 简讯 or 拍卖公告
_TELLING = 4  # letters of wrong words that are not found in any article
# What may be wrong though no word of the text is.
_BESIDE_TEXT = re.compile(
    r"作者|署名|[图圖插][片画畫]|照片|配[图圖]|\b(?:byline|author|photo|picture|caption)",
    re.IGNORECASE,
)
# What every correction says, whatever it is about.
_FORMULAS = re.compile(
    r"[本我贵]报|[今昨前][日天]|编辑|记者|作者|读者|报道|文章|消息|一文|文中|其中|标题|特此|更正|致歉|有误|错误|误[写为作]|应为|应该|"
    r"\b(?:an?|the|articles?|pages?|stor(?:y|ies)|reports?|headlined?|corrections?|mis\w+|incorrectly|"
    r"should|newspaper|editors?|errors?|yesterday|\w+day|about|number|which|there|their)\b|\d+",
    re.IGNORECASE,
)


def corrected(archive: Archive, of: StoredArticle, notice: Notice) -> StoredArticle | None:
    """The article that a notice, which stands in `of`, corrects; None unless it is unmistakable."""
    if notice.day is None and notice.title is None:
        return None
    there = [one for one in _candidates(archive, of, notice) if one.key != of.key]
    pool = _by_title(there, notice) if notice.title else _by_words(there, notice)
    if len(pool) > 1:
        pool = [one for one in pool if _may_be_page(one, notice)]
    if len(pool) > 1:
        pool = [one for one in pool if _holds_wrong(one, notice)]
    if len(pool) > 1:
        pool = _by_subject(pool, notice)
    return whole(archive, pool[0])[0] if len(pool) == 1 else None


def stand_in(text: str, amended: Iterable[Amendment]) -> bool:
    """Whether any of the words that were wrong stand in a text by themselves: 120 does not in
    1200."""
    own = letters(text)
    borders = {edge for span in own.tokens() for edge in span}
    return any(
        (found.start() in borders or not words[0].isalnum())
        and (found.end() in borders or not words[-1].isalnum())
        for change in amended
        if (words := letters(change.wrong).plain)
        for found in re.finditer(re.escape(words), own.plain)
    )


def _candidates(archive: Archive, of: StoredArticle, notice: Notice) -> list[StoredArticle]:
    """The articles of the day named; without one, those of the weeks before under its headline."""
    newspaper = notice.newspaper or of.article.newspaper
    select = "SELECT article_key, title FROM articles WHERE newspaper IS ? AND issue_date "
    printed = of.article.issue_date
    if notice.day:
        rows = archive.connection.execute(
            f"{select} = ?", (newspaper, notice.day.isoformat())
        ).fetchall()
    elif printed:
        between = (newspaper, (printed - _WEEKS).isoformat(), printed.isoformat())
        rows = archive.connection.execute(f"{select} BETWEEN ? AND ?", between).fetchall()
        rows = [row for row in rows if _alike(row["title"], notice.title) >= _ALIKE]
    else:
        rows = []
    return list(archive.articles_by_key([row["article_key"] for row in rows]).values())


def _by_title(there: Sequence[StoredArticle], notice: Notice) -> list[StoredArticle]:
    shares = [max(_alike(name, notice.title) for name in _names(one)) for one in there]
    same = [one for one, share in zip(there, shares, strict=True) if share == 1]
    if same:
        return [one for one in same if _agrees(one, notice)]
    near = [one for one, share in zip(there, shares, strict=True) if share >= _ALIKE]
    if near:
        return [one for one in near if _may_be_page(one, notice) and _tells(one, notice)]
    # A headline may not have been read from its page, and stand for nobody.
    return [one for one in _by_words(there, notice) if not one.article.title]


def _agrees(one: StoredArticle, notice: Notice) -> bool:
    """Whether all that a notice says speaks for an article of the headline it names."""
    if _holds_wrong(one, notice):
        return True
    others = _quotes_wrong(notice)  # words that the article does not have
    if len(letters(notice.title or "").plain) < _DISTINCT:
        return not others and _is_page(one, notice) and bool(_BESIDE_TEXT.search(notice.text))
    return _may_be_page(one, notice) and not (others and notice.day is None)


def _by_words(there: Sequence[StoredArticle], notice: Notice) -> list[StoredArticle]:
    """Those of the page named that hold the wrong words."""
    return [one for one in there if _is_page(one, notice) and _tells(one, notice)]


def _tells(one: StoredArticle, notice: Notice) -> bool:
    """Whether an article holds the wrong words; few letters need a subject in common too."""
    if not _holds_wrong(one, notice):
        return False
    wrong = sum(len(letters(change.wrong).plain) for change in notice.amended)
    return wrong >= _TELLING or len(_shared(one, notice)) >= 2


def _by_subject(pool: Sequence[StoredArticle], notice: Notice) -> list[StoredArticle]:
    """The one that has twice as many words of the notice as any other."""
    first, second, *_ = sorted(pool, key=lambda one: -len(_shared(one, notice)))
    clear = len(_shared(first, notice)) >= max(4, 2 * len(_shared(second, notice)))
    return [first] if clear else list(pool)


def _names(one: StoredArticle) -> Iterator[str | None]:
    article = one.article
    yield article.title
    yield f"{article.kicker or ''}{article.title or ''}"
    yield f"{article.title or ''}{article.subtitle or ''}"


def _alike(printed: str | None, named: str | None) -> float:
    """How alike two headlines are, 0 to 1; a part of one that is told for the whole is .9."""
    one, other = (letters(text or "").plain for text in (printed, named))
    if not one or not other or one == other:
        return float(bool(one) and one == other)
    if min(len(one), len(other)) >= _TELLING and (one in other or other in one):
        return 0.9
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _may_be_page(one: StoredArticle, notice: Notice) -> bool:
    """Whether the page named is not another one."""
    return not one.article.pages or notice.page is None or _is_page(one, notice)


def _is_page(one: StoredArticle, notice: Notice) -> bool:
    pages = [page_name(page) for page in one.article.pages]
    return notice.page is not None and page_name(notice.page) in pages


def _holds_wrong(one: StoredArticle, notice: Notice) -> bool:
    article = one.article
    parts = (article.kicker, article.title, article.subtitle, article.byline, article.body)
    return stand_in("\n".join(part for part in parts if part), notice.amended)


def _quotes_wrong(notice: Notice) -> bool:
    """Whether a notice gives wrong words in quotation marks, as they were printed."""
    quoted = {one.words.strip() for one in quotations(notice.text)}
    return any(change.wrong in quoted for change in notice.amended)


def _shared(one: StoredArticle, notice: Notice) -> set[str]:
    """The words of a notice that an article has too, but for what any correction says."""
    said = terms(_FORMULAS.sub("\n", notice.text))
    return said & terms(f"{one.article.title or ''}\n{one.article.body}")
