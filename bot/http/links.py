"""Absolute addresses of our own pages."""

from __future__ import annotations

from starlette.requests import Request

from bot.settings import Settings


def public_base(settings: Settings, request: Request) -> str:
    """What every address of ours begins with: the public address of the settings, else as the
    request came."""
    return settings.public_url or str(request.base_url).rstrip("/")
