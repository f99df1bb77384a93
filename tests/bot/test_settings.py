"""Settings: environment over file over defaults, flags over all, and errors that name the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import BadSettings, is_loopback, load_settings, require_loopback

TOKEN = "123456:AAsecret-token"


@pytest.fixture
def toml(tmp_path: Path) -> Path:
    return tmp_path / "baoda.toml"


def test_without_anything_set_the_defaults_hold(toml: Path) -> None:
    settings = load_settings({}, toml)
    assert settings.archive == Path("archive")
    assert (settings.encoder, settings.host, settings.port) == ("bundled", "127.0.0.1", 8000)
    assert settings.telegram_token is None
    assert settings.token == ""


def test_flags_win_over_environment_over_file(toml: Path) -> None:
    toml.write_text('port = 1\nhost = "a"\nencoder = "filed"\n')
    environ = {"BAODA_PORT": "2", "BAODA_HOST": "b", "PATH": "/bin", "OTHER": "x"}
    settings = load_settings(environ, toml, port=3, host=None)
    assert (settings.port, settings.host, settings.encoder) == (3, "b", "filed")


def test_prompts_keep_their_white_space_and_empty_ones_are_said(toml: Path) -> None:
    assert load_settings({}, toml).encoder_options == {"backend": "torch"}
    environ = {"BAODA_ENCODER_QUERY_PROMPT": "query: ", "BAODA_ENCODER_PASSAGE_PROMPT": ""}
    toml.write_text('encoder_backend = "onnx"\n')
    assert load_settings(environ, toml).encoder_options == {
        "backend": "onnx",
        "query_prompt": "query: ",
        "passage_prompt": "",
    }


def test_the_real_environment_is_read_when_none_is_given(
    toml: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAODA_ARCHIVE", "/papers")
    assert load_settings(toml_file=toml).archive == Path("/papers")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("BAODA_PORT", "abc"),
        ("BAODA_PORT", "70000"),
        ("BAODA_PUBLIC_URL", "paper.example"),
        ("BAODA_PUBLIC_URL", "javascript:alert(1)"),
        ("BAODA_PUBLIC_URL", "http://[oops"),
        ("BAODA_TELEGRAM_API_URL", "file:///etc"),
        ("BAODA_TELEGRAM_PROXY", "proxy:1080"),
        ("BAODA_ENCODER", " "),
        ("BAODA_SEARCH_THREADS", "0"),
        ("BAODA_ENCODER_BACKEND", "tensorflow"),
        ("BAODA_RERANKER_MS", "0"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_by_its_key(toml: Path, key: str, value: str) -> None:
    with pytest.raises(BadSettings, match=key) as caught:
        load_settings({key: value}, toml)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


def test_a_flag_that_cannot_be_used_is_named_as_the_flag(toml: Path) -> None:
    with pytest.raises(BadSettings, match="--port"):
        load_settings({"BAODA_PORT": "1"}, toml, port=-1)


def test_faults_of_the_file_name_it(toml: Path) -> None:
    toml.write_text("port = 'x'")
    with pytest.raises(BadSettings, match=r"'port' in .*baoda\.toml"):
        load_settings({}, toml)
    toml.write_text("prot = 1")
    with pytest.raises(BadSettings, match="did you mean 'port'"):
        load_settings({}, toml)
    toml.write_text("port = ")
    with pytest.raises(BadSettings, match="cannot be read"):
        load_settings({}, toml)


def test_the_token_is_never_shown(toml: Path) -> None:
    settings = load_settings({"BAODA_TELEGRAM_TOKEN": TOKEN}, toml)
    assert settings.token == TOKEN
    assert TOKEN not in repr(settings) + str(settings.model_dump())
    with pytest.raises(BadSettings, match="BAODA_TELEGRAM_TOKEN") as caught:
        load_settings({"BAODA_TELEGRAM_TOKEN": TOKEN + " oops"}, toml)
    assert TOKEN not in str(caught.value)


def test_empty_values_mean_unset(toml: Path) -> None:
    names = ("TELEGRAM_TOKEN", "PUBLIC_URL", "TELEGRAM_PROXY")
    settings = load_settings({f"BAODA_{name}": "" for name in names}, toml)
    assert settings.telegram_token is None
    assert settings.telegram_proxy is None
    assert settings.public_url == ""


@pytest.mark.parametrize(
    ("given", "base"),
    [
        ("http://127.0.0.1:8081/bot", "http://127.0.0.1:8081/bot"),
        ("http://127.0.0.1:8081/bot/", "http://127.0.0.1:8081/bot"),
        ("http://127.0.0.1:8081", "http://127.0.0.1:8081/bot"),
        ("http://127.0.0.1:8081/telegram", "http://127.0.0.1:8081/telegram/bot"),
    ],
)
def test_the_bot_api_address_is_ready_for_the_token(toml: Path, given: str, base: str) -> None:
    assert load_settings({"BAODA_TELEGRAM_API_URL": given}, toml).telegram_api_url == base


def test_the_public_url_loses_its_last_slash(toml: Path) -> None:
    settings = load_settings({"BAODA_PUBLIC_URL": "https://paper.example/kb/"}, toml)
    assert settings.public_url == "https://paper.example/kb"


def test_only_loopback_may_be_served_without_keys() -> None:
    for host in ("127.0.0.1", "127.1.2.3", "::1", "[::1]", "localhost"):
        require_loopback(host)
    for host in ("0.0.0.0", "::", "192.168.1.2", "paper.example", "127.0.0.1.evil.example"):
        assert not is_loopback(host)
        with pytest.raises(BadSettings, match="this machine only"):
            require_loopback(host)


def test_the_password_of_a_proxy_is_a_secret(toml: Path) -> None:
    address = "http://reader:p%40ssw0rd@proxy.example:3128"
    settings = load_settings({"BAODA_TELEGRAM_PROXY": address}, toml)
    assert settings.proxy == address
    assert "ssw0rd" not in repr(settings) + str(settings.model_dump())
    assert {address, "p%40ssw0rd", "p@ssw0rd"} <= set(settings.secrets)
