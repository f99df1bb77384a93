"""Page text whose words are spaced: nameplates, and headlines right above their text."""

from __future__ import annotations

from datetime import date

import pytest

from index.conserve import conserved
from index.decode import decode
from index.errors import UnreadableFile
from index.readers import text
from index.readers.text import read_text
from index.records import IssueFacts, Reading, SourceText, split_lines
from index.side_by_side import columns_apart

ENGLISH = """THE SANDPIPER STAR
No. 18,441            WEDNESDAY, JUNE 11, 1952            PRICE TWOPENCE

FERRYMEN RETURN TO WORK AFTER
NINE DAYS ASHORE

New Rota Accepted

By JOHN HALE
Staff Writer

ELMSTEAD, June 10 (Reuters) — More than four hun-
dred ferrymen returned to their boats this morn-
ing after nine days in which no boat had crossed.

Continued on Page A4

TOLL ON COAST ROAD
Motorists using the coast road will pay a shilling
from the first of July, the corporation announced.
Lorries will pay three.

Lost Dog Walks Home
A sheepdog called Bess, lost on a farm in Mooring-
ham in April, walked into her own yard on Sunday.
"She went straight to her dish," said her owner.
"""
FRENCH = """LE COURRIER DE LA BAIE
Samedi 4 mars 1933 — N° 12.204 — Prix : 25 centimes

La crue menace les faubourgs
De notre envoyé spécial Paul Verdier

ELMONT, 3 mars. — Les eaux ont encore
monté de quarante centi¬
mètres pendant la nuit. Les habitants des faubourgs
ont commencé à déménager leurs meubles.

Un incendie rue Royale
Un incendie s'est déclaré hier soir, vers dix heures,
dans un entrepôt de la rue Royale. Les pompiers
l'ont maîtrisé après deux heures d'efforts.
"""
RUSSIAN = """ВЕСТНИК ЗАЛИВА
№ 45    Вторник, 4 марта 2014 года

Мост через залив открыт
Иван Соколов
ЛИПОВСК, 3 марта. Движение по новому мосту через
залив началось вчера утром. Строи-
тельство продолжалось четыре года.

Школьники посадили сад
Ученики школы № 12 высадили в субботу двести яблонь
во дворе интерната. Саженцы подарил питомник.
"""
KOREAN = """새벽일보
2014년 3월 4일 화요일  제8123호

만안대교 개통… 두 도시 8분 거리
(만안=새벽일보) 김민수 기자 = 만안대교가 3일 오전 개통됐다. 총연장은
1.2킬로미터, 사업비는 900억 원이다. 지금까지 30분 걸리던 이동 시간이
8분으로 줄었다.

초등학생들 사과나무 심어
박지연 기자
시립 제12초등학교 학생들이 1일 운동장에 사과나무 200그루를 심었다.
묘목은 지역 농원이 기증했다.
"""


def read(text: str) -> Reading:
    return read_text(SourceText("page.txt", "0" * 64, "utf-8", text), IssueFacts())


@pytest.mark.parametrize(
    ("page", "newspaper", "day", "number", "titles", "authors"),
    [
        (ENGLISH, "The Sandpiper Star", date(1952, 6, 11), "18441",
         ["FERRYMEN RETURN TO WORK AFTER NINE DAYS ASHORE", "TOLL ON COAST ROAD",
          "Lost Dog Walks Home"], [("John Hale",), (), ()]),
        (FRENCH, "Le Courrier de la Baie", date(1933, 3, 4), "12204",
         ["La crue menace les faubourgs", "Un incendie rue Royale"], [("Paul Verdier",), ()]),
        (RUSSIAN, "Вестник Залива", date(2014, 3, 4), "45",
         ["Мост через залив открыт", "Школьники посадили сад"], [("Иван Соколов",), ()]),
        (KOREAN, "새벽일보", date(2014, 3, 4), "8123",
         ["만안대교 개통… 두 도시 8분 거리", "초등학생들 사과나무 심어"],
         [("김민수",), ("박지연",)]),
    ],
)  # fmt: skip
def test_a_page_is_cut_and_says_what_it_is(
    page: str,
    newspaper: str,
    day: date,
    number: str,
    titles: list[str],
    authors: list[tuple[str, ...]],
) -> None:
    reading = read(page)
    facts = reading.facts
    assert (facts.newspaper, facts.issue_date, facts.issue_number) == (newspaper, day, number)
    assert [article.title for article in reading.articles] == titles
    assert [article.authors for article in reading.articles] == authors


def test_divided_words_are_whole_again_whatever_the_sign() -> None:
    assert "quarante centimètres pendant" in read(FRENCH).articles[0].body
    assert "Строительство продолжалось" in read(RUSSIAN).articles[0].body
    assert "four hundred ferrymen" in read(ENGLISH).articles[0].body


def test_a_headline_in_a_block_is_broken_off_where_a_word_would_have_fitted() -> None:
    text = (
        "Council meets\nBy Tom Ashdown\n\nThe council met on Monday for the first time.\n\n"
        "{}\nbridge was painted in the spring and looks as new as\n"
        "it did when it was opened by the mayor in 1931.\n"
    )
    wrapped = read(text.format("Nobody was hurt when a lorry ran into the wall, the"))
    assert [article.title for article in wrapped.articles] == ["Council meets"]
    headed = read(text.format("Old Bridge Painted at Last\nThe iron"))
    titles = [article.title for article in headed.articles]
    assert titles == ["Council meets", "Old Bridge Painted at Last"]


