"""Logs: one line each, whatever is in it, and no secret."""

from __future__ import annotations

import json
import logging

import pytest

from bot.logs import JsonLines, hide_secrets


def test_a_record_is_one_line_of_json() -> None:
    record = logging.makeLogRecord({"msg": "a\nb\u2028\x1b", "facts": {"status": 200}})
    line = JsonLines().format(record)
    assert line.isascii()
    assert "\n" not in line
    assert json.loads(line)["message"] == "a\nb\u2028\x1b"
    assert json.loads(line)["status"] == 200


def test_secrets_are_taken_out_of_messages_arguments_and_tracebacks(
    caplog: pytest.LogCaptureFixture,
) -> None:
    hide_secrets("s3cret-key")
    log = logging.getLogger("test")
    log.warning("url %s", "https://api.telegram.org/bot123:AA-b_c/getMe")
    log.warning("quoted bot123%3AAA-b_c and s3cret-key")
    try:
        raise ValueError("https://x/bot123:AA-b_c/getMe?key=s3cret-key")
    except ValueError:
        log.exception("failed")
    assert "AA-b_c" not in caplog.text
    assert "s3cret" not in caplog.text
    assert "bot***/getMe" in caplog.text


class Unsayable:
    def __str__(self) -> str:
        raise RuntimeError("no")


def test_a_malformed_call_never_raises_and_is_redacted_too() -> None:
    hide_secrets("s3cret-key")
    make = logging.getLogRecordFactory()
    for message in ("%d things s3cret-key", Unsayable()):
        record = make("lib", logging.WARNING, "x.py", 1, message, ("no s3cret-key",), None)
        assert record.args == ()
        assert "s3cret" not in JsonLines().format(record)
