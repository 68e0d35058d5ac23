"""The file of the ratchet: JSON, `{"version": 1, "counts": {"FILE RULE": COUNT}}`."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tools.ferry.model import WrongUse

_VERSION = 1

Counts = Mapping[tuple[str, str], int]
"""How many findings, by file and rule."""


def read_counts(path: Path) -> Counts:
    """Return the counts.

    Raises:
        WrongUse: when the file is none of the ratchet's; nothing in it is believed then.
    """
    try:
        text = path.read_text(encoding="utf-8")
        _refuse_conflict(path, text)
        data: Any = json.loads(text)
        counts: Mapping[str, Any] = data["counts"]
        if data["version"] != _VERSION:
            raise WrongUse(f"{path}: version {data['version']} is of another ferry; this one knows {_VERSION}")
        return {_key(path, key): _count(path, key, count) for key, count in counts.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise WrongUse(f"{path}: not a file of the ratchet; take it back from git, or start anew: {error}") from error


def write_counts(path: Path, counts: Counts) -> None:
    """Write the counts; those of zero are left out.

    Raises:
        WrongUse: when the file cannot be written.
    """
    kept = {f"{file} {rule}": count for (file, rule), count in sorted(counts.items()) if count}
    try:
        path.write_text(json.dumps({"version": _VERSION, "counts": kept}, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise WrongUse(f"{path}: cannot be written: {error.strerror}") from error


def _refuse_conflict(path: Path, text: str) -> None:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith(("<<<<<<< ", ">>>>>>> ")):
            raise WrongUse(f"{path}:{number}: a merge conflict; keep the smaller one of two counts")


def _key(path: Path, key: str) -> tuple[str, str]:
    file, _, rule = key.rpartition(" ")
    if not file or not rule:
        raise WrongUse(f"{path}: counts: {key!r} is not a file, a space and a rule")
    return file, rule


def _count(path: Path, key: str, count: object) -> int:
    if not isinstance(count, int) or isinstance(count, bool) or count < 0:
        raise WrongUse(f"{path}: counts: {key!r}: {json.dumps(count)} is not a count")
    return count
