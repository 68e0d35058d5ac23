"""Lines of keys in a TOML text: `tomllib` gives values without their place."""

import re
from pathlib import Path

from tools.ferry.config.schema import Config

_HEADER = re.compile(r"^\s*\[+\s*([^\]]+?)\s*\]+")
_KEY = re.compile(r"""^\s*["']?([^"'=]+?)["']?\s*=""")


def place_of(config: Config, *key: str, occurrence: int = 0) -> str:
    """Return `file:line: key` of a key; a configuration that was not read from a file has everything in line 1."""
    path = Path(config.path)
    text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    return f"{config.path}:{line_of(text, key, occurrence)}: {'.'.join(key)}"


def line_of(text: str, key: tuple[str, ...], occurrence: int = 0) -> int:
    """Return the line (from 1) of `key`, or of the nearest table above it that is written.

    `occurrence` counts the entries of an array of tables from 0.
    """
    lines = text.splitlines()
    for depth in range(len(key), 0, -1):
        found = _find(lines, key[:depth], occurrence)
        if found:
            return found
    return 1


def _find(lines: list[str], key: tuple[str, ...], occurrence: int) -> int:
    table: tuple[str, ...] = ()
    seen: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(lines, start=1):
        header = _HEADER.match(line)
        if header:
            table = tuple(part.strip().strip("\"'") for part in header.group(1).split("."))
            seen[table] = seen.get(table, -1) + 1
            if table == key and _counts(line, seen[table], occurrence):
                return number
            continue
        name = _KEY.match(line)
        if name and (*table, name.group(1)) == key and (occurrence == 0 or seen.get(table, 0) == occurrence):
            return number
    return 0


def _counts(header: str, nth: int, occurrence: int) -> bool:
    return not header.lstrip().startswith("[[") or nth == occurrence
