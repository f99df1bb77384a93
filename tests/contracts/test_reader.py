"""Every reader keeps the same promises: every character stands in the source, no line is lost, and
a bad file is refused in one sentence, soon."""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Callable

import pytest

from index.conserve import conserved
from index.decode import decode
from index.errors import UnreadableFile
from index.readers import EXTRACTORS, READERS, extractor_for, reader_for
from index.records import IssueFacts, Reading, SourceText
from tests.index.readers.samples import SAMPLES

SECONDS = 20  # generous: the machine is shared, and a reader that hangs takes for ever
NAMES = sorted(SAMPLES)
BINARY = ("page.pdf", "document.docx", "articles.jsonl.gz")


def read(name: str, data: bytes) -> tuple[SourceText, Reading]:
    source = decode(data, name)
    return source, reader_for(name)(source, IssueFacts())


def refused(name: str, data: bytes) -> str:
    began = time.monotonic()
    with pytest.raises(UnreadableFile) as caught:
        read(name, data)
    assert time.monotonic() - began < SECONDS
    reason = str(caught.value)
    assert reason
    assert "\n" not in reason
    assert len(reason) < 300
    assert reason.isprintable()
    return reason


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_every_ending_has_a_sample() -> None:
    told = {ending for ending in READERS for name in NAMES if name.endswith(ending)}
    assert told == set(READERS)
    assert set(EXTRACTORS) <= set(READERS)


@pytest.mark.parametrize("name", NAMES)
def test_every_character_of_a_body_stands_in_the_source(name: str) -> None:
    source, reading = read(name, SAMPLES[name]())
    assert reading.articles
    for article in reading.articles:
        assert article.body
        for part in article.parts:
            for start in range(part.start, part.end, 7):
                end = min(start + 23, part.end)
                spans = part.map.spans(start, end)
                quoted = "".join(source.text[low:high] for low, high in spans)
                assert squeezed(quoted) == squeezed(article.body[start:end])


@pytest.mark.parametrize("name", NAMES)
def test_no_line_is_lost(name: str) -> None:
    assert conserved(*read(name, SAMPLES[name]())).reason is None


@pytest.mark.parametrize("name", NAMES)
def test_the_hash_is_of_the_bytes_and_the_bytes_are_kept(name: str) -> None:
    data = SAMPLES[name]()
    source = decode(data, name)
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert source.file == name
    assert source.raw == (data if extractor_for(name) else None)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_file_is_read_alike_twice(name: str) -> None:
    data = SAMPLES[name]()
    assert read(name, data) == read(name, data)
    assert decode(data, name).structure == decode(data, name).structure


@pytest.mark.parametrize("name", NAMES)
def test_facts_given_win(name: str) -> None:
    source = decode(SAMPLES[name](), name)
    reading = reader_for(name)(source, IssueFacts(newspaper="鹭洲晚报"))
    assert {article.newspaper for article in reading.articles} == {"鹭洲晚报"}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("data", [b"", b" \n\t \r\n", b"\0" * 64], ids=["empty", "blank", "zeros"])
def test_an_empty_file_is_refused(name: str, data: bytes) -> None:
    refused(name, data)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_refused_or_read_without_loss(name: str, share: float) -> None:
    data = SAMPLES[name]()
    data = data[: int(len(data) * share)]
    try:
        source, reading = read(name, data)
    except UnreadableFile:
        return
    assert name not in BINARY
    assert conserved(source, reading).reason is None


@pytest.mark.parametrize("name", NAMES)
def test_random_bytes_are_refused(name: str) -> None:
    refused(name, random.Random(20240118).randbytes(4096))


@pytest.mark.parametrize("name", NAMES)
def test_a_good_start_followed_by_garbage_is_refused_or_read_without_loss(name: str) -> None:
    data = SAMPLES[name]()
    spoilt = data[: len(data) // 2] + random.Random(5).randbytes(len(data) // 2)
    try:
        source, reading = read(name, spoilt)
    except UnreadableFile:
        return
    assert conserved(source, reading).reason is None


@pytest.mark.parametrize("name", NAMES)
def test_ten_megabytes_of_garbage_are_refused_soon(name: str) -> None:
    refused(name, random.Random(7).randbytes(10_000_000))


def _other(name: str) -> Callable[[], bytes]:
    return SAMPLES["page.pdf" if not name.endswith(".pdf") else "document.docx"]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_of_another_format_is_refused(name: str) -> None:
    refused(name, _other(name)())
