"""The one place where the real archive is opened for the channels."""

from __future__ import annotations

from bot.answering import Answering
from bot.settings import Settings


def open_answering(settings: Settings) -> Answering:
    """The archive the settings name, ready to answer."""
    from retrieval.answerer import open_answerer

    answering: Answering = open_answerer(
        settings.archive, encoder=settings.encoder, public_url=settings.public_url
    )
    return answering
