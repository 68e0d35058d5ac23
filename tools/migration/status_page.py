"""Write the page that shows where a migration stands: `status_page --page PAGE.html OUTPUT…`.

The outputs are those of the steps, in the order of the plan. The page is one file and needs no network.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tools.migration.progress import StepProgress, categories, read_progress


def render(steps: Sequence[StepProgress]) -> str:
    """The page as HTML."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    most = max(step.left for step in steps)
    template = environment.get_template("status_page.html.j2")
    return template.render(steps=steps, categories=categories(steps), most=most or 1)


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the arguments and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", type=Path, required=True)
    parser.add_argument("outputs", type=Path, nargs="+")
    options = parser.parse_args(arguments)
    options.page.write_text(render(read_progress(options.outputs)), encoding="utf-8")


if __name__ == "__main__":
    main()
