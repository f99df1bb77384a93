"""Whom the bot serves: everybody, or those on the list and those who came with an invitation.

An invitation is a signed code, good once and until its day: no file of the bot is touched to make
one, so the keeper makes it while the bot runs, on another machine if need be.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import sqlite3
import struct
import time

DAYS = 7
_NONCE, _SIGNED = 6, 10  # bytes
_CODE = struct.Struct(f">{_NONCE}sI{_SIGNED}s")


def invitation(token: str, days: float = DAYS) -> str:
    """A code for `start=i_<code>`: letters, digits, - and _ only."""
    expires = int(time.time() + days * 86_400)
    nonce = secrets.token_bytes(_NONCE)
    code = _CODE.pack(nonce, expires, _signature(token, nonce, expires))
    return base64.urlsafe_b64encode(code).decode().rstrip("=")


def admit(db: sqlite3.Connection, user_id: int, token: str, code: str) -> bool:
    """Whether the code lets the user in; it then lets in nobody else."""
    now = time.time()
    db.execute("DELETE FROM spent WHERE expires < ?", (now,))
    expires = _expires(token, code)
    if expires is None or expires < now:
        return False
    spent = db.execute("INSERT OR IGNORE INTO spent VALUES (?, ?)", (code, expires))
    if spent.rowcount != 1:
        return False
    db.execute("INSERT OR REPLACE INTO admitted VALUES (?, ?)", (user_id, now))
    return True


def is_admitted(db: sqlite3.Connection, user_id: int) -> bool:
    """Whether the user came with an invitation."""
    found = db.execute("SELECT 1 FROM admitted WHERE user_id = ?", (user_id,))
    return found.fetchone() is not None


def _expires(token: str, code: str) -> int | None:
    """When a code of ours expires; None when it is not ours."""
    try:
        packed = base64.b64decode(code + "=" * (-len(code) % 4), b"-_", validate=True)
        nonce, expires, signed = _CODE.unpack(packed)
    except (ValueError, struct.error):
        return None
    ours = hmac.compare_digest(signed, _signature(token, nonce, expires))
    # Two spellings of one code would let two people in.
    again = base64.urlsafe_b64encode(packed).decode().rstrip("=")
    return int(expires) if ours and again == code else None


def _signature(token: str, nonce: bytes, expires: int) -> bytes:
    text = b"baoda invitation " + nonce + struct.pack(">I", expires)
    return hmac.new(token.encode(), text, hashlib.sha256).digest()[:_SIGNED]
