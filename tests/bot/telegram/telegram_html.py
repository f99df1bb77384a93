"""Telegram's HTML as it is documented, strictly: few tags, balanced, every `<` and `&` escaped."""

from __future__ import annotations

import html
import re

_PAIRED = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "a"}
_PAIRED |= {"blockquote", "tg-spoiler", "span"}
_TOKEN = re.compile(
    r"<(?P<close>/?)(?P<tag>[a-z-]+)(?P<attributes>[^<>]*)>|(?P<text>[^<]+)|(?P<bad><)"
)
_ATTRIBUTES = {
    "a": r' href="[^"<>]+"',
    "blockquote": r"( expandable)?",
    "code": r'( class="language-[a-z]+")?',
    "span": r' class="tg-spoiler"',
}
_BARE = re.compile(r"&(?!(lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);)|>")


class CannotParse(Exception):
    """What Telegram says after "can't parse entities:"."""


def visible_text(markup: str) -> str:
    """What a reader sees; raises CannotParse where Telegram would answer 400."""
    open_tags: list[str] = []
    seen: list[str] = []
    entities = 0
    for token in _TOKEN.finditer(markup):
        if token["bad"]:
            raise CannotParse(f"unsupported start tag at byte offset {token.start()}")
        if token["text"] is not None:
            if _BARE.search(token["text"]):
                raise CannotParse(f"bare character at byte offset {token.start()}")
            seen.append(html.unescape(token["text"]))
            continue
        tag = token["tag"]
        if tag not in _PAIRED:
            raise CannotParse(f'unsupported start tag "{tag}"')
        if token["close"]:
            if not open_tags or open_tags.pop() != tag:
                raise CannotParse(f'unexpected end tag "{tag}"')
            continue
        if not re.fullmatch(_ATTRIBUTES.get(tag, ""), token["attributes"]):
            raise CannotParse(f'bad attributes of "{tag}"')
        if tag == "blockquote" and tag in open_tags:
            raise CannotParse("blockquotes cannot be nested")
        open_tags.append(tag)
        entities += 1
    if open_tags:
        raise CannotParse(f'cannot find end tag for "{open_tags[-1]}"')
    if entities > 100:
        raise CannotParse("too many entities")
    return "".join(seen)
