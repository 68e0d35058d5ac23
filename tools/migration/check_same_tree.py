"""Compare the trees of several steps: `check_same_tree OUTPUT…`; the program behind `migration_same_tree_test`."""

import sys
from collections.abc import Sequence
from pathlib import Path

from tools.migration.tree import difference


def main(outputs: Sequence[str]) -> int:
    """Print how the other trees differ from the first one among the outputs; 1 when they do, or there is only one."""
    trees = [path for path in map(Path, outputs) if path.suffix == ".tree"]
    if len(trees) < 2:
        sys.stdout.write(f"two trees are needed, not {len(trees)}\n")
        return 1
    first, *others = trees
    differences = {other: difference(first, other) for other in others}
    for other, diff in differences.items():
        sys.stdout.write(
            f"{other.stem} is as {first.stem}\n" if not diff else f"{other.stem}, not {first.stem}:\n{diff}\n"
        )
    return 1 if any(differences.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
