"""Coverage as HTML: an index, and a page for each source file with its lines."""

from collections.abc import Mapping
from html import escape
from pathlib import Path

from tools.coverage.gate import percent
from tools.coverage.lcov import FileCoverage

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; --ran: #2e7d3233; --missed: #c6282840; --partly: #f9a82540; }}
body {{ font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }}
table {{ border-collapse: collapse; width: 100%; }}
td, th {{ padding: .2rem .6rem; text-align: left; border-bottom: 1px solid #8884; }}
td.number, th.number {{ text-align: right; font-variant-numeric: tabular-nums; }}
pre {{ margin: 0; overflow-x: auto; font: 13px/1.5 ui-monospace, monospace; }}
pre span {{ display: block; padding: 0 .5rem; }}
pre span::before {{ content: attr(data-line); display: inline-block; width: 3.5rem; opacity: .5; }}
.ran {{ background: var(--ran); }} .missed {{ background: var(--missed); }} .partly {{ background: var(--partly); }}
</style>
<h1>{title}</h1>
{body}
</html>
"""


def write_html(files: Mapping[str, FileCoverage], root: Path, folder: Path) -> Path:
    """Writes the pages into a folder, which is made; returns the path of the index.

    Args:
        files: coverage by the names of source files, relative to the root.
        root: where the source files are.
        folder: for the pages; pages of other files that lie there stay.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, file in files.items():
        text = (root / name).read_text(encoding="utf-8")
        (folder / _page(name)).write_text(_PAGE.format(title=escape(name), body=_source(text, file)), encoding="utf-8")
    index = folder / "index.html"
    index.write_text(_PAGE.format(title="Coverage", body=_index(files)), encoding="utf-8")
    return index


def _page(name: str) -> str:
    return name.replace("/", ".") + ".html"


def _index(files: Mapping[str, FileCoverage]) -> str:
    total, covered = sum(len(file.lines) for file in files.values()), sum(file.covered for file in files.values())
    worst_first = sorted(files.items(), key=lambda item: (item[1].covered / max(len(item[1].lines), 1), item[0]))
    rows = "".join(_index_row(name, file) for name, file in worst_first)
    return (
        f"<p>{percent(covered, total)} of {total} lines ran in a test.</p>"
        '<table><tr><th>file<th class="number">lines<th class="number">missed<th class="number">covered'
        f"{rows}</table>"
    )


def _index_row(name: str, file: FileCoverage) -> str:
    total = len(file.lines)
    cells = "".join(
        f'<td class="number">{cell}' for cell in (total, total - file.covered, percent(file.covered, total))
    )
    return f'<tr><td><a href="{escape(_page(name))}">{escape(name)}</a>{cells}'


def _source(text: str, file: FileCoverage) -> str:
    lines = "".join(
        f'<span data-line="{number}"{_mark(number, file)}>{escape(line) or " "}</span>'
        for number, line in enumerate(text.splitlines(), 1)
    )
    return (
        f'<p><a href="index.html">all files</a>: {percent(file.covered, len(file.lines))} covered</p><pre>{lines}</pre>'
    )


def _mark(number: int, file: FileCoverage) -> str:
    if number not in file.lines:
        return ""
    if not file.lines[number]:
        return ' class="missed"'
    partly = any(line == number and not taken for (line, _, _), taken in file.branches.items())
    return ' class="partly" title="a way out of this line was never taken"' if partly else ' class="ran"'
