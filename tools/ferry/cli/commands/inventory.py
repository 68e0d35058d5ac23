"""`ferry inventory`: every use of the facade."""

from tools.ferry.cli.facts import inventory_of
from tools.ferry.cli.output import CLEAN, FINDINGS, show, write_form, write_json
from tools.ferry.cli.request import Request
from tools.ferry.git import folders_above
from tools.ferry.report import inventory_document, inventory_json, inventory_markdown, inventory_sarif


def run(request: Request) -> int:
    """List every use. Uses are no findings: the exit code is 0, or 1 when a receiver is unknown."""
    options = request.options
    found = inventory_of(request)
    write_json(options.json, lambda: inventory_json(found))
    write_form(options.markdown, lambda: inventory_markdown(found))
    write_json(options.sarif, lambda: inventory_sarif(found, folders_above(request.root)))
    show(inventory_document(found), options)
    return FINDINGS if found.unknown else CLEAN
