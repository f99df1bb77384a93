"""Newspaper pages set in type for tests: invented articles, headlines and columns on a PDF page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.lib.pagesizes import A3
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

HAN, HAN_BOLD, LATIN, LATIN_BOLD = "STSong-Light", "STSong-Light", "Times-Roman", "Times-Bold"
pdfmetrics.registerFont(UnicodeCIDFont(HAN))


@dataclass(frozen=True)
class Story:
    """An article to be set: its lines above the body in their sizes, and its paragraphs."""

    title: str
    paragraphs: Sequence[str]
    kicker: str | None = None
    subtitle: str | None = None
    byline: str | None = None

    @property
    def body(self) -> str:
        return "\n".join(self.paragraphs)


@dataclass
class Press:
    """A PDF file in the making; measures are in points from the top left corner."""

    body: float = 9.0
    latin: bool = False
    gutter: float = 16.0
    margin: float = 40.0
    _out: io.BytesIO = field(default_factory=io.BytesIO)

    def __post_init__(self) -> None:
        self.canvas = Canvas(self._out, pagesize=A3, invariant=1)
        self.width, self.height = A3
        self.font = LATIN if self.latin else HAN

    def line(self, x: float, top: float, text: str, size: float, bold: bool = False) -> None:
        font = (LATIN_BOLD if self.latin else HAN_BOLD) if bold else self.font
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.height - top - size, text)

    def justified(self, x: float, top: float, text: str, width: float | None) -> None:
        """A line of the body whose words are let out to a width, unless there is none."""
        words = text.split()
        set_width = sum(pdfmetrics.stringWidth(word, self.font, self.body) for word in words)
        if width is None or len(words) < 2:
            return self.line(x, top, text, self.body)
        for word in words:
            self.line(x, top, word, self.body)
            space = (width - set_width) / (len(words) - 1)
            x += pdfmetrics.stringWidth(word, self.font, self.body) + space
        return None

    def rule(self, x0: float, x1: float, top: float) -> None:
        self.canvas.line(x0, self.height - top, x1, self.height - top)

    def story(self, story: Story, x: float, top: float, columns: int, column: float) -> float:
        """An article with its headline over its columns, all of one height; where it ends."""
        for text, size in (
            (story.kicker, self.body * 1.5),
            (story.title, self.body * 2.6),
            (story.subtitle, self.body * 1.4),
        ):
            if text:
                self.line(x, top, text, size, bold=True)
                top += size * 1.35
        lines = self.lines(story, column)
        each = -(-len(lines) // columns)
        leading = self.body * 1.45
        for at, (indent, text) in enumerate(lines):
            left = x + (at // each) * (column + self.gutter) + indent
            self.line(left, top + 6 + (at % each) * leading, text, self.body)
        return top + 6 + each * leading

    def lines(self, story: Story, column: float) -> list[tuple[float, str]]:
        """The lines of an article, each with its indent."""
        lines: list[tuple[float, str]] = []
        for at, paragraph in enumerate(story.paragraphs):
            text = f"{story.byline}{'　' if not self.latin else ' '}{paragraph}" if (
                at == 0 and story.byline and not self.latin) else paragraph  # fmt: skip
            if at == 0 and story.byline and self.latin:
                lines.append((0, story.byline))
            indent = self.body if self.latin else 2 * self.body
            lines += self._wrapped(text, column, indent)
        return lines

    def _wrapped(self, text: str, column: float, indent: float) -> list[tuple[float, str]]:
        lines: list[tuple[float, str]] = []
        current, left = "", indent
        for unit in text.split(" ") if self.latin else text:
            joined = f"{current} {unit}" if self.latin and current else current + unit
            if pdfmetrics.stringWidth(joined, self.font, self.body) > column - left and current:
                lines.append((left, current))
                current, left = unit, 0.0
            else:
                current = joined
        return [*lines, (left, current)]

    def next_page(self) -> None:
        self.canvas.showPage()

    def pdf(self) -> bytes:
        self.canvas.save()
        return self._out.getvalue()
