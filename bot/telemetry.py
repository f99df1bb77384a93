"""OpenTelemetry spans of requests, sent to a collector when one is named (extra `telemetry`)."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from bot.settings import BadSettings, Settings

if TYPE_CHECKING:
    from opentelemetry.context import Context
    from opentelemetry.sdk.trace import Span, SpanProcessor, TracerProvider

# Questions are sensitive in a newsroom, and stand in query strings; the address of a feed is its
# key. The route is there all the same, as `http.route`.
_WITHHELD = frozenset({"url.query", "url.full", "url.path", "http.url", "http.target"})


def tracer_of(settings: Settings) -> TracerProvider | None:
    """What makes spans and sends them, in batches and in a thread of its own; None when no
    collector is named. Raises BadSettings when one is, and the extra is not installed."""
    if not settings.telemetry:
        return None
    if find_spec("opentelemetry.exporter") is None or find_spec("opentelemetry.sdk") is None:
        raise BadSettings(
            "BAODA_TELEMETRY or OTEL_EXPORTER_OTLP_ENDPOINT names a collector, but OpenTelemetry "
            "is not installed: pip install 'baoda[telemetry]'."
        )
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource.create({"service.name": "baoda"}))
    provider.add_span_processor(_discretion())
    exporter = OTLPSpanExporter(endpoint=f"{settings.telemetry}/v1/traces")
    provider.add_span_processor(BatchSpanProcessor(exporter))
    return provider


def _discretion() -> SpanProcessor:
    """Takes out of every span what was asked."""
    from opentelemetry.sdk.trace import SpanProcessor

    class Discretion(SpanProcessor):
        def on_start(self, span: Span, parent_context: Context | None = None) -> None:
            for name in _WITHHELD & (span.attributes or {}).keys():
                span.set_attribute(name, "withheld")

    return Discretion()
