"""Late interaction: a passage scores by the best counterpart of every word of the question."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.interaction import WINDOW, interaction, question_tokens

TABLE = np.array([[0, 0], [1, 0], [0, 2], [3, 3]], np.float32)  # token 0 means nothing


def tokens(*ids: int) -> np.ndarray:
    return np.array(ids, np.uint16)


def test_rare_words_count_by_the_length_of_their_vector() -> None:
    asked = question_tokens(tokens(1, 2, 2), TABLE)
    assert asked is not None
    assert asked.weights == pytest.approx([1 / 3, 2 / 3])


def test_a_question_without_any_known_token_is_none() -> None:
    assert question_tokens(tokens(0, 0), TABLE) is None


@pytest.mark.parametrize(
    ("passage", "score"),
    [((1, 2), 1.0), ((1,), 1 / 3), ((3,), np.sqrt(0.5)), ((0,), 0.0), ((), 0.0)],
)
def test_a_passage_scores_its_best_matches(passage: tuple[int, ...], score: float) -> None:
    asked = question_tokens(tokens(1, 2), TABLE)
    assert asked is not None
    whole, closest = interaction(asked, [tokens(*passage)], TABLE)
    assert whole[0] == pytest.approx(score, abs=1e-6)
    assert closest[0] == pytest.approx(score, abs=1e-6)


def test_words_far_apart_count_for_the_whole_but_not_for_the_window() -> None:
    asked = question_tokens(tokens(1, 2), TABLE)
    assert asked is not None
    far = tokens(1, *[0] * (4 * WINDOW), 2)
    whole, closest = interaction(asked, [far, tokens(1, 2)], TABLE)
    assert whole == pytest.approx([1.0, 1.0])
    assert closest == pytest.approx([2 / 3, 1.0])


def test_passages_do_not_leak_into_each_other() -> None:
    asked = question_tokens(tokens(1, 2), TABLE)
    assert asked is not None
    together = interaction(asked, [tokens(1), tokens(), tokens(2), tokens(3)], TABLE)[1]
    alone = [interaction(asked, [tokens(*one)], TABLE)[1][0] for one in ((1,), (), (2,), (3,))]
    assert together == pytest.approx(alone)


def test_cosines_are_the_same_block_by_block_and_with_the_lengths_known() -> None:
    draw = np.random.default_rng(7)
    table = draw.normal(size=(1_000, 8)).astype(np.float32)
    table[0] = 0
    passages = [draw.integers(0, 1_000, 700).astype(np.uint16) for _ in range(4)]
    vectors = table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-6)
    for norms in (None, np.linalg.norm(table, axis=1)):
        asked = question_tokens(tokens(3, 5, 700), table, norms)
        assert asked is not None
        whole, _ = interaction(asked, passages, table)
        best = [(vectors[passage] @ asked.vectors.T).max(axis=0) for passage in passages]
        assert whole == pytest.approx([float(one @ asked.weights) for one in best], abs=1e-5)
