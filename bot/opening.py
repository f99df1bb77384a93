"""The one place where the real archive is opened for the channels."""

from __future__ import annotations

from bot.answering import Answering
from bot.settings import Settings


def open_answering(settings: Settings, *, patient: bool = False, begin: bool = False) -> Answering:
    """The archive the settings name. Who asks once and goes is `patient`, and waits until all that
    a question can use is loaded. `begin` makes an archive where there is none, and opens one that
    holds nothing yet: who serves can be sent articles."""
    from retrieval.answerer import open_answerer

    if begin:
        from index.beginning import begin_archive

        begin_archive(
            settings.archive,
            encoder=settings.encoder,
            encoder_options=settings.encoder_options,
        )
    answerer = open_answerer(
        settings.archive,
        encoder=settings.encoder,
        encoder_options=settings.encoder_options,
        reranker=settings.reranker,
        reranker_ms=settings.reranker_ms,
        public_url=settings.public_url,
        store=settings.store,
        store_options=_options(settings),
        empty=begin,
    )
    if patient:
        answerer.ready()
    return answerer


def _options(settings: Settings) -> dict[str, str]:
    """What the store needs to be told; the local one needs nothing."""
    if settings.store == "local":
        return {}
    token = settings.milvus_token.get_secret_value() if settings.milvus_token else ""
    return {"token": token} | ({"uri": settings.milvus_uri} if settings.milvus_uri else {})
