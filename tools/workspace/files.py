"""Which files of a checkout are its own."""

import subprocess
from pathlib import Path


def own_files(root: Path, *patterns: str) -> list[str]:
    """Return the files below `root` that match one of git's pathspecs, as sorted paths relative to it.

    A file counts when git tracks it, or would: what is ignored or deleted is left out. Raises
    `subprocess.CalledProcessError` when `root` is no git checkout.
    """
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=root,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return sorted({name for name in listing.stdout.split("\0") if name and (root / name).is_file()})
