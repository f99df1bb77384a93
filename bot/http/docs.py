"""`/docs`: the API described for people, from /openapi.json, without any script or CDN."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from fastapi import APIRouter, Request
from starlette.responses import Response

from bot.http.rendering import render_page

_METHODS = ("get", "post", "put", "delete")
_SAID = {
    "zh": {
        "title": "接口说明",
        "why": "按下列接口提问、检索、核对引文、入库。机器可读的说明见",
        "key": "有密钥时，每个请求带上请求头：",
        "parameters": "参数",
        "body": "请求体",
        "replies": "答复",
        "fields": "字段",
        "example": "例",
        "shapes": "数据结构",
        "required": "必填",
    },
    "en": {
        "title": "The API",
        "why": "Ask, search, verify quotations and fill the archive. For machines:",
        "key": "Where keys are in use, send with every request:",
        "parameters": "Parameters",
        "body": "Body",
        "replies": "Replies",
        "fields": "Fields",
        "example": "Example",
        "shapes": "Shapes",
        "required": "required",
    },
}


class Field(NamedTuple):
    """A parameter or a field of a shape: `kind` in words, `shape` the name of its shape if any."""

    name: str
    kind: str
    shape: str
    required: bool
    about: str


class Operation(NamedTuple):
    """A route with one method."""

    method: str
    path: str
    anchor: str
    summary: str
    about: str
    parameters: list[Field]
    bodies: list[tuple[str, str]]  # media type and example
    replies: list[tuple[str, str, list[Field]]]  # status, description, where its shape stands


class Shape(NamedTuple):
    """An object of the API."""

    name: str
    about: str
    fields: list[Field]


def docs_routes(described: Callable[[], Mapping[str, Any]]) -> APIRouter:
    """One page; `described` gives the OpenAPI document."""
    router = APIRouter(include_in_schema=False)

    @router.api_route("/docs", methods=["GET", "HEAD"])
    async def docs(request: Request) -> Response:
        document = described()
        return render_page(
            request,
            "docs.html",
            said=_SAID,
            operations=operations(document),
            shapes=shapes(document),
        )

    return router


def operations(document: Mapping[str, Any]) -> list[Operation]:
    """Every operation of an OpenAPI document, in its order."""
    return [
        _operation(method, path, item[method])
        for path, item in document["paths"].items()
        for method in _METHODS
        if method in item
    ]


def shapes(document: Mapping[str, Any]) -> list[Shape]:
    """Every object of an OpenAPI document, by name."""
    schemas = document.get("components", {}).get("schemas", {})
    return [
        Shape(name, schema.get("description", ""), _fields(schema))
        for name, schema in sorted(schemas.items())
        if schema.get("properties")
    ]


def _operation(method: str, path: str, found: Mapping[str, Any]) -> Operation:
    content = found.get("requestBody", {}).get("content", {})
    return Operation(
        method.upper(),
        path,
        found["operationId"],
        found.get("summary", ""),
        found.get("description", ""),
        [_parameter(one) for one in found.get("parameters", ())],
        [(media, _example(one)) for media, one in content.items()],
        [_reply(status, one) for status, one in sorted(found["responses"].items())],
    )


def _reply(status: str, found: Mapping[str, Any]) -> tuple[str, str, list[Field]]:
    named = [
        Field(media, *_kind(one.get("schema", {})), False, "")
        for media, one in found.get("content", {}).items()
    ]
    return status, found.get("description", ""), named


def _parameter(found: Mapping[str, Any]) -> Field:
    kind, shape = _kind(found.get("schema", {}))
    about = found.get("description", "")
    return Field(found["name"], kind, shape, bool(found.get("required")), about)


def _fields(schema: Mapping[str, Any]) -> list[Field]:
    required = set(schema.get("required", ()))
    return [
        Field(name, *_kind(one), name in required, one.get("description", ""))
        for name, one in schema["properties"].items()
    ]


def _kind(schema: Mapping[str, Any]) -> tuple[str, str]:
    """The type of a value in words, and the name of the shape it refers to."""
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        return name, name
    if "enum" in schema or "const" in schema:
        values = schema.get("enum", [schema.get("const")])
        return " | ".join(json.dumps(one, ensure_ascii=False) for one in values), ""
    for either in ("anyOf", "oneOf"):
        if either in schema:
            kinds = [_kind(one) for one in schema[either]]
            named = next((shape for _, shape in kinds if shape), "")
            return " | ".join(kind for kind, _ in kinds), named
    if schema.get("type") == "array":
        kind, shape = _kind(schema.get("items", {}))
        return f"[{kind}]", shape
    return str(schema.get("format") or schema.get("type", "any")), ""


def _example(content: Mapping[str, Any]) -> str:
    examples = content.get("examples", {})
    value = next((one["value"] for one in examples.values()), content.get("example"))
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False, indent=1)
