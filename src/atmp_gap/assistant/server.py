"""The tools as a server of the Model Context Protocol, over standard input and output.

``served`` makes the server of a ``Desk``; ``run`` serves until the other end closes. The protocol
is the ``mcp`` package's; nothing is sent anywhere else, and no tool changes anything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from atmp_gap import __version__
from atmp_gap.assistant.desk import LONGEST, MOST, Desk, Unanswerable

INSTRUCTIONS = f"""\
Where FDA and EMA ask the same of cell and gene therapies, ask for different things, or do not ask.

Pass on with every answer: the verdict and what it means, what each side says, the citation and how
it was read (read, reported, recalled), and the version of the corpus.
NOT ASSESSED means that nobody has looked. It never means that there is no requirement; say "not
assessed" and name the text that would settle it.
What was recalled is unverified: say so. Do not fill gaps from your own knowledge without saying
that it is not from this corpus. Quote numbers only with their unit, scope and citation.
This is information, no legal or regulatory advice. At most {MOST} rows an answer; `next_offset`
says where the next begin."""
READ_ONLY = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
Words = Annotated[str, Field(description="Everyday words or an id.", max_length=LONGEST)]
Product = Annotated[
    str,
    Field(
        description="The product in words, such as: autologous CD19 CAR-T, lentiviral, phase 3. "
        "Leave out what the user did not say.",
        max_length=LONGEST,
    ),
]
Topic = Annotated[str, Field(description="A topic, such as impurities; empty: all of them.")]
Offset = Annotated[int, Field(description="How many rows to pass over.")]
Limit = Annotated[int, Field(description=f"How many rows to give, at most {MOST}.")]


def served(desk: Desk) -> MCPServer[Any]:
    """The server with its tools. Each answers from the desk, and says in words why it cannot."""
    server: MCPServer[Any] = MCPServer(
        "atmp-gap", instructions=INSTRUCTIONS, version=__version__, log_level="ERROR"
    )

    def tool(answer: Callable[..., dict[str, Any]]) -> None:
        server.tool(annotations=READ_ONLY)(answer)

    @tool
    def topics() -> dict[str, Any]:
        """List the topics of the corpus, with how many questions differ, agree or are open."""
        return _answered(desk.topics)

    @tool
    def search(words: Words, limit: Limit = 10) -> dict[str, Any]:
        """Search subjects, statements, documents and terms for words. Start here."""
        return _answered(desk.search, words, limit)

    @tool
    def show_subject(subject: Words, product: Product = "") -> dict[str, Any]:
        """Show one subject: what FDA and EMA each say, the verdict, citations, reading grades."""
        return _answered(desk.subject, subject, product)

    @tool
    def compare_for_product(
        product: Product = "",
        facts: Annotated[
            dict[str, list[str]] | None,
            Field(description="Facts by name, such as {'donor': ['autologous']}."),
        ] = None,
        topic: Topic = "",
        verdict: Annotated[
            str, Field(description="Only these: differ, judge, one-side, same or open.")
        ] = "",
        offset: Offset = 0,
        limit: Limit = 10,
    ) -> dict[str, Any]:
        """Compare what FDA and EMA ask for a product; what differs comes first."""
        return _answered(desk.compare, product, facts, topic, verdict, offset, limit)

    @tool
    def open_questions(
        product: Product = "", topic: Topic = "", offset: Offset = 0, limit: Limit = 10
    ) -> dict[str, Any]:
        """List what is NOT ASSESSED or unverified, and which texts would settle most of it."""
        return _answered(desk.open_questions, product, topic, offset, limit)

    @tool
    def cite(name: Words) -> dict[str, Any]:
        """Say how to cite a document or a statement, by its id, and how it was read."""
        return _answered(desk.cite, name)

    return server


def run(desk: Desk) -> None:
    """Serve over standard input and output until the other end closes."""
    served(desk).run("stdio")


def _answered(ask: Callable[..., dict[str, Any]], *words: Any) -> dict[str, Any]:
    try:
        return ask(*words)
    except Unanswerable as error:
        raise ToolError(str(error)) from None
