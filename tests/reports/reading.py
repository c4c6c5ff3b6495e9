"""Papers read as plain lines, to compare one with another."""

from collections.abc import Iterator

from portal.press.paper import Figure, Heading, Paper, Table


def lines_of(paper: Paper) -> list[str]:
    """Everything a paper says, in order, line by line."""
    return list(_lines(paper))


def _lines(paper: Paper) -> Iterator[str]:
    yield paper.title
    yield paper.note
    for block in (*paper.blocks, *paper.annexes):
        if isinstance(block, Table):
            yield f"= {block.name}"
            yield from (" | ".join(map(str, row)).replace("\n", "/") for row in block.rows)
        elif isinstance(block, Figure):
            yield from (f"{label} {number}{block.unit}" for label, number in block.bars)
        else:
            yield "#" * block.level + f" {block.text}" if isinstance(block, Heading) else block.lead + block.text
