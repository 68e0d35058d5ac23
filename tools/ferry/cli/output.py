"""Where results go: standard output for the result, standard error for progress, files where asked."""

import json
import sys
import time
from pathlib import Path
from typing import Any

CLEAN, FINDINGS, WRONG_USE, INTERNAL = 0, 1, 2, 3
"""Exit codes."""


class Progress:
    """Says on standard error what is being done, with the seconds since the start."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._start = time.monotonic()
        self._quiet = quiet

    def __call__(self, text: str) -> None:
        """Print one line."""
        if not self._quiet:
            print(f"[{time.monotonic() - self._start:5.1f} s] {text}", file=sys.stderr, flush=True)


def write_json(where: str | None, data: dict[str, Any]) -> None:
    """Write JSON to a file, or to standard output for `-`; nothing when not asked."""
    if where is not None:
        write_text(where, json.dumps(data, indent=2, ensure_ascii=False) + "\n")


def write_text(where: str | None, text: str) -> None:
    """Write text to a file, or to standard output for `-`; nothing when not asked."""
    if where == "-":
        sys.stdout.write(text)
    elif where is not None:
        Path(where).write_text(text, encoding="utf-8")


def say(text: str, where: str | None = None) -> None:
    """Print for a person, unless standard output belongs to the JSON."""
    if where != "-":
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
