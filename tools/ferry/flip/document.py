"""The second opinion for people and for programs."""

from dataclasses import asdict
from typing import Any

from tools.ferry.flip.compare import Opinion
from tools.ferry.model import counted
from tools.ferry.report.document import Document, Table

_TABLES = (
    ("inventory", "Seen by mypy alone", "the inventory has no site in this function: look before you migrate"),
    ("both", "Seen by neither", "the name of a method on a receiver that nothing explains, and mypy is silent"),
    ("checker", "Seen by the inventory alone", "mypy would not notice a missing await here: only tests and verify can"),
)


def flip_document(opinion: Opinion) -> Document:
    """Return the comparison: what both saw in the lead, the residual risk in tables."""
    lead = (
        f"{counted(len(opinion.methods), 'method')} flipped; mypy reports {counted(opinion.new, 'new error')}. Of "
        f"{counted(opinion.sites, 'line')} with sites it notices {opinion.at_the_statement} at the statement, "
        f"{opinion.in_the_function} more in the function. Left out, as the target takes their place: "
        f"{counted(opinion.inside, 'place')} in the facade's own classes."
    )
    if opinion.problem:
        lead += f" It did not finish, so its silence proves nothing: {opinion.problem}"
    tables = [
        Table(title, caption, ("place", "what"), [(f"{r.file}:{r.line}", r.what) for r in opinion.missed_by(who)])
        for who, title, caption in _TABLES
    ]
    return Document("Second opinion", lead, tables)


def flip_json(opinion: Opinion) -> dict[str, Any]:
    """Return the comparison as data."""
    return {"version": 1, **asdict(opinion)}
