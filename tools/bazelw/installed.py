"""The Bazel that the person has installed already."""

import shutil
import subprocess
from pathlib import Path

from tools.bazelw.errors import Unavailable
from tools.bazelw.version import Version

# bazelisk may have to download a Bazel before it answers.
_ANSWER_TIMEOUT_S = 600


def find_installed(wanted: Version, workspace: Path, search_path: str) -> Path:
    """Returns the first of `bazelisk` and `bazel` on `search_path` whose version fits.

    Both are asked from `workspace`, as bazelisk reads `.bazelversion` there. Raises Unavailable with what was found.
    """
    reasons = []
    for name in ("bazelisk", "bazel"):
        program = shutil.which(name, path=search_path)
        if program is None or _is_this_launcher(Path(program)):
            continue
        version = _ask(program, workspace)
        if version is not None and version.fits(wanted):
            return Path(program)
        reasons.append(f"{program} {'gives no version' if version is None else f'is {version}'}")
    raise Unavailable("; ".join(reasons) or "neither bazelisk nor bazel is there")


def _ask(program: str, workspace: Path) -> Version | None:
    """Returns what `program --version` says, or None when that is no release. Its complaints reach the person."""
    try:
        answer = subprocess.run(
            [program, "--version"],
            cwd=workspace,
            stdout=subprocess.PIPE,
            text=True,
            timeout=_ANSWER_TIMEOUT_S,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return Version.find(answer.stdout)


def _is_this_launcher(program: Path) -> bool:
    """Says whether `program` is a link to a `bazelw`, which would call itself for ever."""
    return program.resolve().name == "bazelw"
