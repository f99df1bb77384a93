"""The tokens of sentences cut out of a passage's are those the tokenizer gives each by itself."""

from __future__ import annotations

from functools import cache

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordLevel

from index.encoders.static import StaticEncoder, open_bundled
from index.sentences import sentences
from retrieval.sentence_tokens import tokens_of_sentences

FERRY = (
    "４月９日，停航三年的青瀾江輪渡重新開航。首班渡船載客１２０人，由老渡工周水生掌舵！\n"
    "The “Heron” sailed at 6:00. Mr. Lowe, its master, said: “Never before.”\n"
    "票价２元……哈哈哈哈哈，大家都說便宜。"
)
WORDS = st.sampled_from(
    (
        *("渡船", "開航", "哈哈哈", "①", "ﬁnal", "e\u0301t", "か\u3099", "𠮷", "\ud800", "3.5"),
        *("%", "。", "…", "！", "”", "“", "Heron", "said.", "각", "ᄀ", "ᅡ", "👩\u200d🚒"),
        *("\n", " ", "\u3000", "\u200b", "\x1c"),
    )
)


@cache
def bundled() -> StaticEncoder:
    return open_bundled()


def cut(text: str) -> list[str]:
    return [text[low:high] for low, high in sentences(text)]


def test_they_are_cut_out_of_those_of_the_passage() -> None:
    static = bundled()
    stored = static.token_ids([f"青瀾江輪渡\n{FERRY}"])[0]
    found = tokens_of_sentences(cut(FERRY), stored, static)
    told = static.token_ids(cut(FERRY))
    assert [one.tolist() for one in found if one is not None] == [
        told[at].tolist() for at in range(len(told))
    ]


@given(st.lists(WORDS, max_size=24).map("".join), st.sampled_from(["", "開航\n", "\ud800\n"]))
def test_those_that_are_told_are_right_whatever_the_text(text: str, title: str) -> None:
    static = bundled()
    found = tokens_of_sentences(cut(text), static.token_ids([title + text])[0], static)
    told = static.token_ids(cut(text))
    for at, one in enumerate(found):
        assert one is None or sorted(one.tolist()) == sorted(told[at].tolist())


def test_tokens_of_another_text_are_not_taken() -> None:
    static = bundled()
    stored = static.token_ids(["水泥厂的烟囱昨天拆除。"])[0]
    assert tokens_of_sentences(["渡船昨天开航。"], stored, static) == [None]


def test_only_a_tokenizer_that_looks_at_each_piece_alone_is_trusted() -> None:
    words = WordLevel({"[UNK]": 0, "渡船": 1}, unk_token="[UNK]")
    table = np.ones((2, 4), np.float32)
    static = StaticEncoder(Tokenizer(words), table, name="words", fingerprint="words")
    assert tokens_of_sentences(["渡船"], np.array([1], np.uint16), static) == [None]
