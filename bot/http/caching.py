"""ETags tied to the generation of the archive and to what was asked: an answer that cannot have
changed is not sent again, and not looked for again either."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.metadata import version

from starlette.requests import Request
from starlette.responses import Response

from bot.http.desk import Desk


class Fresh:
    """What a reply about the archive as it is now is headed with; `unchanged` when the client has
    that reply already."""

    def __init__(self, tag: str, request: Request, vary: str = "") -> None:
        self.headers: Mapping[str, str] = {"ETag": tag} | ({"Vary": vary} if vary else {})
        known = request.headers.get("if-none-match", "")
        bare = [one.strip().removeprefix("W/") for one in known.split(",")]
        self.unchanged = tag.removeprefix("W/") in bare or known.strip() == "*"

    def reply(self) -> Response:
        """The 304."""
        return Response(status_code=304, headers=dict(self.headers))


async def freshness(
    desk: Desk, request: Request, *asked: object, weak: bool = False, vary: str = ""
) -> Fresh:
    """How a reply stands to what the client has. It depends on the archive's generation, on what
    was asked, on this version, and on the day, which 昨天 and 上个月 are counted from. `weak` when
    the bytes may differ though the answer does not (the time it took is in them)."""
    facts = [await desk.generation(), *asked, desk.settings.public_url, _version(), date.today()]
    text = json.dumps(facts, ensure_ascii=False, default=str)
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
    return Fresh(f'W/"{digest}"' if weak else f'"{digest}"', request, vary)


@cache
def _version() -> str:
    return version("baoda")
