"""What /openapi.json says beyond what the framework knows: problems, keys, and who may ask what."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from bot.http.guard import scope_needed
from bot.http.shapes import ProblemShape

_KEY = {
    "type": "http",
    "scheme": "bearer",
    "description": "A key made by `baoda keys create`. Without any key this machine only is "
    "served, and none is needed.",
}


def describe(app: FastAPI) -> None:
    """Complete the application's OpenAPI document, made when it is first asked for."""
    make = app.openapi
    done = False

    def openapi() -> dict[str, Any]:
        nonlocal done
        document = make()
        if not done:
            _add_problems(document)
            _add_keys(document, app)
            done = True
        return document

    app.openapi = openapi  # type: ignore[method-assign]


def _add_problems(document: dict[str, Any]) -> None:
    """Put the problem schema where the routes' responses point, and mind FastAPI's own 422."""
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    inner = ProblemShape.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(inner.pop("$defs", {}))
    schemas["ProblemShape"] = inner
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)


def _add_keys(document: dict[str, Any], app: FastAPI) -> None:
    """Say of every operation whether it needs a key, and of what scope."""
    document["components"]["securitySchemes"] = {"key": _KEY}
    for route in iter_route_contexts(app.routes):
        scope = scope_needed(route)
        item = document["paths"].get(route.path, {})
        for method in (route.methods or ()) if scope else ():
            if operation := item.get(method.lower()):
                _need(operation, f"Needs a key with the scope `{scope}`, where keys are in use.")


def _need(operation: dict[str, Any], sentence: str) -> None:
    operation["security"] = [{"key": []}]
    operation["description"] = f"{operation.get('description', '')}\n\n{sentence}".strip()
