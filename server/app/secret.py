"""The secret that signs log-ins, made once and kept."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from server.app.errors import StartError

_FILE = "token-secret"
_BYTES = 48
_SHORTEST = 32


def kept_secret(data_dir: Path) -> str:
    """The secret kept in `data_dir`; made at the first call, for the owner's eyes alone (mode 0600).

    Two servers that start together get the same one.

    Raises:
        StartError: The file cannot be written or read, or holds no secret.
    """
    path = data_dir / _FILE
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _make(path)
        path.chmod(0o600)
        secret = path.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        raise StartError(f"The token secret {path} cannot be read or made: {error}") from error
    if len(secret) < _SHORTEST:
        raise StartError(f"The token secret in {path} is too short; delete the file to have a new one made.")
    return secret


def _make(path: Path) -> None:
    """Writes the file whole, then gives it its name; whoever comes second leaves the first one's file alone."""
    # mkstemp's files have mode 0600.
    descriptor, draft = tempfile.mkstemp(prefix=f"{_FILE}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(draft)
    finally:
        Path(draft).unlink()
