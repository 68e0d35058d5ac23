"""Finding what a browser test needs of the machine: Chromium, and a library of the program that drives it."""

import ctypes
import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
# A Bazel test's PATH is a short one.
FOLDERS = ("/usr/local/bin", "/usr/bin", "/bin", "/snap/bin")

# Playwright drives a browser by a program that needs this; Debian's Chromium does not bring it along.
_DRIVER_LIBRARY = "libatomic.so.1"


def lacking() -> str | None:
    """What this machine lacks for a browser test, in words; None when it lacks nothing."""
    if find_chromium() is None:
        return f"no Chromium (looked for {', '.join(NAMES)})"
    try:
        ctypes.CDLL(_DRIVER_LIBRARY)
    except OSError:
        return f"a Chromium, but no {_DRIVER_LIBRARY}, without which Playwright cannot drive it"
    return None


def find_chromium() -> Path | None:
    """The first Chromium on PATH or in the usual folders; None when there is none."""
    path = os.pathsep.join([os.environ.get("PATH", ""), *FOLDERS])
    found = (shutil.which(name, path=path) for name in NAMES)
    return next((Path(program) for program in found if program), None)
