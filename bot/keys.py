"""The keys that tell askers apart: made, listed, revoked, and recognised.

They lie in a small database of their own in the archive's folder, so that they work for the server
at once, and no backup of the archive holds them. A key is 256 random bits; what is stored is its
SHA-256, which needs no salt and no slow hash, because there is nothing to guess.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, get_args

from index.errors import BadQuestion, BaodaError, NotFound

FILE_NAME = "keys.sqlite"
Role = Literal["ask", "ingest", "admin"]
SCOPES: tuple[Role, ...] = get_args(Role)  # each may do what those before it may
DEFAULT_RATE = 120  # requests a minute
DEFAULT_CONCURRENT = 8

_SCHEMA = """
CREATE TABLE IF NOT EXISTS keys (
    key_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    scope TEXT NOT NULL,
    rate INTEGER NOT NULL,
    concurrent INTEGER NOT NULL,
    created TEXT NOT NULL,
    revoked TEXT
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS live_names ON keys (name) WHERE revoked IS NULL;
"""
_COLUMNS = "key_id, name, scope, rate, concurrent, created, revoked"
_WRITTEN = re.compile(r"baoda_([0-9a-f]{12})_[A-Za-z0-9_-]{43}")
_NAME = re.compile(r"[\w.@ -]{1,64}")
_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Key:
    """A key as known: `rate` is requests a minute, `concurrent` how many at once. The secret is
    not in it. `revoked` is the moment it was, None while it is good."""

    key_id: str
    name: str
    scope: Role
    rate: int
    concurrent: int
    created: str
    revoked: str | None = None

    def may(self, scope: Role) -> bool:
        """Whether the key is good for what needs that scope."""
        return SCOPES.index(self.scope) >= SCOPES.index(scope)


class KeyRing:
    """The keys of an archive folder. Every look is at the file as it is now, so that a key that is
    revoked stops at once, in every process. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME

    def create(
        self,
        name: str,
        scope: Role = "ask",
        *,
        rate: int = DEFAULT_RATE,
        concurrent: int = DEFAULT_CONCURRENT,
    ) -> str:
        """A new key as it is to be given to its user: it cannot be shown again. Raises BadQuestion
        when a good key has the name, or a value cannot be used."""
        _check(name, rate, concurrent)
        key_id = secrets.token_hex(6)
        key = f"baoda_{key_id}_{secrets.token_urlsafe(32)}"
        row = (key_id, name, _sha256(key), scope, rate, concurrent, _now(), None)
        try:
            with self._writing() as connection:
                connection.execute("INSERT INTO keys VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        except sqlite3.IntegrityError:
            raise BadQuestion(
                f"There is a key called '{name}' already: revoke it first, or take another name."
            ) from None
        return key

    def revoke(self, name: str) -> Key:
        """Make the key of that name, or with that id, good for nothing; raises NotFound."""
        for key in self.keys():
            if name in (key.name, key.key_id) and not key.revoked:
                with self._writing() as connection:
                    change = "UPDATE keys SET revoked = ? WHERE key_id = ?"
                    connection.execute(change, (_now(), key.key_id))
                return key
        raise NotFound(f"There is no good key called '{name}'; `baoda keys list` names them.")

    def keys(self) -> list[Key]:
        """Every key there ever was, in order of making."""
        select = f"SELECT {_COLUMNS} FROM keys ORDER BY created, key_id"
        with self._reading() as connection:
            return [Key(*row) for row in connection.execute(select)] if connection else []

    def any_good(self) -> bool:
        """Whether there is a key that has not been revoked."""
        return any(not key.revoked for key in self.keys())

    def has_good(self, name: str) -> bool:
        """Whether there is a key of that name that has not been revoked."""
        return any(key.name == name and not key.revoked for key in self.keys())

    def recognised(self, written: str) -> Key | None:
        """The key a text is, or None when it is none, or one that was revoked."""
        match = _WRITTEN.fullmatch(written)
        if match is None:
            return None
        select = f"SELECT sha256, {_COLUMNS} FROM keys WHERE key_id = ? AND revoked IS NULL"
        with self._reading() as connection:
            row = connection.execute(select, (match[1],)).fetchone() if connection else None
        # In constant time, although nothing could be learnt: the secret is hashed on both sides.
        if row is None or not hmac.compare_digest(row[0], _sha256(written)):
            return None
        return Key(*row[1:])

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        """A connection that can only read; None while no key was ever made."""
        if not self._path.exists():
            yield None
            return
        with self._connected(f"{self._path.resolve().as_uri()}?mode=ro") as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self._path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
        except OSError as error:
            raise BaodaError(f"{self._path} cannot be written to: {error.strerror}.") from error
        with self._connected(self._path.resolve().as_uri()) as connection, connection:
            connection.executescript(_SCHEMA)
            yield connection

    @contextmanager
    def _connected(self, address: str) -> Iterator[sqlite3.Connection]:
        try:
            connection = sqlite3.connect(address, uri=True, timeout=2)
            try:
                yield connection
            finally:
                connection.close()
        except sqlite3.IntegrityError:
            raise
        except sqlite3.Error as error:
            raise BaodaError(f"The keys in {self._path} cannot be read ({error}).") from error


def scope_named(name: str) -> Role:
    """The scope of that name; raises BadQuestion."""
    for scope in SCOPES:
        if scope == name:
            return scope
    raise BadQuestion(f"The scope of a key is one of {', '.join(SCOPES)}, not '{name[:40]}'.")


def _check(name: str, rate: int, concurrent: int) -> None:
    if not _NAME.fullmatch(name) or name != name.strip():
        raise BadQuestion(
            "The name of a key is 1 to 64 letters, digits, blanks or any of . @ _ - in between."
        )
    for what, value in (("--rate", rate), ("--concurrent", concurrent)):
        if not 1 <= value <= _MOST:
            raise BadQuestion(f"{what} must lie between 1 and {_MOST:,}, not {value}.")


def _sha256(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
