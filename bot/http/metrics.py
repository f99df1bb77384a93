"""Figures for Prometheus; each application counts for itself."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.gate import SearchGate
from retrieval.records import Answer

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


class Metrics:
    """Requests by route, status and key, answers by status, searches under way."""

    def __init__(self, gate: SearchGate) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "baoda_http_requests",
            "Requests answered.",
            ("method", "route", "status", "key"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "baoda_http_request_seconds",
            "Time to answer a request.",
            ("route",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._answers = Counter(
            "baoda_answers", "Questions answered.", ("status",), registry=self._registry
        )
        searching = Gauge(
            "baoda_searches_in_flight", "Searches running or waiting.", registry=self._registry
        )
        searching.set_function(lambda: gate.inside)

    def note_request(
        self, method: str, route: str, status: int, seconds: float, key: str = ""
    ) -> None:
        """Count a request; `key` is the name of the key it came with, empty without one."""
        # Only known methods and route templates become labels: a stranger must not make series.
        known = method if method in _METHODS else "other"
        self._requests.labels(known, route, str(status), key).inc()
        self._seconds.labels(route).observe(seconds)

    def note_answer(self, answer: Answer) -> None:
        self._answers.labels(answer.status).inc()

    def render(self) -> bytes:
        return generate_latest(self._registry)
