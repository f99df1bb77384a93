"""The bundled encoder without torch is the bundled encoder with it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from index.encoders.static import BUNDLED, StaticEncoder, open_bundled, open_static
from index.errors import EncoderMissing

VARIED = [
    "",
    " ",
    "。",
    "春",
    "桥",
    "市长昨天为新桥剪彩。",
    "市長昨天為新橋剪綵。",
    "台风过后，港口于周三恢复通航。",
    "颱風過後，港口於週三恢復通航。",
    "图书馆藏书二十万册，其中善本三百余种。",
    "圖書館藏書二十萬冊，其中善本三百餘種。",
    "2023年8月16日，气温达到38.5℃。",
    "２０２３年８月１６日　全角数字",
    "GDP同比增长5.2%，CPI上涨0.3%",
    "民國二十六年七月七日",
    "甲乙丙丁戊己庚辛壬癸",
    "人工智能公司发布了新的语言模型",
    "中华人民共和国外交部发言人",
    "乌兹别克斯坦总统访问上海",
    "她说：“明天见。”",
    "The harbour reopened on Wednesday after the storm.",
    "the HARBOUR Reopened",
    "antidisestablishmentarianism",
    "naïve café, Ünïcödé, São Paulo",
    "C++ & A&E, 100%, $5",
    "https://example.org/a?b=c#d",
    "東京の港は水曜日に再開した。",
    "カタカナとひらがなと漢字",
    "ﾊﾝｶｸｶﾀｶﾅ",
    "戦後の経済と気候",
    "항구는 수요일에 다시 열렸다.",
    "Der Hafen wurde am Mittwoch wieder geöffnet.",
    "Le port a rouvert mercredi après la tempête.",
    "El puerto reabrió el miércoles.",
    "Порт вновь открылся в среду.",
    "أعيد فتح الميناء يوم الأربعاء.",
    "Cảng mở cửa trở lại vào thứ Tư.",
    "नमस्ते दुनिया",
    "ท่าเรือเปิดอีกครั้ง",
    "iPhone手机 and 安卓phone",
    "港口Port港口Port",
    "👍",
    "天气很好☀️出门👨‍👩‍👧去",
    "\ufffd\ufffd乱码\ufffd",
    "锟斤拷烫烫烫屯屯屯",
    "行\n列\r\n表\t格",
    "a\x00b\x01c",
    "e\u0301 か\u3099 \u1100\u1161",
    "𠀀𠮷野家",
    "龘靐齉齾爩",
    "〇一二三四五六七八九十百千万亿",
    "水" * 5_000,
    "port " * 5_000,
    "新桥通车，" * 2_000,
    "0" * 1_000,
    "-" * 1_000,
]


@pytest.fixture(scope="module")
def bundled() -> StaticEncoder:
    return open_bundled()


@pytest.mark.filterwarnings("ignore::DeprecationWarning:torch.*")
@pytest.mark.filterwarnings("ignore::DeprecationWarning:transformers.*")
def test_gives_what_sentence_transformers_gives(bundled: StaticEncoder) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(BUNDLED), device="cpu")
    expected = model.encode(VARIED, show_progress_bar=False)
    assert expected.dtype == np.float32
    assert np.isfinite(expected).all()
    # Summing one vector thousands of times, float32 rounds differently in another order.
    short = [len(text) < 1_000 for text in VARIED]
    found = bundled.encode_passages(VARIED)
    np.testing.assert_allclose(found[short], expected[short], atol=1e-6)
    np.testing.assert_allclose(found, expected, atol=5e-5)
    for text, row in zip(VARIED, expected, strict=True):
        np.testing.assert_allclose(bundled.encode_question(text), row, atol=5e-5)


def test_needs_no_torch() -> None:
    code = (
        "import sys; from index.encoders import open_encoder;"
        "found = open_encoder().encode_passages(['新桥通车', 'the bridge']);"
        "assert found.any();"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'scipy', 'sklearn'};"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_reads_traditional_as_simplified(bundled: StaticEncoder) -> None:
    rows = bundled.encode_passages(["圖書館藏書二十萬冊", "图书馆藏书二十万册"])
    np.testing.assert_allclose(rows[0], rows[1], atol=1e-6)


def test_reads_case_width_and_accents_alike(bundled: StaticEncoder) -> None:
    rows = bundled.encode_passages(
        ["Café Zürich 2023", "ＣＡＦÉ zurich ２０２３", "cafe\u0301 Zürich 2023"]
    )
    np.testing.assert_allclose(rows[1:], rows[[0, 0]], atol=1e-6)


def test_knows_that_a_question_in_english_is_about_the_chinese_passage(
    bundled: StaticEncoder,
) -> None:
    passages = ["台风过后，港口恢复通航。", "图书馆周末延长开放时间。", "小学生参加足球比赛。"]
    rows = bundled.encode_passages(passages)
    asked = ["When did the harbour reopen after the typhoon?", "library opening hours"]
    best = [int(np.argmax(rows @ bundled.encode_question(text))) for text in asked]
    assert best == [0, 1]


def test_token_ids_are_those_that_are_summed(bundled: StaticEncoder) -> None:
    tokens = bundled.token_ids(VARIED)
    assert len(tokens) == len(VARIED)
    assert tokens.ids.dtype == np.uint16
    rows = bundled.encode_passages(VARIED)
    for at in range(len(VARIED)):
        total = bundled.token_vectors[tokens[at]].sum(axis=0)
        unit = total / max(float(np.linalg.norm(total)), 1e-12)
        np.testing.assert_allclose(rows[at], unit, atol=5e-5)


def test_no_text_has_no_tokens(bundled: StaticEncoder) -> None:
    tokens = bundled.token_ids([])
    assert len(tokens) == 0
    assert tokens.ids.dtype == np.uint16


@pytest.mark.parametrize("text", VARIED, ids=lambda text: ascii(text[:12]))
def test_token_spans_lie_in_the_text_in_order(bundled: StaticEncoder, text: str) -> None:
    found = bundled.token_offsets(text)
    np.testing.assert_array_equal(found.ids, bundled.token_ids([text])[0])
    assert found.spans.shape == (len(found.ids), 2)
    assert (found.spans[:, 0] <= found.spans[:, 1]).all()
    assert (found.spans >= 0).all()
    assert (found.spans <= len(text)).all()
    assert (np.diff(found.spans[:, 0]) >= 0).all()


def test_token_spans_cut_out_the_words(bundled: StaticEncoder) -> None:
    text = "颱風過後，港口恢復通航 👍 Bridge"
    found = bundled.token_offsets(text)
    words = [text[first:last] for first, last in found.spans.tolist()]
    assert "颱風" in words
    assert "港口" in words
    assert words[-1] == "Bridge"


def test_a_lone_surrogate_does_not_shift_the_spans(bundled: StaticEncoder) -> None:
    found = bundled.token_offsets("\ud800港口")
    assert [1, 3] in found.spans.tolist()


def test_norms_say_that_rare_words_matter_more(bundled: StaticEncoder) -> None:
    norms = bundled.token_norms
    assert norms.shape == (len(bundled.token_vectors),)
    assert norms[0] == 0  # what is unknown
    common, rare = bundled.token_ids(["的", "台风"]).ids
    assert norms[common] < norms[rare]


def test_token_vectors_cannot_be_changed_by_accident(bundled: StaticEncoder) -> None:
    with pytest.raises(ValueError, match="read-only"):
        bundled.token_vectors[0, 0] = 1


def test_ids_fit_sixteen_bits(bundled: StaticEncoder) -> None:
    assert len(bundled.token_vectors) <= 2**16


def test_the_folder_stays_small_and_names_no_machine() -> None:
    files = [path for path in BUNDLED.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 32_000_000
    for path in files:
        if path.suffix in {".json", ".md"}:
            text = path.read_text("utf-8")
            assert "/home/" not in text
            assert str(Path(__file__).resolve().parents[3]) not in text
            assert "site-packages" not in text


def test_a_folder_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(EncoderMissing, match="cannot be loaded"):
        open_static(tmp_path / "nowhere")


@pytest.mark.parametrize("broken", ["modules.json", "model.safetensors", "tokenizer.json"])
def test_a_damaged_folder_is_told_in_a_sentence(tmp_path: Path, broken: str) -> None:
    for path in BUNDLED.glob("*.*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / broken).write_bytes(b"{")
    with pytest.raises(EncoderMissing, match="cannot be loaded"):
        open_static(tmp_path)


def test_a_tokenizer_with_more_words_than_vectors_is_refused(tmp_path: Path) -> None:
    for path in BUNDLED.glob("*.*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    told = json.loads((BUNDLED / "tokenizer.json").read_text("utf-8"))
    told["model"]["vocab"].append(["一个从未有过的词", -20.0])
    Tokenizer.from_str(json.dumps(told)).save(str(tmp_path / "tokenizer.json"))
    with pytest.raises(EncoderMissing, match="damaged"):
        open_static(tmp_path)