def test_a_sentence_with_a_date_is_no_nameplate() -> None:
    (article,) = read(
        "Ferry sold\n\nThe ferry was sold on Monday, June 9, 1952 to a company in Elmstead.\n"
    ).articles
    assert article.title == "Ferry sold"
    assert article.issue_date is None or "issue_date" in article.inferred


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<!DOCTYPE html>\n<html><body><p>x</p></body></html>", "a web page"),
        ('<?xml version="1.0"?><nitf><body/></nitf>', "XML"),
        ('{"title": "Ferry", "text": "It sailed."}', "JSON"),
        ('[\n {"uri": "urn:1"}]', "JSON"),
    ],
)
def test_another_format_named_like_page_text_is_told(text: str, what: str) -> None:
    with pytest.raises(UnreadableFile, match=f"^it is {what}, not page text"):
        read(text)


@pytest.mark.parametrize(
    ("page", "encoding"),
    [(ENGLISH, "utf-16-le"), (ENGLISH, "utf-16-be"), (FRENCH, "utf-16-le"), (RUSSIAN, "cp1251"),
     (KOREAN, "euc_kr"), (KOREAN, "utf-16-le")],
)  # fmt: skip
def test_pages_in_older_encodings_read_the_same(page: str, encoding: str) -> None:
    data = page.encode(encoding, "replace")
    source = decode(data, "page.txt")
    assert source.text == data.decode(encoding)


SIDE_BY_SIDE = """THE NORTHERN WEEKLY
Tuesday, March 4, 2014                                         No. 41,207

Council votes to rebuild               Glasshouse closed for
barriers                               painting
By Margaret Ellison                    By Oliver Stanton

The city council voted on Tues-        Visitors to the botanical gar-
day to rebuild the flood barri-        den will find the great glass-
ers along the eastern embank-          house closed until the end of
ment, which will take four years.      May, while it is painted.

Members of the opposition had          The head gardener said that the
asked for a later day. The vote        palms had been moved to a shel-
was 34 to 21.                          ter heated with steam.

                                       The garden remains open on
                                       weekdays from nine until dusk.
"""


def test_columns_side_by_side_are_read_from_top_to_bottom() -> None:
    reading = read(SIDE_BY_SIDE)
    council, glasshouse = reading.articles
    assert council.title == "Council votes to rebuild barriers"
    assert council.authors == ("Margaret Ellison",)
    assert council.body == (
        "The city council voted on Tuesday to rebuild the flood barriers along the eastern "
        "embankment, which will take four years.\nMembers of the opposition had asked for a later "
        "day. The vote was 34 to 21."
    )
    assert glasshouse.title == "Glasshouse closed for painting"
    assert glasshouse.body.startswith("Visitors to the botanical garden will find the great glass")
    assert glasshouse.body.endswith("The garden remains open on weekdays from nine until dusk.")
    source = SourceText("page.txt", "0" * 64, "utf-8", SIDE_BY_SIDE)
    assert conserved(source, reading).reason is None


def test_every_passage_of_a_column_leads_back_to_its_own_stretches() -> None:
    body = read(SIDE_BY_SIDE).articles[1].body
    part = read(SIDE_BY_SIDE).articles[1].parts[0]
    spans = part.map.spans(0, len(body))
    printed = "".join(SIDE_BY_SIDE[start:end] for start, end in spans)
    assert "".join(printed.split()) == "".join(body.split())


@pytest.mark.parametrize("columns", [1, 2, 3, 4])
def test_any_number_of_columns_side_by_side(columns: int) -> None:
    lines = [f"word{at} goes on {'x' * (at % 5 + 1)}" for at in range(8 * columns)]
    stacked = [lines[at * 8 : at * 8 + 8] for at in range(columns)]
    rows = [
        "   ".join(line.ljust(24) for line in row).rstrip() for row in zip(*stacked, strict=True)
    ]
    text = "\n".join(rows)
    read_back = [line.text.strip() for line in columns_apart(list(split_lines(text)))]
    assert [line for line in read_back if line] == lines


def test_more_than_an_issue_in_one_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "MOST_TEXT", 100)
    with pytest.raises(UnreadableFile, match="more than 100 of page text; split it"):
        read(ENGLISH)


@pytest.mark.parametrize(
    ("page", "newspaper", "title", "byline", "authors"),
    [
        ("LA GAZZETTA DEL LAGO\nLunedì 4 marzo 2013        Anno XII n. 63\n\n"
         "Riapre il ponte\ndi Marco Bellini\nIl ponte ha riaperto ieri mattina al traffico.\n"
         "I lavori sono costati due milioni di euro alla regione.\n",
         "La Gazzetta del Lago", "Riapre il ponte", "di Marco Bellini", ("Marco Bellini",)),
        ("Friday October 3 2008 | The Morning Ledger | 7\n\nRail fares to rise\nDan Mortlake\n"
         "Transport Correspondent\n\nFares will go up by six per cent in January.\n",
         "The Morning Ledger", "Rail fares to rise", "Dan Mortlake Transport Correspondent",
         ("Dan Mortlake",)),
        ("Mooshofer Anzeiger            Seite 3\nMittwoch, 5. Juni 2019        Lokales\n\n"
         "Freibad öffnet erst im Juli\nMooshof (dpa). Das Freibad am Weiher öffnet in diesem Jahr\n"
         "erst am 1. Juli. Wer schon\nbezahlt hat, bekommt das Geld zurück.      (kbr)\n",
         "Mooshofer Anzeiger", "Freibad öffnet erst im Juli", "Mooshof (dpa).", ()),
    ],
)  # fmt: skip
def test_names_stand_where_each_country_sets_them(
    page: str, newspaper: str, title: str, byline: str, authors: tuple[str, ...]
) -> None:
    (article,) = read(page).articles
    assert (article.newspaper, article.title) == (newspaper, title)
    assert (article.byline, article.authors) == (byline, authors)
