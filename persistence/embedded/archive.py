"""A stopped cluster as one file, from which servers are started by the dozen."""

import tarfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

# What a server writes for itself while it runs.
_LEFT_OUT = frozenset({"pgdata/postmaster.opts", "pgdata/postmaster.pid"})


def pack(data_dir: Path, archive: Path) -> None:
    """Writes the data of a stopped server into an archive.

    Names, owners and times of the archive's members do not depend on the moment or the user.
    """
    with tarfile.open(archive, "w", format=tarfile.USTAR_FORMAT) as tar:
        for path in sorted([data_dir / "pgdata", *(data_dir / "pgdata").rglob("*")]):
            name = str(PurePosixPath(path.relative_to(data_dir)))
            if name not in _LEFT_OUT:
                _add(tar, path, name)


def _add(tar: tarfile.TarFile, path: Path, name: str) -> None:
    member = tar.gettarinfo(path, name)
    member.mtime = member.uid = member.gid = 0
    member.uname = member.gname = ""
    if not member.isreg():
        tar.addfile(member)
        return
    with path.open("rb") as content:
        tar.addfile(member, content)


def unpacking(archive: Path, data_dir: Path, command: Sequence[str]) -> list[str]:
    """Returns the command line that unpacks an archive into a data folder and then becomes another command.

    The program `tar` is three times as fast as the module `tarfile`, and what it makes belongs to the user who runs it.
    """
    script = 'tar --no-same-owner -xf "$1" -C "$2" && shift 2 && exec "$@"'
    return ["sh", "-c", script, "sh", str(archive.absolute()), str(data_dir), *command]
