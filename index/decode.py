"""Bytes to text, never silently wrong: a file whose encoding cannot be told is refused."""

from __future__ import annotations

import codecs
import hashlib
import re
import zlib
from pathlib import Path
from typing import NamedTuple

from charset_normalizer import from_bytes

from index.errors import UnreadableFile
from index.plausible import LIKELY, encoded_twice, everyday, letter_share, likeness
from index.records import SourceText

MOST_UNPACKED = 1 << 30  # bytes; an archive folder of years fits, a bomb does not
MOST_RATIO = 200  # gzip makes Chinese JSON three to eight times smaller, never a hundred times
_RATIO_FROM = 1 << 22  # small files of blanks may shrink a lot and are no danger
_BLOCK = 1 << 18  # bytes unpacked at a time
_SAMPLE = 1 << 17  # bytes judged; an encoding shows itself long before

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP or Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"II*\x00", "an image"),
    (b"MM\x00*", "an image"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"7z\xbc\xaf", "a packed archive"),
    (b"Rar!", "a packed archive"),
    (b"BZh", "a packed archive"),
    (b"\xfd7zXZ", "a packed archive"),
)
# The encodings newspapers in Chinese, Japanese and Korean have been kept in.
_EAST_ASIAN = ("gb18030", "big5hkscs", "big5", "shift_jis", "euc_jp", "euc_kr")
_ALPHABETIC = (
    "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1257", "cp1258", "koi8_r", "iso8859_2",
    "iso8859_15", "cp866",
)  # fmt: skip
_NARROW = 0.7  # share of zero bytes on one side by which UTF-16 shows in Western text
_CLEAR = 0.06  # lead of the likeliest encoding over the second best

_ESCAPE = re.compile(r"(?<!\\)((?:\\\\)*)((?:\\u[0-9a-fA-F]{4})+)")
_LONE = re.compile("[\ud800-\udfff]")


def decode(
    data: bytes, file: str, beside: Path | None = None, encoding: str | None = None
) -> SourceText:
    """The text of a file: as it stands when it is plain text, else as its format gives it.

    `beside` is the folder that the file lies in, for formats of more than one file; `encoding` is
    what plain text is said to be in, where somebody knows. Raises
    UnreadableFile for what cannot be read as what its name says.
    """
    from index.readers import extractor_for  # not above: extractors decode text themselves

    extract = extractor_for(file)
    return extract(data, file, beside) if extract else decode_text(data, file, encoding)


def decode_text(data: bytes, file: str, said: str | None = None) -> SourceText:
    """The text of a plain text file, with the sha256 of its raw bytes and the encoding found, or
    `said`; a mark at the beginning of the file wins over that.

    Raises UnreadableFile for what is not text, or not text in one encoding that can be told.
    In JSON lines, \\uXXXX escapes of letters are read as the letters they stand for: spans
    count in that text, so that every quotation can be found in it.
    """
    raw = _unpacked(data) if file.lower().endswith(".gz") or data[:2] == b"\x1f\x8b" else data
    refuse_binary(raw)
    encoding, text = _text(raw, said)
    if not text or text.isspace():
        raise UnreadableFile("it is empty")
    if "\0" in text:
        raise UnreadableFile("it holds NUL characters, so it is not text")
    _refuse_damage(text)
    if ".jsonl" in file.lower() and "\\u" in text:
        text = _ESCAPE.sub(_letters, text)
    return SourceText(file, hashlib.sha256(data).hexdigest(), encoding, text)


def refuse_binary(raw: bytes, wanted: str = "text") -> None:
    """Raises UnreadableFile for an empty file, and for one whose first bytes tell another format
    than the one that is wanted."""
    if not raw or raw.isspace():
        raise UnreadableFile("it is empty")
    for magic, what in _BINARY:
        if raw.startswith(magic):
            raise UnreadableFile(f"it is {what}, not {wanted}")


def _unpacked(data: bytes) -> bytes:
    if data[:2] != b"\x1f\x8b":
        raise UnreadableFile("its name ends in .gz, but it is not packed with gzip")
    parts: list[bytes] = []
    limit = min(MOST_UNPACKED, max(_RATIO_FROM, MOST_RATIO * len(data)))
    unpacker = zlib.decompressobj(wbits=31)
    for start in range(0, len(data), _BLOCK):
        block = data[start : start + _BLOCK]
        while block:
            if unpacker.eof:  # a gzip file may be several, one after the other
                if not block.strip(b"\0"):
                    break
                unpacker = zlib.decompressobj(wbits=31)
            try:
                parts.append(unpacker.decompress(block, limit + 1))
            except zlib.error:
                raise UnreadableFile("it is packed with gzip and damaged") from None
            limit -= len(parts[-1])
            if limit < 0:
                raise UnreadableFile("unpacked it would be suspiciously large")
            block = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    if not unpacker.eof:
        raise UnreadableFile("it is packed with gzip and cut off")
    return b"".join(parts)


