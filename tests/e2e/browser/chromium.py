"""Finding the Chromium that the machine has."""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
# A Bazel test's PATH is a short one.
FOLDERS = ("/usr/local/bin", "/usr/bin", "/bin", "/snap/bin")


def find_chromium() -> Path | None:
    """The first Chromium on PATH or in the usual folders; None when there is none."""
    path = os.pathsep.join([os.environ.get("PATH", ""), *FOLDERS])
    found = (shutil.which(name, path=path) for name in NAMES)
    return next((Path(program) for program in found if program), None)
