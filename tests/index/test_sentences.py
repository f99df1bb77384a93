"""Where sentences end."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import LONGEST_SENTENCE, sentences

LETTERS = st.text(
    st.sampled_from("江水、矣。！？；…“”‘’「」『』（）《》\"'.!? \n\t\u3000aBCé说道1"), max_size=120
)


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("船开了。人都到了！", ["船开了。", "人都到了！"]),
        ("船开了……人都到了", ["船开了……", "人都到了"]),
        ("第一行\n第二行", ["第一行", "第二行"]),
        (
            "“江上有汽笛声。心里踏实。”他说。船开了。",
            ["“江上有汽笛声。心里踏实。”他说。", "船开了。"],
        ),
        ("“心里踏实。”船开了。", ["“心里踏实。”", "船开了。"]),
        ("（见第二版。）船开了。", ["（见第二版。）船开了。"]),
        ("他喊：「開船！」船開了。", ["他喊：「開船！」", "船開了。"]),
        ("“引号丢了一半。船开了。", ["“引号丢了一半。", "船开了。"]),
        ("Mr. Smith met J. Doe. They left.", ["Mr. Smith met J. Doe.", "They left."]),
        ("It cost 3.5 yuan. Then it rose.", ["It cost 3.5 yuan.", "Then it rose."]),
        ('"It is late!" she said. We left.', ['"It is late!" she said.', "We left."]),
        ("第一，船；第二，人", ["第一，船；", "第二，人"]),
        ("", []),
        (" \n\u3000\n", []),
        ("”", ["”"]),
        ('"', ['"']),
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    "expected",
    [
        ["Он пришёл вчера.", "Она ушла сегодня."],
        ["А. С. Пушкин жил в г. Москве.", "Да.", "— Нет."],
        ["Ήρθε χθες.", "Έφυγε σήμερα."],
        ["그는 어제 갔다.", "그녀는 2023. 4. 10. 서울에 왔다."],
        ["جاء أمس.", "لماذا؟", "ذهبت اليوم."],
        ["وہ آیا۔", "وہ گیا۔"],
        ["वह आया।", "वह गया।"],
        ["Przyszedł wczoraj.", "Łódź śpi.", "Żaden z ul. Długiej."],
        ["Vino ayer.", "¿Por qué?", "El Sr. López salió de EE. UU. ayer."],
        ["M. Dupont est venu.", "Élise aussi.", "« Oui. »", "Il part."],
        [
            "Er kam am 3. Oktober.",
            "Über Nacht z. B. Schnee.",
            "„Ja.“",
            "Dr. Ott nach dem II. Krieg.",
        ],
        ["Mr. Smith left the USA.", "It cost 3.5 yuan.", "12 came."],
        ["昨日は3.5メートルだった。", "今日は来た。"],
        ["昨天涨了3.5米。", "今天退了。"],
        ["1. Home rule is here."],
    ],
    ids=["ru", "ru2", "el", "ko", "ar", "ur", "hi", "pl", "es", "fr", "de", "en", "ja", "zh", "1."],
)
def test_a_spaced_full_stop_ends_a_sentence_in_every_script(expected: list[str]) -> None:
    assert cut(" ".join(expected)) == expected


OLD = (
    "碼頭昨晨起霧、渡船停在江心、旅客不得上岸者凡四十餘人、船主老胡以鐘聲相吿、岸上始知其事矣、"
    "巡警趕到時、霧已散去大半、老胡笑謂衆人曰、『我在此江擺渡卅年、未曾誤過一客、』聞者皆鼓掌、"
)


def test_where_an_old_paper_has_one_stop_its_clauses_make_sentences() -> None:
    assert cut(OLD) == [
        "碼頭昨晨起霧、渡船停在江心、旅客不得上岸者凡四十餘人、船主老胡以鐘聲相吿、岸上始知其事矣、",
        "巡警趕到時、霧已散去大半、老胡笑謂衆人曰、『我在此江擺渡卅年、未曾誤過一客、』聞者皆鼓掌、",
    ]


def test_a_closing_word_ends_an_old_sentence_early() -> None:
    text = "江上昨夜忽起大風、渡船盡數停航矣、今晨水退、茶館重開、說書先生照常登台、座客甚多、"
    assert cut(text)[0] == "江上昨夜忽起大風、渡船盡數停航矣、"


def test_a_stray_stop_of_the_printer_changes_nothing() -> None:
    assert cut(OLD.replace("霧、", "霧，", 1) * 2)[0].endswith("其事矣、")


@pytest.mark.parametrize(
    "text",
    [
        "出席会议的有江务局、轮渡公司、云汀大学、鹭洲区政府、市政工程公司、航道站、水文站、"
        "气象台、消防支队、医院、学校、博物馆等单位的代表，会议通过了新的章程。",
        "停航的线路有：青澜线、望鹤线、鹭洲线、云汀线、新安线、北站线、东门线、西门线、南门线、"
        "江心线、渔港线、夜航线，其余照常。",
        "轮渡今天恢复开行的线路一共有三十多条其中包括市民关心的青澜线望鹤线以及从云汀北站出发前往"
        "鹭洲新安等地的夜航线记者在码头看到前来乘船的大多是学生、老人和附近村庄的菜农",
        "値班表：胡、李、陳",
    ],
    ids=["prose", "list", "no stops", "short"],
)
def test_modern_text_is_never_cut_at_its_enumerations(text: str) -> None:
    assert cut(text) == [text]


def test_an_old_quotation_is_kept_whole_where_it_fits() -> None:
    text = "船主胡老大告人曰、『" + "水漲船高、" * 6 + "何必着急呢、』" + "衆人聞言、大笑而散、" * 5
    assert any("『" in one and "』" in one for one in cut(text))


def test_a_quotation_longer_than_a_sentence_may_be_is_cut_inside() -> None:
    text = "“" + "江水上涨了。" * 60 + "”他说。"
    assert len(cut(text)) > 30
    assert all(len(one) < LONGEST_SENTENCE for one in cut(text))


@given(LETTERS)
def test_sentences_hold_every_character_once_and_in_order(text: str) -> None:
    spans = sentences(text)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(
        text.split()
    )
    past = 0
    for start, end in spans:
        assert past <= start < end
        assert text[start:end] == text[start:end].strip()
        assert "\n" not in text[start:end]
        past = end


@given(st.text(st.sampled_from("江水漲矣、、、『』（） \n"), min_size=60, max_size=400))
def test_sentences_of_an_old_text_hold_every_character_once(text: str) -> None:
    held = "".join("".join(text[start:end].split()) for start, end in sentences(text))
    assert held == "".join(text.split())


LONG = {
    "dots": "." * 100_000,
    "opening": "“" * 100_000,
    "stops": "。" * 100_000,
    "initials": "A. " * 60_000,
    "no stop": "江" * 300_000,
    "straight": '"' * 99_999,
    "closing": "。”" * 60_000,
    "spaces": "a." + " " * 100_000,
    "old": "江水、" * 100_000,
    "old open": "『江水漲矣、" * 60_000,
    "speech": "“" + "江水。" * 60_000 + "”",
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_no_text_takes_more_than_its_length_deserves(text: str) -> None:
    began = time.process_time()
    sentences(text)
    assert time.process_time() - began < 5  # quadratic would take minutes
