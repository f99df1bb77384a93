"""An MCP server: any assistant in the house can cite the archive instead of inventing.

It answers on standard input and output (`baoda mcp`), and inside `baoda serve` at /mcp.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from typing import Annotated, Any, TypeVar

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from bot.answering import Answering
from bot.asking import read_question
from bot.gate import SearchGate
from bot.sentences import is_for_strangers
from bot.text_input import clean_line, clean_text
from index.errors import BadQuestion, BaodaError
from retrieval.citing import DEFAULT_STYLE, STYLES
from retrieval.records import LONGEST_QUESTION, MOST_HITS
from retrieval.verdicts import LONGEST_QUOTATION

T = TypeVar("T")

INSTRUCTIONS = (
    "A newspaper archive that answers with passages of stored articles, word for word; nothing in "
    "it is generated. Quote only text that a tool returned, exactly as it stands, and give its "
    "citation. When `ask` says not_found, say that the archive has no answer, and do not give one "
    "from memory. Check any quotation of a newspaper with `verify_quote` before repeating it."
)
_READING = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
Question = Annotated[
    str, Field(description="The question, in any language.", max_length=LONGEST_QUESTION)
]
Top = Annotated[int, Field(ge=1, le=MOST_HITS, description="How many passages.")]
Day = Annotated[str | None, Field(description="A date such as 2023-04-10.")]
Name = Annotated[str | None, Field(description="Exactly this name only.")]


def mcp_server(answering: Answering, gate: SearchGate) -> MCPServer[Any]:
    """The server over an open archive; searches go through the gate."""
    server: MCPServer[Any] = MCPServer(
        "baoda",
        title="baoda: a newspaper archive that answers",
        instructions=INSTRUCTIONS,
        version=version("baoda"),
        log_level="WARNING",
    )
    searched = _Searched(gate)

    @server.tool(annotations=_READING, title="Ask the archive")
    async def ask(
        question: Question,
        top: Top = 3,
        from_date: Day = None,
        to_date: Day = None,
        newspaper: Name = None,
        author: Name = None,
    ) -> dict[str, Any]:
        """Find the passages of newspaper articles that answer a question. Each hit has the passage
        word for word, the sentence that answers (highlight), and its citation. `status` tells
        whether the archive has an answer: answered, uncertain or not_found."""

        def work() -> dict[str, Any]:
            asked = read_question(
                question,
                top=top,
                from_day=from_date,
                to_day=to_date,
                newspaper=newspaper,
                author=author,
            )
            return answering.ask(asked).as_json()

        return await searched(work)

    @server.tool(annotations=_READING, title="Verify a quotation")
    async def verify_quote(
        quote: Annotated[
            str, Field(description="The quotation alone.", max_length=LONGEST_QUOTATION)
        ],
    ) -> dict[str, Any]:
        """Tell whether words stand in the archive: exact, equivalent (other punctuation or script),
        near (with the differences), or not_found; with the citation of every match."""
        return await searched(lambda: answering.verify(clean_text(quote)).as_json())

    @server.tool(annotations=_READING, title="Cite a passage")
    async def cite(
        citation_id: Annotated[str, Field(description="The id of a citation, from a hit.")],
        style: Annotated[str, Field(description=f"One of {', '.join(STYLES)}.")] = DEFAULT_STYLE,
    ) -> dict[str, Any]:
        """Give a citation in a style, with the passage it names and whether the article still
        stands (current, moved, superseded, withdrawn)."""

        def work() -> dict[str, Any]:
            if style not in STYLES:
                raise BadQuestion(f"'style' must be one of {', '.join(STYLES)}.")
            cited = answering.citation(clean_line(citation_id))
            return {"text": STYLES[style](cited.citation), "style": style, **cited.as_json()}

        return await searched(work)

    @server.tool(annotations=_READING, title="Read an article")
    async def read_article(
        article_id: Annotated[str, Field(description="The id of an article, from a hit.")],
    ) -> dict[str, Any]:
        """Give a whole article as printed, with its headline, byline, and the citation of all of
        it."""
        return await searched(lambda: answering.article(clean_line(article_id)).as_json())

    return server


class _Searched:
    """Runs a search through the gate; what went wrong becomes a sentence for the assistant."""

    def __init__(self, gate: SearchGate) -> None:
        self._gate = gate

    async def __call__(self, work: Callable[[], T]) -> T:
        try:
            return await self._gate.run(work)
        except BaodaError as error:
            if is_for_strangers(error):
                raise ToolError(str(error)) from None
            raise ToolError("The archive cannot be asked just now.") from error
