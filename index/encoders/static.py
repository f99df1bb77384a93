"""The bundled encoder: a table of word vectors and a tokenizer, without torch.

It reads the same folder as `SentenceTransformer(folder)` and gives the same vectors, but loads in
a tenth of a second, because only `tokenizers`, `safetensors` and numpy are imported. A text is the
sum of the vectors of its words, scaled to length 1; how much a word matters is its vector's length.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load
from tokenizers import Tokenizer
from tokenizers.models import Unigram

from index.encoders import Vectors
from index.encoders.unigram import BulkTokenizer, Tokens, bulk_tokenizer
from index.errors import EncoderMissing

BUNDLED = Path(__file__).parent / "bundled"

# Texts are tokenised this many at a time: enough to do it fast, few enough that a block of
# newspaper passages takes some megabytes. Vectors are gathered fewer tokens at a time, so that a
# text of a million characters does not take a gigabyte.
BLOCK_TEXTS = 1_024
BLOCK_CHARACTERS = 1_000_000
MANY_TEXTS = 500  # worth a quarter of a second, once, to make ready for texts in bulk
LONG_TEXT = 20_000  # characters; in bulk, a block takes as many steps as its longest word has
GATHERED_TOKENS = 2_048


def writable(text: str) -> str:
    """The text with each lone surrogate replaced by a question mark, so that it can be UTF-8.

    Lengths stay the same, so character offsets do too.
    """
    return text.encode("utf-8", "replace").decode("utf-8")


@dataclass(frozen=True, slots=True)
class TokenLists:
    """The tokens of many texts laid end to end; text `i` is `ids[starts[i]:starts[i + 1]]`."""

    ids: NDArray[np.uint16]
    starts: NDArray[np.int64]  # one more than there are texts

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, at: int) -> NDArray[np.uint16]:
        return self.ids[self.starts[at] : self.starts[at + 1]]


@dataclass(frozen=True, slots=True)
class TokenSpans:
    """The tokens of one text and where they stand in it."""

    ids: NDArray[np.uint16]  # shape (tokens,)
    spans: NDArray[np.int64]  # shape (tokens, 2): first character, and one past the last


class _Known(dict[int, str]):
    """What a function makes of each number, once it was asked for."""

    def __init__(self, read: Callable[[int], str]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, number: int) -> str:
        found = self[number] = self._read(number)
        return found


class StaticEncoder:
    """An Encoder over one vector a token. Safe to use from several threads at once."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        token_vectors: NDArray[np.float32],
        *,
        name: str,
        fingerprint: str,
    ) -> None:
        """`token_vectors` has one row a token id, of any length; its dtype must be float32."""
        self.name = name
        self.fingerprint = fingerprint
        self.dimension = int(token_vectors.shape[1])
        self._tokenizer = tokenizer
        self._vectors = token_vectors
        self._vectors.flags.writeable = False
        self._pieces = _Known(self._piece)
        self._levels = _Known(self._level)

    @property
    def token_vectors(self) -> NDArray[np.float32]:
        """One row a token id, shape (vocabulary, dimension), read-only, not of length 1."""
        return self._vectors

    @cached_property
    def token_norms(self) -> NDArray[np.float32]:
        """The length of each token's vector, shape (vocabulary,): how much the word matters.

        Unknown text has id 0 and length 0.
        """
        norms: NDArray[np.float32] = np.sqrt(np.einsum("td,td->t", self._vectors, self._vectors))
        return norms

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """One unit row a text, shape (texts, dimension); a text of no known word is a zero row."""
        return self.encode_tokens(self.token_ids(texts))

    def encode_tokens(self, tokens: TokenLists) -> Vectors:
        """The same rows from `token_ids(texts)`: for who needs both, because finding the tokens
        takes nearly all of the time."""
        rows = np.zeros((len(tokens), self.dimension), np.float32)
        _sum_tokens(self._vectors, tokens, rows)
        return _unit(rows)

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a question, shape (dimension,); zeros when it has no known word."""
        row: NDArray[np.float32] = self.encode_passages([text])[0]
        return row

    def token_ids(self, texts: Sequence[str]) -> TokenLists:
        """The token ids of each text, in order; id 0 stands for a run of unknown characters."""
        bulk = self._in_bulk if len(texts) >= MANY_TEXTS else None
        parts = [np.zeros(0, np.uint16)]
        sizes = [0]
        for block in _blocks(texts):
            short = max(map(len, block)) <= LONG_TEXT
            find = bulk.token_ids if bulk and short else self._one_by_one
            try:
                tokens, lengths = find(block)
            except (UnicodeEncodeError, TypeError):  # lone surrogates are no text to Rust
                tokens, lengths = find([writable(text) for text in block])
            parts.append(tokens)
            sizes.extend(lengths)
        return TokenLists(np.concatenate(parts), np.cumsum(sizes, dtype=np.int64))

    def pieces(self, tokens: NDArray[np.uint16]) -> list[str]:
        """The stretch of levelled text each token stands for; a line end for unknown text, and
        for every token where the likeliest tokens of a text are not those of its parts."""
        known = self._pieces
        return [known[token] for token in tokens.tolist()]

    def levelled(self, text: str) -> str:
        """A text as its tokens spell it, character by character, without the white space that
        divides them. What tokenizers make of characters together is not seen."""
        return text.translate(self._levels)

    def _piece(self, token: int) -> str:
        told = token and isinstance(self._tokenizer.model, Unigram)
        return (self._tokenizer.id_to_token(token) if told else None) or "\n"

    def _level(self, code: int) -> str:
        normalizer, character = self._tokenizer.normalizer, writable(chr(code))
        return "".join((normalizer.normalize_str(character) if normalizer else character).split())

    def token_offsets(self, text: str) -> TokenSpans:
        """The token ids of one text, as `token_ids` gives them, with their character spans."""
        encoding = self._tokenizer.encode(writable(text), add_special_tokens=False)
        spans = np.asarray(encoding.offsets, np.int64).reshape(-1, 2)
        return TokenSpans(np.asarray(encoding.ids, np.uint16), spans)

    def _one_by_one(self, texts: Sequence[str]) -> Tokens:
        encodings = self._tokenizer.encode_batch_fast(texts, add_special_tokens=False)
        lists = [encoding.ids for encoding in encodings]
        return np.fromiter(chain.from_iterable(lists), np.uint16), list(map(len, lists))

    @cached_property
    def _in_bulk(self) -> BulkTokenizer | None:
        return bulk_tokenizer(self._tokenizer)


# A server asks with it, and fills its archive with it: 67 MB of read-only vectors are held once.
_living: WeakValueDictionary[Path, StaticEncoder] = WeakValueDictionary()


def open_bundled() -> StaticEncoder:
    """The encoder that comes with the package, one for all who use it at the same time.

    Raises EncoderMissing when its files are gone.
    """
    encoder = _living.get(BUNDLED)
    if encoder is None:
        encoder = _living[BUNDLED] = open_static(BUNDLED, name="bundled")
    return encoder


def is_bundled(encoder: object) -> bool:
    """Whether an encoder is the one that comes with the package."""
    return encoder is _living.get(BUNDLED)


def open_static(folder: Path | str, *, name: str | None = None) -> StaticEncoder:
    """The static encoder of a sentence-transformers folder, named after the folder by default.

    The folder holds one StaticEmbedding module, and Normalize: what `python -m training` writes.
    Raises EncoderMissing when it does not, or cannot be read.
    """
    folder = Path(folder)
    try:
        home = folder / _static_module(folder)
        weights = (home / "model.safetensors").read_bytes()
        words = (home / "tokenizer.json").read_bytes()
        token_vectors = _float_table(load(weights))
        tokenizer = Tokenizer.from_buffer(words)
    except (OSError, ValueError, KeyError, StopIteration, SafetensorError) as problem:
        raise EncoderMissing(
            f"The encoder in the folder {folder} cannot be loaded: {problem or 'wrong layout'}."
        ) from problem
    if len(token_vectors) < tokenizer.get_vocab_size():
        raise EncoderMissing(
            f"The encoder in the folder {folder} is damaged: it has vectors for "
            f"{len(token_vectors)} of {tokenizer.get_vocab_size()} tokens."
        )
    tokenizer.no_padding()
    tokenizer.no_truncation()
    # The folder's name is no part of the fingerprint: a copy of the same files is the same encoder.
    # blake2b, because it takes half as long as sha256 and is run at every start.
    digest = hashlib.blake2b(weights, digest_size=8)
    digest.update(words)
    fingerprint = f"static-{digest.hexdigest()}"
    return StaticEncoder(
        tokenizer, token_vectors, name=name or folder.name, fingerprint=fingerprint
    )


def _static_module(folder: Path) -> str:
    """The subfolder of the StaticEmbedding module, from modules.json."""
    modules: list[dict[str, Any]] = json.loads((folder / "modules.json").read_text("utf-8"))
    return next(str(part["path"]) for part in modules if "StaticEmbedding" in part["type"])


def _float_table(tensors: dict[str, NDArray[Any]]) -> NDArray[np.float32]:
    """The vectors in float32: `embedding.weight`, or model2vec's `embeddings` times `weights`."""
    if "embedding.weight" in tensors:
        return tensors["embedding.weight"].astype(np.float32)
    rows = tensors["embeddings"].astype(np.float32)
    if "weights" in tensors:
        rows *= tensors["weights"].astype(np.float32)[:, None]
    return rows


