"""`ferry status`: how far the migration is."""

from tools.ferry.cli.output import CLEAN, say, this_terminal, write_form, write_json
from tools.ferry.cli.request import Request
from tools.ferry.status import status_json, status_page, status_text, take_status


def run(request: Request) -> int:
    """Show the burn-down; always 0: being on the way is no finding."""
    options = request.options
    with request.analysis() as analysis:
        found = take_status(analysis)
    write_json(options.json, status_json(found))
    write_form(options.html, lambda: status_page(found))
    terminal = this_terminal()
    say(status_text(found, colour=terminal.colour, width=terminal.width or 100), options)
    return CLEAN
