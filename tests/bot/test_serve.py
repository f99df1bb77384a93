"""One process that serves the web and Telegram, and stops without losing anything."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from bot.serve import allowed_hosts, listen
from bot.settings import load_settings
from tests.bot.newspaper import FERRY
from tests.bot.telegram.fake_bot_api import TOKEN, FakeBotApi

ROOT = Path(__file__).parents[2]
# The command line as it is, over the tiny archive.
SCRIPT = """
import sys, bot.opening
from tests.bot.newspaper import TinyArchive
class Told(TinyArchive):
    def close(self):
        print("archive closed", flush=True)
bot.opening.open_answering = lambda settings, **_: Told()
sys.argv[0] = "baoda"
from bot.cli import main
main()
"""


@contextmanager
def running(*arguments: str, **environ: str) -> Iterator[subprocess.Popen[str]]:
    with tempfile.TemporaryDirectory() as state:
        process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, *arguments],
            cwd=ROOT,
            env={**os.environ, "BAODA_TELEGRAM_STATE": state, **environ},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            yield process
        finally:
            process.kill()
            process.communicate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ready(port: int, telegram: str | None = None) -> httpx2.Response:
    for _ in range(400):
        try:
            reply = httpx2.get(f"http://127.0.0.1:{port}/readyz")
            if telegram is None or reply.json().get("telegram") == telegram:
                return reply
        except httpx2.TransportError:
            pass
        time.sleep(0.05)
    raise AssertionError("not ready within 20 s")


def stopped(process: subprocess.Popen[str], told: int = signal.SIGTERM) -> tuple[int, str, str]:
    process.send_signal(told)
    out, err = process.communicate(timeout=20)
    return process.returncode, out, err


def test_serve_answers_and_stops_when_told() -> None:
    port = free_port()
    with running("serve", "--port", str(port), BAODA_TELEGRAM_TOKEN="") as process:
        assert "telegram" not in ready(port).json()
        reply = httpx2.get(f"http://127.0.0.1:{port}/api/v1/ask", params={"q": "渡工"})
        assert reply.json()["status"] == "answered"
        assert "server" not in reply.headers
        elsewhere = httpx2.get(f"http://127.0.0.1:{port}/", headers={"Host": "evil.example"})
        assert elsewhere.status_code == 421
        code, out, err = stopped(process)
    assert code in (0, -signal.SIGTERM)
    assert "archive closed" in out
    assert f"http://127.0.0.1:{port}/" in err
    assert "渡工" not in err
    assert "Traceback" not in err


def test_answers_on_a_kept_connection_do_not_wait_for_acknowledgements() -> None:
    # asyncio turns Nagle's algorithm off only for sockets that name their protocol.
    with listen("127.0.0.1", 0) as listening:
        assert listening.proto == socket.IPPROTO_TCP


def test_a_port_that_is_taken_is_told_in_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with running("serve", "--port", str(port), BAODA_TELEGRAM_TOKEN="") as process:
            _, err = process.communicate(timeout=20)
    assert process.returncode == 1
    assert err.startswith(f"baoda: Port {port} of 127.0.0.1 cannot be listened on")
    assert "Traceback" not in err


def test_serve_runs_the_telegram_bot_beside_the_web() -> None:
    port = free_port()
    with (
        FakeBotApi() as api,
        running(
            "serve",
            "--port",
            str(port),
            BAODA_TELEGRAM_TOKEN=TOKEN,
            BAODA_TELEGRAM_API_URL=api.url,
        ) as process,
    ):
        ready(port, telegram="running")
        api.say("渡工是谁？")
        assert FERRY.highlight in api.replies(1)[0]
        _, out, err = stopped(process)
    assert "archive closed" in out
    assert TOKEN not in err
    assert "Traceback" not in err


def test_the_web_is_served_while_telegram_is_out_of_reach() -> None:
    port, nobody = free_port(), free_port()
    with running(
        "serve",
        "--port",
        str(port),
        BAODA_TELEGRAM_TOKEN=TOKEN,
        BAODA_TELEGRAM_API_URL=f"http://127.0.0.1:{nobody}/bot",
    ) as process:
        assert ready(port, telegram="unreachable").status_code == 200
        _, out, err = stopped(process, signal.SIGINT)
    assert "archive closed" in out
    assert TOKEN not in err
    assert "Traceback" not in err


def test_serve_takes_the_webhook_of_telegram_before_the_web() -> None:
    port = free_port()
    with (
        FakeBotApi() as api,
        running(
            "serve",
            "--port",
            str(port),
            BAODA_TELEGRAM_TOKEN=TOKEN,
            BAODA_TELEGRAM_API_URL=api.url,
            BAODA_TELEGRAM_WEBHOOK=f"http://127.0.0.1:{port}/telegram/hook",
        ) as process,
    ):
        ready(port, telegram="running")
        api.say("渡工是谁？")
        assert FERRY.highlight in api.replies(1)[0]
        assert httpx2.get(f"http://127.0.0.1:{port}/healthz").json()["telegram"] == "running"
        _, _, err = stopped(process)
    assert "Traceback" not in err


def test_telegram_alone_listens_for_its_webhook() -> None:
    port = free_port()
    with (
        FakeBotApi() as api,
        running(
            "telegram",
            BAODA_PORT=str(port),
            BAODA_TELEGRAM_TOKEN=TOKEN,
            BAODA_TELEGRAM_API_URL=api.url,
            BAODA_TELEGRAM_WEBHOOK=f"http://127.0.0.1:{port}/telegram/hook",
        ) as process,
    ):
        api.say("渡工是谁？")
        assert FERRY.highlight in api.replies(1, seconds=20)[0]
        code, out, err = stopped(process)
    assert code == 0
    assert "archive closed" in out
    assert "Traceback" not in err


def test_a_refused_token_does_not_take_the_web_down() -> None:
    port = free_port()
    with (
        FakeBotApi() as api,
        running(
            "serve",
            "--port",
            str(port),
            BAODA_TELEGRAM_TOKEN="1:no",
            BAODA_TELEGRAM_API_URL=api.url,
        ) as process,
    ):
        for _ in range(100):
            state = ready(port).json()["telegram"]
            if state.startswith("stopped"):
                break
            time.sleep(0.05)
        assert "BAODA_TELEGRAM_TOKEN" in state
        _, _, err = stopped(process)
    assert "baoda: Telegram refuses the token" in err


def test_telegram_alone_answers_and_stops_when_told() -> None:
    with (
        FakeBotApi() as api,
        running("telegram", BAODA_TELEGRAM_TOKEN=TOKEN, BAODA_TELEGRAM_API_URL=api.url) as process,
    ):
        api.say("渡工是谁？")
        assert FERRY.highlight in api.replies(1, seconds=20)[0]
        code, out, err = stopped(process)
    assert code == 0
    assert "archive closed" in out
    assert TOKEN not in err
    assert "Traceback" not in err


def test_telegram_alone_leaves_with_a_sentence_when_the_token_is_refused() -> None:
    with (
        FakeBotApi() as api,
        running("telegram", BAODA_TELEGRAM_TOKEN="1:no", BAODA_TELEGRAM_API_URL=api.url) as process,
    ):
        _, err = process.communicate(timeout=20)
    assert process.returncode == 1
    assert err.rstrip().splitlines()[-1].startswith("baoda: Telegram refuses the token")


@pytest.mark.parametrize(
    ("public", "more"), [("", ()), ("https://paper.example/kb", ("paper.example",))]
)
def test_the_public_name_is_answered_to(public: str, more: tuple[str, ...]) -> None:
    settings = load_settings({"BAODA_PUBLIC_URL": public}, Path("/nonexistent.toml"))
    assert allowed_hosts(settings) == ("localhost", "127.0.0.1", "::1", "127.0.0.1", *more)
