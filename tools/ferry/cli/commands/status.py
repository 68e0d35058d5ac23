"""`ferry status`: how far the migration is, by step, package and day."""

import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from tools.ferry.cli.output import CLEAN, say, this_terminal, write_form, write_json
from tools.ferry.cli.request import Request
from tools.ferry.config import Config
from tools.ferry.model import WrongUse
from tools.ferry.plan import Analysis, add_steps, analyse
from tools.ferry.status import (
    Day,
    Status,
    as_day,
    is_shallow,
    last_commits,
    merged,
    read_history,
    status_json,
    status_page,
    status_text,
    take_status,
    tree_of,
    write_history,
)


def run(request: Request) -> int:
    """Show the burn-down; always 0: being on the way is no finding."""
    options = request.options
    now = datetime.now(UTC).astimezone().date().isoformat()
    today = now if options.date is None else _day(options.date, "--date")
    since = None if options.since is None else _day(options.since, "--since")
    if since is not None and since > today:
        raise WrongUse(f"--since: {since} is after {today}")
    kept = read_history(Path(options.history)) if options.history else ()
    with request.analysis() as analysis:
        found = _count(analysis)
    past = _past(request, since, today, kept) if since else []
    days = merged([day for day in (*kept, *past) if day.date < today], [as_day(found, today)])
    if options.history:
        write_history(Path(options.history), merged(kept, days))
    if options.history or since:
        found = replace(found, days=days)
    write_json(options.json, lambda: status_json(found))
    write_form(options.html, lambda: status_page(found))
    terminal = this_terminal()
    say(status_text(found, colour=terminal.colour, width=terminal.width or 100), options)
    return CLEAN


def _count(analysis: Analysis) -> Status:
    add_steps(analysis)
    return take_status(analysis)


def _day(text: str, option: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise WrongUse(f"{option}: {text!r} is no day such as 2026-01-31") from error


def _past(request: Request, since: str, today: str, kept: tuple[Day, ...]) -> list[Day]:
    """Count the days that the history lacks on the trees that git has of them."""
    known = {day.date for day in kept}
    missing = {day: commit for day, commit in last_commits(request.root, since, today).items() if day not in known}
    found: list[Day] = []
    skipped: list[str] = []
    if is_shallow(request.root):
        skipped.append("days before the first commit of this shallow copy are not counted: fetch the whole history")
    with request.progress() as progress:
        for number, (day, commit) in enumerate(missing.items(), start=1):
            progress(f"counting {day}, {number} of {len(missing)} days")
            try:
                with tree_of(request.root, commit) as root, analyse(root, _as_of(request.config, root)) as analysis:
                    found.append(as_day(_count(analysis), day))
            except WrongUse as error:
                skipped.append(f"{day}: not counted: {str(error).splitlines()[0]}")
    sys.stderr.write("".join(f"{line}\n" for line in skipped))
    return found


def _as_of(config: Config, root: Path) -> Config:
    """Return the configuration for an older tree, which need not have the folders of today."""
    there = {name: tuple(p for p in paths if (root / p).exists()) for name, paths in config.categories.items()}
    return replace(config, categories=there)
