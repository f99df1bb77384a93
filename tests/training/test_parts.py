"""The steps of training, one at a time."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sentencepiece", reason="sentencepiece is a training-time dependency")
torch = pytest.importorskip("torch")

from training import characters, evaluate, pairs, teacher, translation, vocabulary  # noqa: E402
from training.bags import bags_of, tokenised  # noqa: E402
from training.contrast import Schedule, contrast, loss_of, rate_at  # noqa: E402
from training.export import quantised  # noqa: E402

FORMS = [
    ("圖書館", "图书馆"),
    ("戦争と経済", "战争と经济"),
    ("ＡＢＣ１２３", "abc123"),
    ("Café É e\u0301", "cafe e e"),
    ("が", "が"),
    ("一，二。三", "一 二 三"),
    ("38.5℃", "38 5°c"),
    ("C++", "c++"),
    ("한국", "한국"),
    ("Владимир Щёлков", "vladimir shchelkov"),
    ("Việt Nam, Đà Nẵng", "việt nam  đa nẵng"),
    ("Straße, Œuvre, Łódź", "strasse  oeuvre  lodz"),
    ("", ""),
]


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> dict[int, str]:
    return characters.character_map(tmp_path_factory.mktemp("nothing"))


@pytest.mark.parametrize(("written", "searched"), FORMS)
def test_characters_have_one_searchable_form(
    letters: dict[int, str], written: str, searched: str
) -> None:
    assert written.translate(letters) == searched


def test_rust_and_python_normalise_alike(letters: dict[int, str]) -> None:
    rust = characters.compiled(letters)
    for written, _ in FORMS:
        assert rust.normalize_str(written) == written.translate(letters)


@pytest.mark.parametrize("joined", ["がぎぐ", "パリ", "việt ở", "한국어"])
def test_letters_and_marks_that_stand_apart_are_joined(
    letters: dict[int, str], joined: str
) -> None:
    rust = characters.compiled(letters)
    assert rust.normalize_str(unicodedata.normalize("NFD", joined)) == joined


def test_searchable_forms_do_not_change_again(letters: dict[int, str]) -> None:
    for form in letters.values():
        assert form.translate(letters) == form


SCORES = {
    "港": -9.0,
    "口": -9.0,
    "港口": -12.0,
    "the": -10.0,
    "ory": -10.0,
    "theory": -11.0,
    "2": -10.0,
}


def words_of(text: str) -> list[str]:
    from tokenizers import normalizers

    return vocabulary.word_tokenizer(SCORES, normalizers.NFKC()).encode(text).tokens


def test_whole_words_win_over_their_parts() -> None:
    assert words_of("港口 theory") == ["港口", "theory"]


def test_unknown_characters_take_the_unknown_token_and_stop_nobody() -> None:
    assert words_of("港👍👍口") == ["港", "👍👍", "口"]


def test_long_names_are_read_as_their_parts() -> None:
    words = {"中国外交部": 90, "中国": 900, "外交部": 500, "乌兹别克": 40, "人工智能": 300}
    assert vocabulary.compounds(words, 10_000) == {"中国外交部"}


def test_glosses_lose_their_remarks() -> None:
    assert teacher.senses("harbor (of a city); port; CL:個|个[ge4]") == ["harbor", "port"]
    assert teacher.senses("(archaic)") == ["(archaic)"]


def test_first_vectors_weigh_rare_words_more() -> None:
    taught = np.random.default_rng(1).normal(size=(5, 8)).astype(np.float32)
    taught[[0, 4]] = 0
    shares = np.array([0.0, 0.1, 1e-6, 1e-6, 0.0])
    rows = teacher.first_vectors(taught, shares, 4)
    norms = np.linalg.norm(rows, axis=1)
    assert rows.shape == (5, 4)
    assert norms[0] == 0
    assert norms[1] < 0.1 < norms[2]
    assert 0 < norms[4] < 1


def test_translation_keeps_figures_and_drops_what_it_cannot_say() -> None:
    from tokenizers import normalizers

    tokenizer = vocabulary.word_tokenizer(
        {**SCORES, "harbor": -10.0, "谁": -9.0}, normalizers.NFKC()
    )
    chance = np.random.default_rng(0)
    lexicon = translation.to_english(tokenizer, {"港口": ["harbor"]})
    shared = np.zeros(tokenizer.get_vocab_size(), bool)
    shared[tokenizer.token_to_id("2")] = True
    rows = tokenised(tokenizer, ["谁 港口 2", "", "谁", "2 港口"])
    english = translation.rewritten(rows, lexicon, chance, kept=shared)
    words = [[tokenizer.id_to_token(token) for token in english[at]] for at in range(4)]
    assert words == [["harbor", "2"], [], [], ["2", "harbor"]]
    back = translation.to_chinese(tokenizer, {"港口": ["harbor"]}, {"港口": 5})
    chinese = translation.rewritten(english, back, chance, kept=shared)
    assert [tokenizer.id_to_token(token) for token in chinese[0]] == ["港口", "2"]


def test_likelier_translations_are_drawn_more_often() -> None:
    one, two = np.asarray([2], np.int32), np.asarray([3, 3], np.int32)
    lexicon = translation.lexicon({1: [(one, 3.0), (two, 1.0)]}, 5)
    bags = bags_of([np.full(4_000, 1, np.int32), np.full(2, 4, np.int32)])
    found = translation.rewritten(bags, lexicon, np.random.default_rng(0))
    assert np.count_nonzero(found[0] == 2) == pytest.approx(3_000, abs=150)
    assert np.count_nonzero(found[0] == 3) == pytest.approx(2_000, abs=300)
    assert found[1].tolist() == [4, 4]


def some_pairs(count: int = 64) -> pairs.PairSet:
    left = bags_of(np.asarray([at, at + count], np.int32) for at in range(count))
    right = bags_of(np.asarray([at + 2 * count], np.int32) for at in range(count))
    numbers = np.arange(count)
    return pairs.PairSet("some", left, right, numbers, numbers)


def test_contrast_brings_pairs_together() -> None:
    start = np.random.default_rng(0).normal(size=(192, 16)).astype(np.float32)
    trained, losses = contrast(
        start, lambda *_: [some_pairs()], Schedule(epochs=60, batch=64, rate=2e-2), lambda _: None
    )
    assert losses[-1] < losses[0] / 5
    assert not np.array_equal(start, trained)


def test_a_pair_sharing_a_text_is_no_negative() -> None:
    left, right = torch.eye(2), torch.eye(2)
    twins = torch.tensor([4, 4])
    assert loss_of(left, right, twins, torch.tensor([0, 1]), 20.0).item() == pytest.approx(0)


def test_a_wrong_passage_costs_and_the_right_one_in_its_place_does_not() -> None:
    left, right = torch.eye(2), torch.cat([torch.eye(2), torch.tensor([[1.0, 0.0]])])
    ids = torch.tensor([0, 1])
    wrong = loss_of(left, right, ids, torch.tensor([0, 1, 2]), 20.0).item()
    own = loss_of(left, right, ids, torch.tensor([0, 1, 0]), 20.0).item()
    assert own == pytest.approx(0, abs=1e-6)
    assert wrong > 0.1


def test_the_rate_falls_to_its_last_share() -> None:
    schedule = Schedule(rate=1.0, last_rate=0.05)
    assert rate_at(0, 10, schedule) == pytest.approx(1)
    assert rate_at(10, 10, schedule) == pytest.approx(0.05)


def test_cloze_passages_rarely_hold_their_question() -> None:
    news = bags_of(np.arange(at, at + 200, dtype=np.int32) for at in range(0, 4_000, 200))
    found = pairs.cloze(news, 20, np.random.default_rng(3))
    held = [np.isin(found.left[at], found.right[at]).all() for at in range(len(found))]
    assert len(found) == 20
    assert sum(held) < 8


def test_eight_bits_are_enough() -> None:
    vectors = np.random.default_rng(0).normal(size=(50, 64)).astype(np.float32)
    vectors[7] = 0
    rows, scale = quantised(vectors)
    np.testing.assert_allclose(rows * scale[:, None], vectors, atol=np.abs(vectors).max() / 200)
    assert rows.dtype == np.int8


def test_equal_scores_count_as_misses() -> None:
    passages = np.array([[1, 0], [1, 0], [0, 1]], np.float32)
    questions = np.array([[1, 0], [0, 1]], np.float32)
    assert evaluate.places(questions, passages, [[0], [2]]).tolist() == [2, 1]


def test_scores_make_a_table() -> None:
    score = evaluate.Score("名", 1_000, 20, 0.5, 1.0)
    assert "| 名 | 1,000 / 20 | 0.500 | 1.000 |" in evaluate.table([score])


def test_missing_files_are_no_sets(tmp_path: Path) -> None:
    from training.sources import read_news, read_pairs

    assert read_pairs(tmp_path, "cedict_zh_en") == []
    assert read_news(tmp_path) == []
