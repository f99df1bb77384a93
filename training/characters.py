"""One character to its searchable form: the normaliser of the bundled tokenizer.

Everything happens in a single map from one code point to a short text, so that the same map can
run as a Rust `Precompiled` normaliser (in tokenizer.json) and as `str.translate` (in training).
It folds compatibility forms (NFKC), case, accents of Latin and Greek letters, Traditional and
Japanese Han characters to Simplified ones; Cyrillic becomes Latin, so that a name is one word in
both; punctuation, symbols and controls become a space. Before it, letters and marks that stand
apart are joined (NFC): kana keep their sound marks and Vietnamese its tones.
"""

from __future__ import annotations

import io
import json
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import opencc
import sentencepiece
from tokenizers import normalizers

HAN = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2EBEF), (0x30000, 0x323AF))
KEPT_SYMBOLS = "%$€£¥+#&℃°"  # they carry meaning next to a figure or a name (C++, A&E)
SOUND_MARKS = {0x3099: "", 0x309A: ""}  # alone they would cut a word in two
# The romanisation of passports (ICAO Doc 9303) for Russian, shortened where others write less.
CYRILLIC = dict(zip("абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґђјљњћџў", (
    "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya i i e g dj j lj nj "
    "c dz u").replace("_", "").split(" "), strict=True))  # fmt: skip
JOINED = dict(zip("ßæœøłðþı", ["ss", "ae", "oe", "o", "l", "d", "th", "i"], strict=True))
LATIN_FOR = CYRILLIC | JOINED
VIETNAMESE = frozenset("ăđơư")  # letters of their own, as are those of the block that follows
LAST_POINT = 0x323AF  # beyond lie only tags and private use, which the tokenizer drops as unknown


def is_han(character: str) -> bool:
    """Whether the character is a Chinese character of any block."""
    point = ord(character)
    return any(first <= point <= last for first, last in HAN)


def _folded(character: str) -> str:
    """Compatibility form, lower case, without accents; kana keep their sound marks."""
    text = unicodedata.normalize("NFKC", character).lower()
    text = unicodedata.normalize("NFKC", text)
    if any("\u3040" <= letter <= "\u30ff" or "\uac00" <= letter <= "\ud7a3" for letter in text):
        return text
    if text in VIETNAMESE or "\u1ea0" <= text <= "\u1ef9":
        return text
    bare = unicodedata.normalize("NFD", text)
    plain = (letter for letter in bare if unicodedata.category(letter) not in ("Mn", "Me"))
    return "".join(LATIN_FOR.get(letter, letter) for letter in plain)


def _spaced(text: str) -> str:
    """The text with a space for each letter that no word is made of."""
    text = text.translate(SOUND_MARKS)
    return "".join(
        letter if letter in KEPT_SYMBOLS or unicodedata.category(letter)[0] in "LNM" else " "
        for letter in text
    )


def old_glyphs(data: Path) -> dict[str, str]:
    """Old newspaper glyphs and what they are written as today; none when the file is not there.

    The file maps today's form to the old one, sometimes two to one; the first listed wins.
    """
    path = data / "lexicon" / "ecpo_variants.json"
    if not path.exists():
        return {}
    raw = json.loads(path.read_text(encoding="utf-8"))
    pairs = raw.items()
    return {old: new for new, old in reversed(list(pairs)) if len(old) == len(new) == 1}


def character_map(data: Path, simplified: str = "") -> dict[int, str]:
    """Code point to searchable form, for every code point that changes.

    `simplified` is text known to be Simplified Chinese: a character common in it is never taken
    for a Japanese variant (芸 is a plant in Chinese, an art in Japanese).
    """
    to_simplified = opencc.OpenCC("t2s").convert
    from_japanese = opencc.OpenCC("jp2t").convert
    known = {letter for letter, times in Counter(simplified).items() if times > 20}
    glyphs = old_glyphs(data)

    def today(letter: str) -> str:
        plain: str = to_simplified(glyphs.get(letter, letter))
        return plain if plain in known else str(to_simplified(from_japanese(plain)))

    found: dict[int, str] = {}
    for point in range(1, LAST_POINT + 1):
        if 0xD800 <= point <= 0xF8FF and not 0xF900 <= point <= 0xFAFF:
            continue  # surrogates and private use
        character = chr(point)
        if unicodedata.category(character) == "Cn":
            continue
        form = _spaced(_folded(character))
        if any(map(is_han, form)):  # also inside ㈶, whose compatibility form is (財)
            form = "".join(today(letter) for letter in form)
        if form != character:
            found[point] = form
    return found


def rules_tsv(found: dict[int, str]) -> str:
    """The map in the rule format of sentencepiece: code points in hexadecimal."""
    return "".join(
        f"{point:X}\t{' '.join(f'{ord(letter):X}' for letter in form)}\n"
        for point, form in sorted(found.items())
    )


def _fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    """The length-delimited fields of a protobuf message, as (number, bytes)."""
    at = 0

    def varint() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = message[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(message):
        key = varint()
        if key & 7 == 2:
            size = varint()
            yield key >> 3, message[at : at + size]
            at += size
        elif key & 7 == 0:
            varint()
        else:
            at += 4 if key & 7 == 5 else 8


def compiled(found: dict[int, str]) -> normalizers.Normalizer:
    """The map as a Rust normaliser, after joining letters and marks.

    sentencepiece compiles the double-array trie; its model file is a protobuf message in which
    field 3 is the normaliser and field 2 of that the trie (sentencepiece_model.proto).
    """
    with tempfile.TemporaryDirectory() as folder:
        rules, text = Path(folder) / "rules.tsv", Path(folder) / "text.txt"
        rules.write_text(rules_tsv(found), encoding="utf-8")
        text.write_text("a b c d e f\n" * 10, encoding="utf-8")
        model = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(
            input=str(text),
            model_writer=model,
            vocab_size=12,
            hard_vocab_limit=False,
            normalization_rule_tsv=str(rules),
            minloglevel=5,
        )
    normaliser = next(value for number, value in _fields(model.getvalue()) if number == 3)
    charsmap = next(value for number, value in _fields(normaliser) if number == 2)
    return normalizers.Sequence([normalizers.NFC(), normalizers.Precompiled(charsmap)])
