"""Which articles may hold a quotation: bodies taken from the archive by the keyword index."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from index.archive import Archive, StoredArticle
from index.continuing import whole
from index.store import Field, Scope, Store
from index.tokens import words_and_bigrams
from retrieval.letters import Letters
from retrieval.verdicts import PrintedIn

_RAREST = 4  # tokens by which every passage that has them is taken
_KNOWN = 1_000  # passages that may have a token for that; a more frequent one tells too little
_NEAR = 60  # passages taken by all tokens together
_MOST_ARTICLES = 30
_MOST_TOKENS = 256  # of a long quotation, evenly taken
_SHORT = 3  # letters; a quotation no longer has few tokens or none
_CUT = 2  # tokens of a text that no article has, though it has the text: those at its ends
_SCANNED = 60  # articles taken when all are read through
_BLOCK = 500


@dataclass(frozen=True, slots=True)
class Shelf:
    """An article's body as candidate. Of one that jumps to another page, `full` is the whole, and
    the half with that key begins at `offset` of it. Or one of its headings, then `body` is that."""

    key: int
    article_id: str
    day: date | None
    body: str = field(repr=False)
    full: StoredArticle | None = None
    offset: int = 0
    printed_in: PrintedIn = "body"


def articles_with(
    archive: Archive, store: Store, text: str, plain: Letters, known: Container[int] = ()
) -> Iterator[Shelf]:
    """The articles that may hold a text exactly, but for those known by their keys: all that have
    one of its rarest tokens; when every token is frequent or there is none, all there are."""
    words, pairs = _tokens(text).values()
    whole_pairs = [pair for pair in pairs if len(pair) == 2]
    kind: Field = "bigrams" if whole_pairs else "words"
    often = sorted((store.frequency(kind, token), token) for token in whole_pairs or words)
    # Several, since a token cut at an end of the text or by a blank in the article is another.
    rare = [token for count, token in often if 0 < count <= _KNOWN][:_RAREST]
    keys: list[int] = []
    for token in rare:
        found = store.keyword(kind, [token], _KNOWN, Scope())
        keys += _articles_of(archive, found.ids.tolist())
    unknown = sum(not count for count, _ in often)
    possible = unknown <= _CUT and (unknown < len(often) or kind == "words")
    if possible and (not rare or (kind == "words" and len(plain.plain) <= _SHORT)):
        keys += _read_through(archive, text)
    yield from shelves_of(archive, [key for key in keys if key not in known])


def articles_near(archive: Archive, store: Store, text: str) -> Iterator[Shelf]:
    """The articles that have most of a text's tokens, best first."""
    yield from shelves_of(archive, _near_keys(archive, store, _tokens(text))[:_MOST_ARTICLES])


def shelves_of(archive: Archive, keys: Iterable[int]) -> Iterator[Shelf]:
    """The bodies of the articles with these keys, each once, the halves of one together."""
    distinct = list(dict.fromkeys(keys))
    shown: set[str] = set()
    for at in range(0, len(distinct), _BLOCK):
        block = distinct[at : at + _BLOCK]
        found = {shelf.key: shelf for shelf in _read(archive, block)}
        for shelf in (found[key] for key in block if key in found):
            if shelf.article_id not in shown:
                shown.add(shelf.article_id)
                yield shelf


def _tokens(text: str) -> dict[Field, list[str]]:
    words, pairs = words_and_bigrams(text)
    return {"words": _some(words), "bigrams": _some(pairs)}


def _some(tokens: Iterable[str]) -> list[str]:
    distinct = list(dict.fromkeys(tokens))
    return distinct[:: -(-len(distinct) // _MOST_TOKENS) or 1]


def _near_keys(archive: Archive, store: Store, by_field: dict[Field, list[str]]) -> list[int]:
    """Articles by the passages of both fields in turn, each article once."""
    ranked = [
        store.keyword(kind, tokens, _NEAR, Scope()).ids.tolist()
        for kind, tokens in by_field.items()
        if tokens
    ]
    longest = max(map(len, ranked), default=0)
    turns = [ids[at] for at in range(longest) for ids in ranked if at < len(ids)]
    return _articles_of(archive, turns)


def _articles_of(archive: Archive, passage_ids: Sequence[int]) -> list[int]:
    rows = archive.passages(passage_ids)
    return list(dict.fromkeys(rows[one].article_key for one in passage_ids if one in rows))


def _read_through(archive: Archive, text: str) -> list[int]:
    """Articles whose stored body holds the very text."""
    select = "SELECT article_key FROM articles WHERE instr(body, ?) LIMIT ?"
    wanted = text.encode("utf-8", "replace").decode("utf-8")
    return [row[0] for row in archive.connection.execute(select, (wanted, _SCANNED))]


def _read(archive: Archive, keys: Sequence[int]) -> Iterator[Shelf]:
    marks = ",".join("?" * len(keys))
    select = (
        "SELECT article_key, article_id, issue_date, body, facts LIKE '%\"jump\\__%' ESCAPE '\\' "
        f"FROM articles WHERE article_key IN ({marks})"
    )
    for key, article_id, day, body, jumps in archive.connection.execute(select, keys):
        if not isinstance(body, str):  # damaged on disk
            continue
        printed = date.fromisoformat(day) if day else None
        shelf = Shelf(key, article_id, printed, body)
        yield _whole(archive, shelf) if jumps else shelf


def _whole(archive: Archive, half: Shelf) -> Shelf:
    stored = archive.articles_by_key([half.key]).get(half.key)
    if stored is None:
        return half
    full, offset = whole(archive, stored)
    return Shelf(half.key, full.article_id, half.day, full.article.body, full, offset)
