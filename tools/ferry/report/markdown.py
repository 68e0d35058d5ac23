"""The call-site document: for people who plan and review a migration."""

from collections import Counter

from tools.ferry.model import Inventory, Site


def inventory_markdown(inventory: Inventory) -> str:
    """Return the inventory by category, with what is unknown and what is elsewhere at the end."""
    lines = [f"# Call sites of `{inventory.facade}`", "", *_summary(inventory), ""]
    for category in sorted({site.category for site in inventory.sites}):
        sites = [site for site in inventory.sites if site.category == category]
        lines += [f"## {category}", "", "| place | what | kind | in | known by |", "|---|---|---|---|---|"]
        lines += [_row(site) for site in sites]
        lines.append("")
    if inventory.unknown:
        lines += ["## Unknown", "", "| place | what | cause |", "|---|---|---|"]
        lines += [f"| {u.file}:{u.line} | `{u.receiver}.{u.method}` | {u.cause} |" for u in inventory.unknown]
        lines.append("")
    if inventory.elsewhere:
        lines += ["## Same names on other classes", "", "| place | method | class |", "|---|---|---|"]
        lines += [f"| {e.file}:{e.line} | `{e.method}` | {e.cls} |" for e in inventory.elsewhere]
        lines.append("")
    if inventory.mentions:
        lines += ["## Mentions in comments, strings and documents", ""]
        lines += [f"- {m.file}:{m.line}: {m.text}" for m in inventory.mentions]
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _summary(inventory: Inventory) -> list[str]:
    kinds = Counter(site.kind for site in inventory.sites)
    counts = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    return [
        f"{len(inventory.sites)} uses ({counts or 'none'}), {len(inventory.unknown)} unknown, "
        f"{len(inventory.elsewhere)} of the same name elsewhere."
    ]


def _row(site: Site) -> str:
    what = f"{site.receiver}.{site.method}" if site.receiver else site.method
    what = what.replace("\n", " ").replace("|", "\\|")
    return f"| {site.file}:{site.line} | `{what}` | {site.kind} | `{site.function}` | {site.evidence} |"
