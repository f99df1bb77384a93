"""Reading Accept and Accept-Language: what the client would rather have."""

from __future__ import annotations

from collections.abc import Sequence

from bot.wording import DEFAULT_LANGUAGE


def preferences(header: str) -> list[tuple[str, float]]:
    """The values of an Accept-like header with their weights, most wanted first."""
    wanted = []
    for part in header[:1000].split(","):
        name, *parameters = [piece.strip().lower() for piece in part.split(";")]
        if name:
            wanted.append((name, _weight(parameters)))
    return sorted(wanted, key=lambda item: -item[1])


def best_type(header: str, offered: Sequence[str]) -> str | None:
    """The media type of `offered` the client names first; None when it names none of them."""
    for name, weight in preferences(header):
        if weight > 0 and name in offered:
            return name
    return None


def page_language(header: str, chosen: str = "") -> str:
    """The language of a page: the one chosen by hand, else English when it is asked for first."""
    if chosen in ("zh", "en"):
        return chosen
    for name, weight in preferences(header):
        language = name.split("-")[0]
        if weight > 0 and language in ("zh", "en"):
            return language
    return DEFAULT_LANGUAGE


def _weight(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                weight = float(parameter[2:])
            except ValueError:
                return 0.0
            return weight if 0.0 <= weight <= 1.0 else 0.0
    return 1.0
