"""Every reranker keeps the same promises; a new one joins by being listed in RERANKERS."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from retrieval.reranking import Reranker, RerankerMissing, open_reranker
from tests.contracts.test_encoder import random_bert

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning:torch.*"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:transformers.*"),
    pytest.mark.filterwarnings("ignore::FutureWarning:transformers.*"),
]

QUESTION = "列车何时开通"
TEXTS = ["市政府昨天宣布", "新的地铁线路将于十月开通", "the canal", "春水" * 500, "\ud800坏\x00"]


def random_cross_encoder(folder: Path, labels: int = 1, half: bool = False) -> str:
    """A real two-layer cross-encoder with random weights, saved; returns its folder."""
    import torch
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    tokenizer = AutoTokenizer.from_pretrained(str(Path(random_bert(folder)).parent / "bert"))
    torch.manual_seed(11)
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
        num_labels=labels,
        initializer_range=0.5,
    )
    model = BertForSequenceClassification(config)
    (model.half() if half else model).save_pretrained(folder / "cross")
    tokenizer.save_pretrained(folder / "cross")
    return str(folder / "cross")


RERANKERS: dict[str, Callable[[Path], Reranker]] = {
    "cross-encoder": lambda folder: open_reranker(random_cross_encoder(folder)),
    "half cross-encoder": lambda folder: open_reranker(random_cross_encoder(folder, half=True)),
}


@pytest.fixture(scope="module", params=list(RERANKERS))
def reranker(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Reranker:
    return RERANKERS[request.param](tmp_path_factory.mktemp("reranker"))


@pytest.mark.parametrize("count", [0, 1, 5])
def test_gives_one_score_a_text_between_0_and_1(reranker: Reranker, count: int) -> None:
    scores = reranker.scores(QUESTION, TEXTS[:count])
    assert scores.shape == (count,)
    assert scores.dtype == np.float32
    assert ((scores >= 0) & (scores <= 1)).all()


def test_a_text_does_not_depend_on_its_neighbours(reranker: Reranker) -> None:
    together = reranker.scores(QUESTION, TEXTS)
    alone = [reranker.scores(QUESTION, [text])[0] for text in TEXTS]
    np.testing.assert_allclose(together, alone, atol=1e-5)
    assert len(set(together.round(4).tolist())) > 1


def test_threads_do_not_disturb_each_other(reranker: Reranker) -> None:
    expected = reranker.scores(QUESTION, TEXTS)
    with ThreadPoolExecutor(4) as pool:
        for scores in pool.map(lambda _: reranker.scores(QUESTION, TEXTS), range(12)):
            np.testing.assert_allclose(scores, expected, atol=1e-5)


def test_a_model_with_several_scores_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(RerankerMissing, match="gives 3 scores a passage"):
        open_reranker(random_cross_encoder(tmp_path, labels=3))


def test_a_missing_model_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(RerankerMissing, match=r"The reranker .* there is no such folder") as caught:
        open_reranker(str(tmp_path / "nowhere"))
    assert "\n" not in str(caught.value)
