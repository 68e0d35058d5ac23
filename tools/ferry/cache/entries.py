"""Entries that are right, or are not found: the key of each is a digest of all that its content depends on.

The folder is `FERRY_CACHE_DIR`, else `ferry` in the user's cache folder (`XDG_CACHE_HOME`). An empty `FERRY_CACHE_DIR`
switches the cache off. Entries are written under another name and then renamed, so that several processes may share the
folder; those that were not used for longest go first when there are too many.
"""

import hashlib
import json
import os
import sys
import tempfile
from functools import cache
from pathlib import Path

_LIMIT = 30_000
"""How many entries are kept; one has some kilobytes."""


class Cache:
    """A folder of entries."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._written = False

    def read(self, kind: str, *depends_on: str) -> object | None:
        """Return the content of an entry; None when it is not there or is damaged."""
        path = self._path(kind, depends_on)
        try:
            content: object = json.loads(path.read_bytes())
            os.utime(path)  # the time of use, by which `trim` goes
        except (OSError, ValueError):
            return None
        return content

    def write(self, content: object, kind: str, *depends_on: str) -> None:
        """Keep an entry as a whole; a folder that cannot be written costs time, not correctness."""
        path = self._path(kind, depends_on)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder)
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(json.dumps(content, separators=(",", ":")))  # `json.dump` would encode piece by piece
            Path(name).replace(path)
        except OSError:
            return
        self._written = True

    def close(self) -> None:
        """Delete the entries that were not used for longest when there are too many."""
        if self._written:
            trim(self._folder)

    def _path(self, kind: str, depends_on: tuple[str, ...]) -> Path:
        text = "\0".join((kind, _engine(), *depends_on))
        return self._folder / f"{kind}-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}.json"


def open_cache() -> Cache | None:
    """Return the cache; None when it is switched off."""
    given = os.environ.get("FERRY_CACHE_DIR")
    if given is not None:
        return Cache(Path(given)) if given else None
    base = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    return Cache(Path(base) / "ferry")


@cache
def _engine() -> str:
    """Return a digest of ferry's own sources and of the Python that parses."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def trim(folder: Path, limit: int = _LIMIT) -> None:
    """Delete the entries that were not used for longest when there are more than `limit`."""
    try:
        entries = list(os.scandir(folder))
        if len(entries) <= limit:
            return  # nearly always: to ask hundreds of files for their time takes longer than to count them
        for _, path in sorted((entry.stat().st_mtime, entry.path) for entry in entries)[: len(entries) - limit]:
            Path(path).unlink(missing_ok=True)
    except OSError:
        return
