"""Opening models by name: what is kept, and how failure is told."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from index.encoders import open_encoder
from index.encoders.sentence_transformer import open_sentence_transformer
from index.encoders.static import BUNDLED, open_bundled
from index.errors import EncoderMissing
from tests.contracts.test_encoder import random_bert

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning:torch.*"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:transformers.*"),
    pytest.mark.filterwarnings("ignore::FutureWarning:transformers.*"),
]


def test_a_name_that_is_not_on_this_machine_is_told_in_one_sentence() -> None:
    with pytest.raises(EncoderMissing, match="neither a local folder nor a model") as caught:
        open_sentence_transformer("nobody/has-such-a-model", local_files_only=True)
    assert "\n" not in str(caught.value)


def test_an_unreachable_hub_is_told_at_once_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def cut_off(*_: object, **__: object) -> None:
        raise ConnectionError("no network")

    monkeypatch.setattr("huggingface_hub.HfApi.model_info", cut_off)
    with pytest.raises(EncoderMissing, match="Put the model's folder on this machine") as caught:
        open_encoder("nobody/has-such-a-model")
    assert "hub cannot be reached" in str(caught.value)


@pytest.mark.parametrize("name", ["/no/such/folder", "./no-such-folder", "a/b/c"])
def test_a_missing_folder_is_not_looked_for_on_the_hub(name: str) -> None:
    with pytest.raises(EncoderMissing, match="there is no such folder"):
        open_encoder(name)


@pytest.mark.parametrize("backend", ["onnx", "openvino"])
def test_a_back_end_that_is_not_installed_is_told_with_what_to_do(backend: str) -> None:
    if find_spec("optimum") is not None:
        pytest.skip("optimum is installed here")
    with pytest.raises(EncoderMissing, match=f"cannot run with {backend} without optimum"):
        open_encoder(str(BUNDLED), backend=backend)


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
    asking = open_sentence_transformer(str(BUNDLED), query_prompt="港口 ")
    assert plain.fingerprint != asking.fingerprint
    assert not np.allclose(plain.encode_question("桥"), asking.encode_question("桥"))
    np.testing.assert_allclose(
        asking.encode_question("桥"), plain.encode_question("港口 桥"), atol=1e-6
    )
    np.testing.assert_array_equal(plain.encode_passages(["桥"]), asking.encode_passages(["桥"]))


def test_a_prompt_that_a_folder_names_passage_is_put_before_passages(tmp_path: Path) -> None:
    told = open_encoder(random_bert(tmp_path / "told", {"query": "q:", "passage": "e:"}))
    plain = open_encoder(random_bert(tmp_path / "plain"))
    text = "市政府昨天宣布"
    np.testing.assert_allclose(
        told.encode_passages([text])[0], plain.encode_passages([f"e:{text}"])[0], atol=1e-5
    )
    np.testing.assert_allclose(
        told.encode_question(text), plain.encode_question(f"q:{text}"), atol=1e-5
    )


def test_an_e5_without_prompts_in_its_folder_is_given_those_of_e5(tmp_path: Path) -> None:
    plain = open_encoder(random_bert(tmp_path))
    folder = tmp_path / "multilingual-e5-tiny"
    (tmp_path / "model").rename(folder)
    e5 = open_encoder(str(folder))
    assert e5.fingerprint != plain.fingerprint
    np.testing.assert_allclose(
        e5.encode_question("列车"), plain.encode_question("query: 列车"), atol=1e-5
    )


def test_a_renamed_folder_that_says_what_it_is_stays_the_same_encoder(tmp_path: Path) -> None:
    folder = tmp_path / "multilingual-e5-tiny"
    Path(random_bert(tmp_path)).rename(folder)
    config = folder / "config.json"
    if not config.is_file():
        (config,) = folder.glob("0*/config.json")
    told = json.loads(config.read_text("utf-8")) | {"_name_or_path": "intfloat/e5-tiny"}
    config.write_text(json.dumps(told), "utf-8")
    before = open_encoder(str(folder)).fingerprint
    folder.rename(tmp_path / "encoder")
    assert open_encoder(str(tmp_path / "encoder")).fingerprint == before


def test_a_link_to_a_snapshot_of_the_hub_leads_to_its_family(tmp_path: Path) -> None:
    snapshot = tmp_path / "models--intfloat--multilingual-e5-small" / "snapshots" / "abc"
    snapshot.parent.mkdir(parents=True)
    Path(random_bert(tmp_path)).rename(snapshot)
    (tmp_path / "encoder").symlink_to(snapshot)
    direct, linked = open_encoder(str(snapshot)), open_encoder(str(tmp_path / "encoder"))
    assert direct.fingerprint == linked.fingerprint
    np.testing.assert_allclose(
        linked.encode_passages(["列车"]),
        open_encoder(str(snapshot), passage_prompt="").encode_passages(["passage: 列车"]),
        atol=1e-5,
    )


def test_half_precision_becomes_float32_on_a_processor(tmp_path: Path) -> None:
    import torch
    from sentence_transformers import SentenceTransformer

    folder = random_bert(tmp_path)
    exact = open_sentence_transformer(folder, device="cpu").encode_passages(["列车开通"])
    model = SentenceTransformer(folder, device="cpu").half()
    model.save(str(tmp_path / "half"), create_model_card=False)
    stored = SentenceTransformer(str(tmp_path / "half"), device="cpu")
    assert next(stored.parameters()).dtype == torch.float16  # the library keeps what was stored
    half = open_sentence_transformer(str(tmp_path / "half"), device="cpu")
    assert {one.dtype for one in half._model.parameters()} == {torch.float32}
    np.testing.assert_allclose(half.encode_passages(["列车开通"]), exact, atol=5e-3)


def test_passages_longer_than_a_model_reads_are_counted_and_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    encoder = open_sentence_transformer(random_bert(tmp_path))  # it reads 64 tokens
    encoder.encode_passages(["列车" * 10, "列车" * 25])
    assert (encoder.cut, caplog.messages) == (0, [])
    encoder.encode_passages(["列车" * 10, "列车" * 100, "列" * 64])
    encoder.encode_passages(["列车" * 100])
    assert encoder.cut == 3
    assert [one for one in caplog.messages if "reads 64 tokens" in one] == caplog.messages
    assert len(caplog.messages) == 1


def test_a_copy_for_another_back_end_does_not_change_the_encoder(tmp_path: Path) -> None:
    folder = random_bert(tmp_path)
    before = open_encoder(folder).fingerprint
    (Path(folder) / "onnx").mkdir()
    (Path(folder) / "onnx" / "model.onnx").write_bytes(b"weights")
    assert open_encoder(folder).fingerprint == before
    (Path(folder) / "vocab.txt").write_text("other", "utf-8")
    assert open_encoder(folder).fingerprint != before


def test_a_moved_folder_is_the_same_encoder(tmp_path: Path) -> None:
    moved = tmp_path / "moved"
    for path in BUNDLED.rglob("*"):
        if path.is_file():
            target = moved / path.relative_to(BUNDLED)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    here, there = open_encoder(str(BUNDLED)), open_encoder(str(moved))
    assert here.fingerprint == there.fingerprint
