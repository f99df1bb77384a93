"""What a passage is searched by."""

from __future__ import annotations


def search_text(title: str | None, text: str) -> str:
    """What is encoded and tokenised for a passage of this text, in an article of this headline:
    the headline says what the passage is about. The same for every encoder and every index."""
    return f"{title}\n{text}" if title else text
