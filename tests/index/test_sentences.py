"""Where sentences end."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import LONGEST_SENTENCE, sentences

LETTERS = st.text(
    st.sampled_from("江水。！？；…“”‘’「」『』（）《》\"'.!? \n\t\u3000aBCé说道1"), max_size=120
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


LONG = {
    "dots": "." * 100_000,
    "opening": "“" * 100_000,
    "stops": "。" * 100_000,
    "initials": "A. " * 60_000,
    "no stop": "江" * 300_000,
    "straight": '"' * 99_999,
    "closing": "。”" * 60_000,
    "spaces": "a." + " " * 100_000,
    "speech": "“" + "江水。" * 60_000 + "”",
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_no_text_takes_more_than_its_length_deserves(text: str) -> None:
    began = time.process_time()
    sentences(text)
    assert time.process_time() - began < 5  # quadratic would take minutes
