"""Where the ruff program lies."""

import sysconfig
from pathlib import Path

import ruff


def ruff_program() -> Path:
    """Return the program that came with the `ruff` package.

    Bazel unpacks a wheel's programs beside its `site-packages`, where ruff itself does not look. Raises
    `FileNotFoundError`.
    """
    wheel = Path(ruff.__file__).resolve().parents[2]
    for folder in (wheel / "bin", Path(sysconfig.get_path("scripts"))):
        if (folder / "ruff").is_file():
            return folder / "ruff"
    raise FileNotFoundError(f"no program `ruff` in {wheel / 'bin'}")
