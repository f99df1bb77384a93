"""Bytes become text in the right encoding, or the file is refused in one sentence."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.decode import decode
from index.errors import UnreadableFile

SIMPLIFIED = "近日，东江市委书记率团考察，强调要坚定信心、保持定力。本报讯（记者 方小舟）\n"
TRADITIONAL = "近日，海濱市長率團考察，強調要堅定信心。編輯先生：我離開故鄉，至今五十年。\n"
JAPANESE = "青葉市は九日、旧港灯台を図書館に改修する計画を発表した。総工費は三億二千万円。\n"
KOREAN = "서울시는 오늘 새로운 도서관을 개관한다고 발표했다. 시민들은 환영의 뜻을 밝혔다.\n"
FRENCH = "Le port rouvre après la tempête : les dégâts ont été estimés à 240 000 euros, hélas.\n"
RUSSIAN = "Сегодня в городе открылась новая библиотека. Жители района рады этому событию.\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((SIMPLIFIED, e) for e in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")),
        *((SIMPLIFIED, e) for e in ("gb18030", "gbk", "utf-32")),
        *((TRADITIONAL, e) for e in ("big5", "big5hkscs", "gb18030", "utf-8")),
        *((JAPANESE, e) for e in ("shift_jis", "euc_jp", "utf-8")),
        (KOREAN, "euc_kr"),
        *((FRENCH, e) for e in ("cp1252", "utf-8", "utf-16")),
        *((RUSSIAN, e) for e in ("cp1251", "koi8_r", "utf-8")),
    ],
)
def test_the_encoding_is_told_from_the_text(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "page.txt").text == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        ("标题\0正文".encode(), "NUL"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "image"),
        (SIMPLIFIED.encode()[:40] + b"\xff" + SIMPLIFIED.encode()[41:], "damaged at byte 40"),
        (SIMPLIFIED.encode().decode("latin-1").encode(), "encoded twice"),
        (FRENCH.encode().decode("cp1252").encode(), "encoded twice"),
        (("\ufffd\ufffd" + SIMPLIFIED).encode(), "lost"),
        (("\ue000\ue001\ue002\ue003" * 9 + SIMPLIFIED).encode(), "private"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        decode(data, "page.txt")


@given(st.binary(max_size=400))
def test_no_bytes_break_it_and_no_lone_surrogate_survives(data: bytes) -> None:
    text = ""
    with contextlib.suppress(UnreadableFile):
        text = decode(data, "page.txt").text
    text.encode()


def test_the_sha256_is_of_the_raw_bytes() -> None:
    data = gzip.compress(b'{"text": "a"}')
    assert decode(data, "a.jsonl.gz").sha256 == hashlib.sha256(data).hexdigest()


def test_gzip_is_unpacked_also_when_it_is_several_files_in_one() -> None:
    data = gzip.compress(SIMPLIFIED.encode()) + gzip.compress(SIMPLIFIED.encode())
    assert decode(data, "a.jsonl.gz").text == SIMPLIFIED * 2


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (gzip.compress(b"a" * 50_000_000), "suspiciously large"),
        (gzip.compress(SIMPLIFIED.encode())[:-9], "cut off"),
        (SIMPLIFIED.encode(), "not packed"),
        (b"\x1f\x8b\x08\x00" + bytes(40), "damaged"),
    ],
)
def test_bad_gzip_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        decode(data, "a.jsonl.gz")


def test_escaped_letters_in_json_lines_are_read_as_letters() -> None:
    record = json.dumps({"text": '东江😀\\u4e00 "引号"\n'}, ensure_ascii=True)
    text = decode(record.encode(), "a.jsonl").text
    assert "东江😀" in text
    assert json.loads(text) == json.loads(record)
