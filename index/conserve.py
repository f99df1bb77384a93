"""The promise that nothing is lost: every printed line is in an article or among the furniture."""

from __future__ import annotations

from index.records import Line, Reading, SourceText, split_lines


def unaccounted(source: SourceText, reading: Reading) -> tuple[Line, ...]:
    """The non-blank lines of a source that neither an article nor the furniture holds."""
    held = {furniture.line for furniture in reading.furniture}
    for article in reading.articles:
        for part in article.parts:
            for first, last in part.lines:
                held.update(range(first, last + 1))
    return tuple(
        line for line in split_lines(source.text) if not line.blank and line.number not in held
    )
