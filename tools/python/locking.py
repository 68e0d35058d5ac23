"""Renewing the locks of what comes from PyPI.

The files hold versions and hashes and no address: whoever installs chooses the index.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import uv

# What is asked for, and what is locked.
LOCKS = {
    "tools/python/requirements.in": "tools/python/requirements_lock.txt",
    "tools/bazelw/debian/requirements.in": "tools/bazelw/debian/requirements.txt",
}
_PYTHON = "3.11"
_OPTIONS = ("--generate-hashes", "--no-strip-extras", "--no-header", "--no-emit-index-url", "--python-version", _PYTHON)


def renew_locks(root: Path, arguments: Sequence[str]) -> int:
    """Writes every lock below `root`; returns 0, or uv's exit code when it fails.

    A package keeps its locked version while that is allowed; `arguments` are more of uv's, such as `--upgrade`.
    """
    program = uv_program()
    for requirements, lock in LOCKS.items():
        options = [*_OPTIONS, *arguments, "--output-file", lock]
        # In the root, so that the names in the lock's comments are the repository's.
        result = subprocess.run([program, "pip", "compile", "--quiet", *options, requirements], cwd=root, check=False)
        if result.returncode:
            return result.returncode
        sys.stdout.write(f"{lock} is in step with {requirements}\n")
    return 0


def uv_program() -> Path:
    """Returns the program in uv's wheel, which Bazel unpacks to a `bin` beside its packages."""
    installed = Path(uv.__file__).resolve().parents[2] / "bin" / "uv"
    return installed if installed.exists() else Path(uv.find_uv_bin())
