"""What no passage that answers can do without: a sum of money where one asks how much it cost, the
office where one asks who holds it.

However near a story comes to a question, it does not answer what it has no figure for. Only what
hardly an answer of held-out sets lacks is asked for here (docs/decisions/0008-confidence.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from index.patterns import lazy_pattern
from index.scripts import HAN, script_of
from retrieval.expecting import Expectation, as_written, expectation
from retrieval.indispensable_words import (
    COUNTED,
    COUNTED_TOO,
    COUNTERS,
    COUNTRY,
    FACTS,
    FIGURE,
    MEANT,
    MEASURES,
    NAMED,
    OFFICE_TOO,
    OFFICES,
    PLACED,
)

_KANA = lazy_pattern(r"[\u3041-\u30ff]")
_NAMES = lazy_pattern(r"《[^》]*》|“[^”]*”|「[^」]*」|\"[^\"]*\"")
# One of these asks; where two stand, or one that asks whether, more than a figure may answer.
_ASKING = lazy_pattern(
    r"谁|哪[一几些]?|为什么|什么|多少|几几?|多[久长大高远重深宽快厚]|何[时地处人年日岁歳]|如何|怎|为[何啥]|吗|是否"
    r"|有没有|无论|不管|\b(?:who|what|which|when|where|why|how)\w*",
    re.IGNORECASE,
)


class Indispensable(NamedTuple):
    """What an answer must hold: how it is called in a sentence, how folded texts say it, and
    whether the very sentence that answers does."""

    called: str
    said: re.Pattern[str]
    in_sentence: bool = True

    def lacking(self, folded: str) -> bool:
        """Whether a folded text holds nothing of it. Only Chinese texts are read: what others
        may call it is not known here."""
        chinese = script_of(folded) == HAN and not _KANA.search(folded)
        return chinese and not self.said.search(folded)


def indispensable(question: str) -> tuple[Indispensable, ...]:
    """Everything that no passage can answer the question without, as far as its words tell."""
    return _indispensable(_NAMES.sub(" ", as_written(question)))


@lru_cache(256)
def _indispensable(asked: str) -> tuple[Indispensable, ...]:
    expected = expectation(asked)
    if expected is None or len(_ASKING.findall(asked)) != 1:
        return ()
    # いくら asks for votes, too, and 成立 is said of treaties; 何歳 is clear.
    if _KANA.search(asked) and expected.form != "age":
        return ()
    if expected.kind == "person":
        return (*_offices(asked), *_placed(asked))
    return (
        *_countries(expected),
        *_measures(asked, expected),
        *_counted(asked, expected),
        *_facts(asked, expected),
        *_named(asked, expected),
    )


def _countries(expected: Expectation) -> Iterator[Indispensable]:
    if expected.form == "country":
        yield Indispensable("a country", _compiled(COUNTRY))


def _offices(asked: str) -> Iterator[Indispensable]:
    if found := _compiled(OFFICES).search(asked):
        office = found["asked"] or found["held"]
        yield Indispensable(f"“{office}”", _compiled(f"{office}|{OFFICE_TOO}"))


def _placed(asked: str) -> Iterator[Indispensable]:
    """Who came first, where that is asked and not who coached the winner."""
    for place, said in PLACED:
        who = rf"({place})[是为归]?(?:谁|哪)|谁(?:是|获得?|夺得?|拿)[^,。?]{{0,10}}({place})[?。]?$"
        if found := _compiled(who).search(asked):
            yield Indispensable(f"“{found[1] or found[2]}”", _compiled(said), False)


def _measures(asked: str, expected: Expectation) -> Iterator[Indispensable]:
    form = expected.form or ""
    if form in MEASURES and (form not in MEANT or _compiled(MEANT[form]).search(asked)):
        called, said = MEASURES[form]
        yield Indispensable(called, _compiled(said))


def _counted(asked: str, expected: Expectation) -> Iterator[Indispensable]:
    """A number of what is counted so: a figure, and its measure word or one like it behind."""
    found = _compiled(COUNTED).search(asked)
    if found is None or expected.kind != "count" or expected.form not in (None, "persons"):
        return
    by = found["by"]
    alike = "".join(sorted({by, *(one for some in COUNTERS if by in some for one in some)}))
    said = rf"{FIGURE}[\u4e00-\u9fff]{{0,4}}?[{alike}]|{COUNTED_TOO}"
    yield Indispensable(f"a number counted in “{by}”", _compiled(said))


def _facts(asked: str, expected: Expectation) -> Iterator[Indispensable]:
    beside = f"{expected.before} {expected.after}" if expected.kind == "count" else asked
    for key, words, said in FACTS:
        if key in (expected.kind, expected.form) and (found := _compiled(words).search(beside)):
            yield Indispensable(f"“{found[0]}”", _compiled(said), False)


def _named(asked: str, expected: Expectation) -> Iterator[Indispensable]:
    if expected.kind not in ("place", "thing"):
        return
    for noun, said in NAMED:
        which = rf"(?:哪|什么)[一几两三些]?[条座个]?(?P<noun>{noun})(?![人员长])"
        if found := _compiled(which).search(asked):
            yield Indispensable(f"“{found['noun']}”", _compiled(said), False)


_compiled = cache(re.compile)  # of the words above only
