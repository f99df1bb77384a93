"""Opening models by name: what is kept, and how failure is told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.encoders import open_encoder
from index.encoders.sentence_transformer import open_sentence_transformer
from index.encoders.static import BUNDLED, open_bundled
from index.errors import EncoderMissing

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning:torch.*"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:transformers.*"),
]


def test_an_unknown_name_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EncoderMissing, match="neither a local folder nor a model") as caught:
        open_sentence_transformer("nobody/has-such-a-model", local_files_only=True)
    assert "\n" not in str(caught.value)


def test_a_folder_without_a_model_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(EncoderMissing, match="is not a sentence-transformers model") as caught:
        open_sentence_transformer(str(tmp_path))
    assert "\n" not in str(caught.value)


def test_the_bundled_folder_is_a_sentence_transformers_model() -> None:
    encoder = open_encoder(str(BUNDLED))
    texts = ["港口恢复通航", "the harbour reopened"]
    expected = open_bundled().encode_passages(texts)
    np.testing.assert_allclose(encoder.encode_passages(texts), expected, atol=1e-5)


def test_prompts_change_the_vectors_and_the_fingerprint() -> None:
    plain = open_sentence_transformer(str(BUNDLED))
    asking = open_sentence_transformer(str(BUNDLED), prompts={"query": "港口 ", "document": ""})
    assert plain.fingerprint != asking.fingerprint
    assert not np.allclose(plain.encode_question("桥"), asking.encode_question("桥"))
    np.testing.assert_array_equal(plain.encode_passages(["桥"]), asking.encode_passages(["桥"]))


def test_a_moved_folder_is_the_same_encoder(tmp_path: Path) -> None:
    moved = tmp_path / "moved"
    for path in BUNDLED.rglob("*"):
        if path.is_file():
            target = moved / path.relative_to(BUNDLED)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    here, there = open_encoder(str(BUNDLED)), open_encoder(str(moved))
    assert here.fingerprint == there.fingerprint
