"""The settings: `BAODA_*` in the environment, then `baoda.toml`, then defaults.

This is the only reader of the environment; everything else is handed values.
"""

from __future__ import annotations

import difflib
import ipaddress
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from index.errors import BaodaError

PREFIX = "BAODA_"
TOML_FILE = Path("baoda.toml")
# What other programs call the same; our own name wins.
_ALSO_READ = {"BAODA_TELEMETRY": "OTEL_EXPORTER_OTLP_ENDPOINT"}
TELEGRAM_API = "https://api.telegram.org/bot"


class BadSettings(BaodaError):
    """A setting that cannot be used; the sentence names its key."""


class Settings(BaseSettings):
    """Everything that can be set. Field `port` is `BAODA_PORT`, and `port` in baoda.toml."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    archive: Path = Path("archive")
    encoder: str = "bundled"
    encoder_backend: Literal["torch", "onnx", "openvino"] = "torch"
    encoder_query_prompt: str | None = None  # '' means none, white space counts
    encoder_passage_prompt: str | None = None
    reranker: str = ""
    reranker_ms: int = Field(default=400, ge=1, le=60_000)
    public_url: str = ""
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    root_path: str = ""  # what a proxy takes off the front of every path, such as /kb
    forwarded_allow_ips: str = "127.0.0.1"  # the proxies whose X-Forwarded-* are believed
    log_questions: bool = False
    telemetry: str = ""  # the address of an OpenTelemetry collector (OTLP over HTTP)
    upload_mb: int = Field(default=64, ge=1, le=2000)
    store: str = "local"
    milvus_uri: str = ""
    milvus_token: SecretStr | None = None
    search_threads: int = Field(default=4, ge=1, le=64)
    telegram_token: SecretStr | None = None
    telegram_api_url: str = TELEGRAM_API
    telegram_proxy: SecretStr | None = None  # it may hold a password
    telegram_webhook: str = ""  # the address Telegram is to call; empty: long polling
    telegram_webhook_secret: SecretStr | None = None
    telegram_state: Path | None = None  # where the bot keeps its own file; else the archive
    telegram_allowed: str = ""  # ids of users and chats; empty: everybody
    telegram_timezone: str = "Asia/Shanghai"
    telegram_keep_days: int = Field(default=90, ge=1, le=3650)

    @field_validator("encoder", "host")
    @classmethod
    def _not_empty(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("must not be empty")
        return value.strip()

    @field_validator("public_url", "telemetry")
    @classmethod
    def _public_url(cls, value: str) -> str:
        return _web_address(value, ("http", "https")) if value.strip() else ""

    @field_validator("root_path")
    @classmethod
    def _root_path(cls, value: str) -> str:
        path = "/" + value.strip().strip("/")
        if not re.fullmatch(r"(?:/[\w.~-]*)+", path, re.ASCII) or ".." in path:
            raise ValueError("must be a path such as /kb")
        return path if path != "/" else ""

    @field_validator("telegram_api_url")
    @classmethod
    def _telegram_api_url(cls, value: str) -> str:
        address = _web_address(value, ("http", "https"))
        # The token follows directly, so a bare server address would run into it.
        return address if urlsplit(address).path.endswith("/bot") else address + "/bot"

    @field_validator("telegram_webhook")
    @classmethod
    def _telegram_webhook(cls, value: str) -> str:
        return _web_address(value, ("https", "http")) if value.strip() else ""

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _telegram_webhook_secret(cls, value: SecretStr | None) -> SecretStr | None:
        secret = value.get_secret_value() if value else ""
        if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
            raise ValueError("must be 1 to 256 letters, digits, hyphens or underscores")
        return SecretStr(secret) if secret else None

    @field_validator("telegram_allowed", mode="before")
    @classmethod
    def _telegram_allowed(cls, value: object) -> str:
        numbers = value if isinstance(value, list) else re.split(r"[,\s]+", str(value).strip())
        listed = [str(number) for number in numbers if str(number)]
        if not all(re.fullmatch(r"-?\d{1,19}", number) for number in listed):
            raise ValueError("must be the numbers of users and chats, with commas between them")
        return ",".join(listed)

    @field_validator("telegram_timezone")
    @classmethod
    def _telegram_timezone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("must name a time zone such as Asia/Shanghai") from None
        return value

    @field_validator("telegram_proxy")
    @classmethod
    def _telegram_proxy(cls, value: SecretStr | None) -> SecretStr | None:
        address = value.get_secret_value() if value else ""
        if not address.strip():
            return None
        return SecretStr(_web_address(address, ("http", "https", "socks5", "socks5h")))

    @field_validator("telegram_token")
    @classmethod
    def _telegram_token(cls, value: SecretStr | None) -> SecretStr | None:
        token = value.get_secret_value().strip() if value else ""
        if any(not character.isprintable() or character.isspace() for character in token):
            raise ValueError("must be a bot token without white space, as @BotFather gave it")
        return SecretStr(token) if token else None

    @property
    def token(self) -> str:
        """The Telegram token in the clear, empty when there is none."""
        return self.telegram_token.get_secret_value() if self.telegram_token else ""

    @property
    def allowed(self) -> frozenset[int]:
        """The users and chats the bot serves; everybody when there are none."""
        return frozenset(int(number) for number in self.telegram_allowed.split(",") if number)

    @property
    def proxy(self) -> str | None:
        """The address of the proxy in the clear, None when there is none."""
        return self.telegram_proxy.get_secret_value() if self.telegram_proxy else None

    @property
    def encoder_options(self) -> dict[str, str]:
        """What the encoder is to be opened with, beyond its name."""
        given = {
            "backend": self.encoder_backend,
            "query_prompt": self.encoder_query_prompt,
            "passage_prompt": self.encoder_passage_prompt,
        }
        return {name: value for name, value in given.items() if value is not None}

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no log may show, as it is written and as it is meant."""
        password = urlsplit(self.proxy or "").password or ""
        milvus = self.milvus_token.get_secret_value() if self.milvus_token else ""
        hook = (
            self.telegram_webhook_secret.get_secret_value() if self.telegram_webhook_secret else ""
        )
        proxy = (self.proxy if password else "", password, unquote(password))
        found = (self.token, milvus, hook, *proxy)
        return tuple(dict.fromkeys(secret for secret in found if secret))

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        # The environment and the file are read by `load_settings`, which is told where they are.
        return (init_settings,)


