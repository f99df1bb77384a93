"""Logs: one JSON object a line on standard error, no question texts, never the Telegram token."""

from __future__ import annotations

import json
import logging
import re
import sys
import time
from typing import Any

_TOKEN_IN_URL = re.compile(r"bot\d+(?::|%3[Aa])[A-Za-z0-9_%-]+")
_HIDDEN = "bot***"


class JsonLines(logging.Formatter):
    """A record as one ASCII line of JSON, so that no text can forge a second line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            line["error"] = record.exc_text or self.formatException(record.exc_info)
        return json.dumps(line, default=str)


class Redaction:
    """A log record factory that takes secrets out before any handler sees the record.

    A filter on a logger does not see the records of its children, and one on a handler does
    not guard the other handlers; the factory is the one place all records pass.
    """

    def __init__(self, secrets: tuple[str, ...] = ()) -> None:
        self._secrets = tuple(secret for secret in secrets if secret)
        self._make = logging.getLogRecordFactory()

    def __call__(self, *args: Any, **kwargs: Any) -> logging.LogRecord:
        record = self._make(*args, **kwargs)
        self._hide_message(record)
        if record.exc_info and record.exc_info[1]:
            # Formatters take exc_text as it stands when there is one.
            record.exc_text = self.hide(logging.Formatter().formatException(record.exc_info))
        return record

    def _hide_message(self, record: logging.LogRecord) -> None:
        """Never raises: the caller only meant to log, and logging itself forgives bad calls."""
        try:
            message = record.getMessage()
        except Exception:  # as for "%d things" with a word
            record.msg, record.args = self.hide(_said(record.msg)), ()
            return
        hidden = self.hide(message)
        if hidden != message:
            record.msg, record.args = hidden, ()

    def hide(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return _TOKEN_IN_URL.sub(_HIDDEN, text)


def _said(message: object) -> str:
    try:
        return str(message)
    except Exception:
        return f"a {type(message).__name__} that cannot be written"


def set_up_logs(*, secrets: tuple[str, ...] = (), level: int = logging.INFO) -> None:
    """Send all logs to standard error as JSON lines, with `secrets` taken out."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    hide_secrets(*secrets)


def hide_secrets(*secrets: str) -> None:
    """Keep `secrets` out of every log from now on. httpx would log each URL, token and all."""
    logging.setLogRecordFactory(Redaction(secrets))
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
