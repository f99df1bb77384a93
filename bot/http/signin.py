"""`/signin` and `/signout`: a key kept by the browser, for the pages."""

from __future__ import annotations

from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from bot.http.desk import Desk
from bot.http.guard import COOKIE, Guard, refuse_other_sites
from bot.http.rendering import language_of, render_page
from bot.text_input import clean_line

_DAYS = 30
_SAID = {
    "zh": {
        "title": "登录",
        "why": "查阅本档案需要密钥。请填入管理员给您的密钥。",
        "wrong": "密钥不正确，或已被停用。",
        "key": "密钥",
        "do": "登录",
    },
    "en": {
        "title": "Sign in",
        "why": "This archive asks for a key. Enter the one its keeper gave you.",
        "wrong": "This key is not known here, or was revoked.",
        "key": "Key",
        "do": "Sign in",
    },
}


def signin_routes(desk: Desk, guard: Guard) -> APIRouter:
    """The form, and what it sends."""
    router = APIRouter(include_in_schema=False)

    @router.api_route("/signin", methods=["GET", "HEAD"])
    async def signin_page(request: Request) -> Response:
        return signin(request, _local(request.query_params.get("next", "")), status=200)

    @router.post("/signin")
    async def sign_in(request: Request) -> Response:
        # Else a page elsewhere could sign a reader in under a key of its own, and read what is
        # saved under it.
        refuse_other_sites(request.headers, request.method)
        fields = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=10)
        written = clean_line(fields.get("key", [""])[0])
        back = _local(fields.get("next", [""])[0])
        if guard.recognised(written) is None:
            return signin(request, back, status=401, wrong=True)
        reply = RedirectResponse(_root(request) + back, 303)
        secure = (desk.settings.public_url or str(request.url)).startswith("https://")
        reply.set_cookie(
            COOKIE,
            written,
            max_age=_DAYS * 86_400,
            path=_root(request) or "/",
            secure=secure,
            httponly=True,
            samesite="strict",
        )
        return reply

    @router.post("/signout")
    async def sign_out(request: Request) -> Response:
        refuse_other_sites(request.headers, request.method)
        reply = RedirectResponse(f"{_root(request)}/signin", 303)
        reply.delete_cookie(COOKIE, path=_root(request) or "/", httponly=True, samesite="strict")
        return reply

    return router


def signin(request: Request, back: str, *, status: int, wrong: bool = False) -> Response:
    """The form; `back` is the page shown after it."""
    said = _SAID["en" if language_of(request) == "en" else "zh"]
    page = render_page(request, "signin.html", status=status, said=said, back=back, wrong=wrong)
    page.headers["Cache-Control"] = "no-store"
    return page


def signin_instead(request: Request) -> Response:
    """The form in place of a page that needs a key. A link on another site brings no cookie (it is
    SameSite=Strict), so the browser is told to ask once more: then it comes from us."""
    path = request.scope["path"].removeprefix(_root(request))
    back = _local(path + (f"?{request.url.query}" if request.url.query else ""))
    page = signin(request, back, status=401)
    if request.headers.get("sec-fetch-site") == "cross-site" and request.method == "GET":
        page.headers["Refresh"] = "0"
    return page


def _local(path: str) -> str:
    """A path of ours, else the front page: nobody is to be led elsewhere by our form."""
    cleaned = clean_line(path).replace("\\", "")
    return cleaned if cleaned.startswith("/") and not cleaned.startswith("//") else "/"


def _root(request: Request) -> str:
    return str(request.scope.get("root_path", "")).rstrip("/")