def load_settings(
    environ: Mapping[str, str] | None = None,
    toml_file: Path = TOML_FILE,
    **flags: object,
) -> Settings:
    """The settings in force; flags that are not None win over environment, file and defaults.

    Raises BadSettings with a sentence that names the key and where it was set.
    """
    from_file = _read_toml(toml_file)
    from_environ = _read_environ(os.environ if environ is None else environ)
    from_flags = {name: value for name, value in flags.items() if value is not None}
    try:
        return Settings(**{**from_file, **from_environ, **from_flags})
    except ValidationError as error:
        raise BadSettings(_sentence(error, from_flags, from_environ, toml_file)) from None


def require_loopback(host: str) -> None:
    """Refuse to listen where others can reach us without keys to tell them apart."""
    if not is_loopback(host):
        raise BadSettings(
            f"Without keys baoda listens on this machine only, so the host cannot be '{host}': "
            "make a key for everybody who is to use it (baoda keys create NAME), or leave --host "
            "at 127.0.0.1."
        )


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine only."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class _Environ(EnvSettingsSource):
    """pydantic's own reading of the environment, from the mapping we were given."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        super().__init__(Settings, env_prefix=PREFIX)

    def _load_env_vars(self) -> Mapping[str, str | None]:
        also = {name: self._environ.get(others) for name, others in _ALSO_READ.items()}
        ours = {name.lower(): value for name, value in self._environ.items()}
        return {name.lower(): value for name, value in also.items() if value} | ours


def _read_environ(environ: Mapping[str, str]) -> dict[str, Any]:
    return dict(_Environ(environ)())


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        found = dict(TomlConfigSettingsSource(Settings, path)())
    except (OSError, ValueError) as error:
        raise BadSettings(f"{path} cannot be read: {error}.") from error
    for name in found.keys() - Settings.model_fields.keys():
        near = difflib.get_close_matches(name, Settings.model_fields, 1)
        hint = f" did you mean '{near[0]}'?" if near else ""
        raise BadSettings(f"{path}: '{name}' is not a setting;{hint or ' remove it.'}")
    return found


def _web_address(value: str, schemes: tuple[str, ...]) -> str:
    address = value.strip().rstrip("/")
    try:
        parts = urlsplit(address)
        usable = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ValueError(f"must be an address that starts with {schemes[0]}:// and names a host")
    return address


def _sentence(
    error: ValidationError,
    from_flags: Mapping[str, object],
    from_environ: Mapping[str, object],
    toml_file: Path,
) -> str:
    """The first fault as a sentence. The value is left out: it may be the token."""
    fault = error.errors(include_input=False, include_url=False)[0]
    name = str(fault["loc"][0])
    if name in from_flags:
        key = "--" + name.replace("_", "-")
    elif name in from_environ:
        key = PREFIX + name.upper()
        key = f"{key} or {_ALSO_READ[key]}" if key in _ALSO_READ else key
    else:
        key = f"'{name}' in {toml_file}"
    reason = fault["msg"].removeprefix("Value error, ").replace("Input should be", "must be")
    return f"{key}: {reason}."
