"""Show where a migration stands: the burn-down in the terminal, and the page to open.

`status --page PAGE.html OUTPUT…`, where the outputs are those of the steps, in the order of the plan.
"""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from tools.migration.progress import StepProgress, categories, read_progress

_BAR_WIDTH = 8


def burn_down(steps: Sequence[StepProgress]) -> Table:
    """A table with a line for each step: the uses of the facade that its tree still has, by category and in all."""
    table = Table(title="Uses of the facade in the tree of each step", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    # In a narrow terminal the categories give way, the rest does not.
    table.add_column("step", min_width=max(len(step.step) for step in steps))
    table.add_column("left", justify="right", min_width=4)
    table.add_column("", min_width=_BAR_WIDTH)
    columns = categories(steps)
    for category in columns:
        table.add_column(category, justify="right")
    most = max(step.left for step in steps)
    for step in steps:
        counts = [str(step.sites.get(category, 0) or "·") for category in columns]
        bar = "█" * (0 if most == 0 else -(-step.left * _BAR_WIDTH // most))
        style = "green" if step.left == 0 else None
        table.add_row(step.step, str(step.left), bar, *counts, style=style)
    return table


def summary(steps: Sequence[StepProgress]) -> str:
    """One sentence: how many steps there are and what the last one left."""
    first, last = steps[0], steps[-1]
    return f"{len(steps)} steps built; {first.left} uses of the facade at the start, {last.left} at the end."


def shown_path(page: Path) -> Path:
    """The page's path as the person who ran Bazel can open it."""
    workspace = os.environ.get("BUILD_WORKSPACE_DIRECTORY")
    if workspace is None:
        return page
    below_bin = Path(workspace) / "bazel-bin" / page
    return below_bin if below_bin.exists() else page.resolve()


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the burn-down, the summary and the path of the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", type=Path, required=True)
    parser.add_argument("outputs", type=Path, nargs="+")
    options = parser.parse_args(arguments)
    steps = read_progress(options.outputs)
    if not steps:
        parser.error("no report among the outputs")
    console = Console()
    console.print(burn_down(steps))
    console.print(summary(steps))
    console.print(f"Page: {shown_path(options.page)}", soft_wrap=True)


if __name__ == "__main__":
    main()
