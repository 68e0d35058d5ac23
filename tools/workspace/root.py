"""Where the checkout is."""

import os
from pathlib import Path


def workspace_root() -> Path:
    """Return the checkout that `bazel run` was called in; outside Bazel the current folder."""
    return Path(os.environ.get("BUILD_WORKSPACE_DIRECTORY", Path.cwd()))