def _blocks(texts: Sequence[str]) -> Iterator[list[str]]:
    """The texts in order, in lists short enough to be held tokenised."""
    block: list[str] = []
    characters = 0
    for text in texts:
        if block and (len(block) == BLOCK_TEXTS or characters + len(text) > BLOCK_CHARACTERS):
            yield block
            block, characters = [], 0
        block.append(text)
        characters += len(text)
    if block:
        yield block


def _sum_tokens(table: NDArray[np.float32], tokens: TokenLists, rows: NDArray[np.float32]) -> None:
    """Adds to each row the vectors of its text's tokens; a long text a part at a time."""
    # One room for all: new memory for every text would take as long as the sum.
    room = np.empty((GATHERED_TOKENS, table.shape[1]), np.float32)
    for at, row in enumerate(rows):
        ids = tokens[at]
        for first in range(0, len(ids), GATHERED_TOKENS):
            some = ids[first : first + GATHERED_TOKENS]
            # "clip" writes there at once; ids are never beyond the table.
            row += table.take(some, axis=0, out=room[: len(some)], mode="clip").sum(axis=0)


def _unit(rows: NDArray[np.float32]) -> Vectors:
    """The rows scaled in place to length 1; zero rows stay zero."""
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    rows /= np.maximum(norms, 1e-12)  # the floor that torch's normalize uses
    return rows
