"""That what the Markdown pages name is there: `python -m tools.lint.pages`."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.workspace import own_files, workspace_root

LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\s]+)`")
# Those below migration/ speak of files in the migrated trees.
PAGES = ("*.md", ":!migration")
PATH = re.compile(r"[\w.-]+(/[\w.-]+)+/?")


def missing(root: Path, page: str) -> Iterator[str]:
    """Yield `page:line: what` for each link, and each path in code, that leads to no file or folder of the checkout.

    A path in code counts when its first part is a folder at the root or beside the page; others are no paths of ours.
    """
    beside = (root / page).parent
    for number, line in enumerate((root / page).read_text(encoding="utf-8").splitlines(), start=1):
        for target in LINK.findall(line):
            path = target.partition("#")[0]
            if "://" not in target and path and not (beside / path).exists():
                yield f"{page}:{number}: the link {target} leads nowhere"
        for text in CODE.findall(line):
            if PATH.fullmatch(text):
                bases = [base for base in (root, beside) if (base / text.partition("/")[0]).is_dir()]
                if bases and not any((base / text).exists() for base in bases):
                    yield f"{page}:{number}: there is no {text}"


def unlisted(root: Path) -> Iterator[str]:
    """Yield each decision in `docs/adr/` that its README does not link."""
    decisions = own_files(root, "docs/adr/[0-9]*.md")
    index = (root / "docs/adr/README.md").read_text(encoding="utf-8") if decisions else ""
    for decision in decisions:
        if f"]({Path(decision).name})" not in index:
            yield f"docs/adr/README.md:1: {Path(decision).name} is not listed"


def main() -> int:
    """Check all pages of the checkout; return 1 when something is missing."""
    root = workspace_root()
    problems = [problem for page in own_files(root, *PAGES) for problem in missing(root, page)]
    problems.extend(unlisted(root))
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