def _text(raw: bytes, said: str | None) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return encoding, _strictly(raw, encoding)
    if said:
        return said, _strictly(raw, said, "is said to be")
    wide = _wide(raw)
    if wide:
        return wide, _strictly(raw, wide)
    try:
        return "utf-8", raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if _nearly_utf8(raw):
            line = raw.count(b"\n", 0, error.start) + 1
            raise UnreadableFile(
                f"it is UTF-8, but damaged at byte {error.start + 1} (line {line})"
            ) from None
    encoding = _told_encoding(raw)
    return encoding, _strictly(raw, encoding)


def _strictly(raw: bytes, encoding: str, how: str = "looks like") -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"it {how} {encoding}, but is damaged at byte {error.start + 1}"
        ) from None


def _wide(raw: bytes) -> str | None:
    """UTF-16 without a mark shows by the zero byte that every line end and digit has."""
    sample = raw[: _SAMPLE & ~1]
    if b"\0" not in sample or len(raw) % 2:
        return None
    best: tuple[float, str] = (0.0, "")
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            # Every other byte of a text in ASCII letters is zero, the first or the second.
            halves = sample[encoding == "utf-16-le" :: 2]
            narrow = halves.count(0) > _NARROW * len(halves)
            best = max(best, (1.0 if narrow else everyday(text), encoding))
    return best[1] if best[0] > LIKELY else None


def _nearly_utf8(raw: bytes) -> bool:
    sample = raw[:_SAMPLE]
    text = sample.decode("utf-8", "replace")
    letters = sum(char > "\x7f" for char in text)
    return letters > 0 and text.count("\ufffd") * 8 < letters


class _Guess(NamedTuple):
    score: float
    encoding: str


def _told_encoding(raw: bytes) -> str:
    """The one encoding that reads as everyday text; refused when two do, or none."""
    sample = raw[:_SAMPLE]
    guesses = [
        _Guess(likeness(text, encoding), encoding)
        for encoding in _EAST_ASIAN
        if (text := _sampled(sample, encoding)) is not None
    ]
    guesses.sort(reverse=True)
    if guesses and guesses[0].score >= LIKELY:
        best = guesses[0]
        rivals = [
            guess
            for guess in guesses[1:]
            if best.score - guess.score < _CLEAR
            and _sampled(sample, guess.encoding) != _sampled(sample, best.encoding)
        ]
        if rivals:
            raise UnreadableFile(
                f"its encoding cannot be told: {best.encoding} or {rivals[0].encoding}"
            )
        return best.encoding
    return _alphabetic(sample)


def _sampled(sample: bytes, encoding: str) -> str | None:
    # The cut of the sample may have split a character: up to three bytes at its end are let go.
    for end in (len(sample), *range(len(sample) - 1, max(len(sample) - 4, 0), -1)):
        try:
            return sample[:end].decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < end - 4 or len(sample) < _SAMPLE:
                return None
    return None


def _alphabetic(sample: bytes) -> str:
    """Latin, Cyrillic and Greek one-byte encodings, as charset-normalizer tells them."""
    match = from_bytes(sample, cp_isolation=list(_ALPHABETIC)).best()
    text = str(match) if match else ""
    odd = [char for char in text if char > "\x7f"]
    if match is None or not odd or letter_share(odd) < LIKELY:
        raise UnreadableFile("its encoding cannot be told, or it is not text")
    return match.encoding


def _refuse_damage(text: str) -> None:
    sample = text[:_SAMPLE]
    lost = sample.count("\ufffd")
    if lost * 200 > len(sample):
        raise UnreadableFile("many of its characters were lost before it came here (\ufffd)")
    private = sum("\ue000" <= char <= "\uf8ff" for char in sample)
    if private * 20 > len(sample):
        raise UnreadableFile("many of its characters are of a private font, so it cannot be read")
    if encoded_twice(sample):
        raise UnreadableFile("its text is garbled: it was encoded twice")


def _plain(char: str) -> bool:
    """Whether a character may stand in a JSON string, and on its line, as it is."""
    if char <= "~":
        return char >= " " and char not in '"\\'
    return char > "\x9f" and not _LONE.match(char) and char not in "\u2028\u2029"


def _letters(match: re.Match[str]) -> str:
    """A run of \\uXXXX escapes with the characters in place of them.

    Control characters, quotes, backslashes and halves of a pair stay as they were written.
    """
    backslashes, escapes = match[1], match[2]
    units = [int(escapes[at : at + 4], 16) for at in range(2, len(escapes), 6)]
    text = b"".join(unit.to_bytes(2, "big") for unit in units).decode("utf-16-be", "surrogatepass")
    return backslashes + "".join(char if _plain(char) else f"\\u{ord(char):04x}" for char in text)
