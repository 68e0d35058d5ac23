"""Gather source files into one folder: `gather --strip-prefix PREFIX --tree DIR FILE…`."""

import argparse
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from tools.migration.tree import copy_file


def main(arguments: Sequence[str] | None = None) -> None:
    """Copy each file to the tree, under its path without the prefix; a file elsewhere is an error."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strip-prefix", required=True)
    parser.add_argument("--tree", type=Path, required=True)
    parser.add_argument("files", nargs="+", type=Path)
    options = parser.parse_args(arguments)
    for file in options.files:
        path = PurePosixPath(file.as_posix())
        if not path.is_relative_to(options.strip_prefix):
            parser.error(f"{path} is not below {options.strip_prefix}")
        copy_file(file, options.tree / path.relative_to(options.strip_prefix))


if __name__ == "__main__":
    main()
