"""Who may ask what: every route is behind this guard, or open to everybody by name.

Without keys, whoever reaches this machine from itself may do everything; what came through a
proxy may only ask, for nobody knows from whom. With keys a request says whose it is: by
`Authorization: Bearer`, and from a browser by the cookie that /signin sets.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.routing import RouteContext
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import Scope

from bot.http.allowance import Allowances
from bot.http.problems import Problem
from bot.keys import SCOPES, Key, KeyRing, Role

COOKIE = "baoda_key"
# Nothing in these depends on the archive, or they are how one gets in.
OPEN = frozenset(
    {
        "/healthz",
        "/readyz",
        "/openapi.json",
        "/docs",
        "/signin",
        "/signout",
        "/opensearch.xml",
        "/favicon.ico",
        "/static",
        "/saved/{saved_id}.atom",  # the id is 128 random bits
    }
)
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FORWARDED = (
    "forwarded",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-real-ip",
)
_REALM = 'Bearer realm="baoda"'

Dependency = Callable[[Request], AsyncIterator["Caller"]]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sent a request. `name` is that of the key, empty where none is needed."""

    name: str
    scope: Role
    key: Key | None = None

    def may(self, scope: Role) -> bool:
        """Whether this caller may do what needs that scope."""
        return SCOPES.index(self.scope) >= SCOPES.index(scope)


class Guard:
    """Lets requests in by their keys; without a ring of keys, by where they come from."""

    def __init__(self, keys: KeyRing | None = None, allowances: Allowances | None = None) -> None:
        self._keys = keys
        self._allowances = allowances or Allowances()
        self._guarded = False

    @property
    def guarded(self) -> bool:
        """Whether a key is needed: once there is a good one, for as long as the process runs. A
        server must not open up when its last key is revoked."""
        if not self._guarded and self._keys is not None:
            self._guarded = self._keys.any_good()
        return self._guarded

    def needs(self, scope: Role) -> Dependency:
        """What a route depends on that is for callers with that scope."""

        async def admitted(request: Request) -> AsyncIterator[Caller]:
            caller = self.admit(request.scope, scope)
            try:
                yield caller
            finally:
                self.dismiss(caller)

        admitted.__name__ = f"needs_{scope}"  # `scope_needed` reads it
        return admitted

    def admit(self, scope: Scope, needed: Role) -> Caller:
        """The sender of a request, counted in. Raises Problem: 401 without a good key, 403 when it
        is not good for this, 429 when it has had its share."""
        caller = self._caller(HTTPConnection(scope), scope.get("method", "GET"))
        if not caller.may(needed):
            raise _forbidden(caller, needed)
        state = scope.setdefault("state", {})
        state["key_name"], state["caller"] = caller.name, caller
        if caller.key:
            state["headers"] = self._allowances.enter(caller.key)
        return caller

    def refusal(self, scope: Scope, needed: Role) -> Problem | None:
        """Why a request would not be admitted as far as its key goes; it is not counted."""
        try:
            caller = self._caller(HTTPConnection(scope), scope.get("method", "GET"))
        except Problem as problem:
            return problem
        return None if caller.may(needed) else _forbidden(caller, needed)

    def charge(self, caller: Caller, requests: int) -> None:
        """Count what stands for many requests; those that are too many are waited for later."""
        if caller.key:
            self._allowances.charge(caller.key, requests)

    def dismiss(self, caller: Caller) -> None:
        """Count a request out."""
        if caller.key:
            self._allowances.leave(caller.key)

    def recognised(self, written: str) -> Key | None:
        """The good key a text is, None when it is none."""
        return self._keys.recognised(written) if self._keys else None

    def knows(self, name: str) -> bool:
        """Whether there is a good key of that name; of what was left without a key, always."""
        if not name or self._keys is None:
            return True
        return self._keys.has_good(name)

    def _caller(self, connection: HTTPConnection, method: str) -> Caller:
        headers = connection.headers
        if not self.guarded:
            refuse_other_sites(headers, method)
            return Caller("", "ask" if _came_through_a_proxy(connection) else "admin")
        written = _bearer(headers)
        if written is None:
            written = connection.cookies.get(COOKIE)
            refuse_other_sites(headers, method)
        if written is None:
            raise Problem(401, "A key is needed.", headers={"WWW-Authenticate": _REALM})
        key = self.recognised(written)
        if key is None:
            challenge = f'{_REALM}, error="invalid_token"'
            detail = "The key is not known here, or was revoked."
            raise Problem(401, detail, headers={"WWW-Authenticate": challenge})
        return Caller(key.name, key.scope, key)


def caller_of(request: Request) -> Caller:
    """Who sent a request that the guard let in."""
    caller: Caller = request.scope["state"]["caller"]
    return caller


def may(request: Request, scope: Role) -> bool:
    """Whether the sender of a request may do what needs that scope; nobody may whom the guard has
    not looked at."""
    caller: Caller | None = request.scope.get("state", {}).get("caller")
    return caller is not None and caller.may(scope)


def scope_needed(route: RouteContext) -> Role | None:
    """The scope the guard of a route asks for; None when it is open to everybody."""
    dependant = getattr(route, "dependant", None)
    names = (
        {getattr(one.call, "__name__", "") for one in dependant.dependencies} if dependant else ()
    )
    return next((scope for scope in SCOPES if f"needs_{scope}" in names), None)


def _bearer(headers: Headers) -> str | None:
    scheme, _, value = headers.get("authorization", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else None


def _came_through_a_proxy(connection: HTTPConnection) -> bool:
    """nginx as it comes says nothing of whom it speaks for, but speaks HTTP/1.0, which no browser
    and no client of today does by itself."""
    forwarded = any(name in connection.headers for name in _FORWARDED)
    return forwarded or connection.scope.get("http_version") == "1.0"


def refuse_other_sites(headers: Headers, method: str) -> None:
    """Raises Problem for what a page elsewhere made a browser send; browsers say that it was so.
    What carries a key in its header needs no such look: no other page can know the key."""
    if method in _SAFE:
        return
    site = headers.get("sec-fetch-site", "same-origin")
    origin = headers.get("origin")
    foreign = origin is not None and urlsplit(origin).netloc != headers.get("host", "")
    if site not in ("same-origin", "none") or (foreign and "sec-fetch-site" not in headers):
        raise Problem(403, "This was sent by a page of another site.")


def _forbidden(caller: Caller, needed: Role) -> Problem:
    if caller.key is None:
        return Problem(
            403,
            "Through a proxy this needs a key, and none is configured: baoda keys create NAME "
            f"--scope {needed}",
        )
    challenge = f'{_REALM}, error="insufficient_scope", scope="{needed}"'
    detail = f"The key '{caller.name}' has the scope {caller.scope}; this needs {needed}."
    return Problem(403, detail, headers={"WWW-Authenticate": challenge})
