"""One self-contained page: tables that work offline, by keyboard, with a screen reader, in light and dark."""

from pathlib import Path

from tools.ferry.model import counted
from tools.ferry.report.document import Document


def page(document: Document) -> str:
    """Return the document as one HTML page; all texts are escaped."""
    return render("page.html.j2", document=document)


def render(template: str, **facts: object) -> str:
    """Return a template of this folder, filled in."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - few runs make a page

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["counted"] = counted
    return environment.get_template(template).render(**facts)
