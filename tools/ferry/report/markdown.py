"""The call-site document: for people who plan and review a migration."""

import re
from collections import Counter
from html import escape

from tools.ferry.model import Inventory, Site, counted

_TICKS = re.compile("`+")


def inventory_markdown(inventory: Inventory) -> str:
    """Return the inventory by category, with what is unknown and what is elsewhere at the end.

    Names and lines of the tree are code spans, so that nothing in them is Markdown or HTML.
    """
    lines = [f"# Call sites of `{inventory.facade}`", "", *_summary(inventory), ""]
    for category in sorted({site.category for site in inventory.sites}):
        sites = [site for site in inventory.sites if site.category == category]
        lines += [f"## {_text(category)}", "", "| place | what | kind | in | known by |", "|---|---|---|---|---|"]
        lines += [_row(site) for site in sites]
        lines.append("")
    if inventory.unknown:
        lines += ["## Unknown", "", "| place | what | cause |", "|---|---|---|"]
        lines += [
            f"| {_cell(f'{u.file}:{u.line}')} | {_cell(f'{u.receiver}.{u.method}')} | {_text(u.cause)} |"
            for u in inventory.unknown
        ]
        lines.append("")
    if inventory.elsewhere:
        lines += ["## Same names on other classes", "", "| place | method | class |", "|---|---|---|"]
        lines += [
            f"| {_cell(f'{e.file}:{e.line}')} | {_cell(e.method)} | {_cell(e.cls)} |" for e in inventory.elsewhere
        ]
        lines.append("")
    if inventory.mentions:
        lines += ["## Mentions in comments, strings and documents", ""]
        first = {(m.file, m.line): m for m in reversed(inventory.mentions)}  # a line can name more than one thing
        lines += [f"- {_code(f'{m.file}:{m.line}:{m.column}')}: {_code(m.text)}" for m in sorted(first.values())]
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _summary(inventory: Inventory) -> list[str]:
    kinds = Counter(site.kind for site in inventory.sites)
    counts = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    return [
        f"{counted(len(inventory.sites), 'use')} ({counts or 'none'}), {len(inventory.unknown)} unknown, "
        f"{len(inventory.elsewhere)} of the same name elsewhere."
    ]


def _row(site: Site) -> str:
    what = f"{site.receiver}.{site.method}" if site.receiver else site.method
    place = f"{site.file}:{site.line}:{site.column}"
    return f"| {_cell(place)} | {_cell(what)} | {site.kind} | {_cell(site.function)} | {site.evidence} |"


def _code(text: str) -> str:
    """Return a code span, with more backticks around it than are in it: https://spec.commonmark.org/0.31.2/#code-spans."""
    text = " ".join(text.split("\n"))
    ticks = "`" * (1 + max((len(run) for run in _TICKS.findall(text)), default=0))
    edge = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{edge}{text}{edge}{ticks}" if text else ""


def _cell(text: str) -> str:
    """Return a code span in a table, where a bar ends the cell even in code."""
    return _code(text).replace("|", "\\|")


def _text(text: str) -> str:
    """Return a sentence of ferry's own, in a table too, with the code in it."""
    return escape(" ".join(text.split("\n")), quote=False).replace("|", "\\|")
