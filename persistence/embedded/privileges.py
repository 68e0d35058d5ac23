"""Under which user PostgreSQL runs: it refuses to run as root."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

NOBODY = 65534

# Root's home is closed to others, and the wheel and the data may lie in it: the server keeps one capability of
# root's, the one that passes by the permissions of files. `no_setuid_fixup` keeps it in force for access(2) too, with
# which PostgreSQL looks for its own programs.
_DROP_ROOT = (
    "--clear-groups",
    "--securebits=+no_setuid_fixup",
    "--inh-caps=-all,+dac_override",
    "--ambient-caps=+dac_override",
)


@dataclass(frozen=True, slots=True)
class ServerUser:
    """The user for PostgreSQL.

    Attributes:
        uid: as this process sees it; the owner that the data folder must have.
        command: to be put before a program's own command line.
    """

    uid: int
    command: tuple[str, ...]

    def own(self, path: Path) -> None:
        """Makes a path this user's, where it is another's."""
        if path.stat().st_uid != self.uid:
            os.chown(path, self.uid, self.uid)


def server_user(data: Path) -> ServerUser:
    """Returns the user who can run PostgreSQL on a data folder, which need not exist yet.

    That is the present user, and where that is root: the owner of existing data, else `nobody`. A program that is
    started with the user's command also ends when the process that started it does, be it by SIGKILL.
    """
    setpriv = shutil.which("setpriv")
    if os.geteuid() != 0:
        return ServerUser(os.geteuid(), (setpriv, "--pdeathsig=INT") if setpriv else ())
    if not _is_mapped(NOBODY):
        # Root of a user namespace that has no other user: another name for the same user is enough.
        unshare = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}")
        return ServerUser(0, (*unshare, "setpriv", "--pdeathsig=INT"))
    owner = data.stat().st_uid if data.exists() else 0
    uid = owner or NOBODY
    return ServerUser(uid, ("setpriv", f"--reuid={uid}", f"--regid={uid}", *_DROP_ROOT, "--pdeathsig=INT"))


def _is_mapped(uid: int) -> bool:
    """Tells whether a user id exists in this user namespace."""
    for line in Path("/proc/self/uid_map").read_text(encoding="ascii").splitlines():
        first, _, count = (int(field) for field in line.split())
        if first <= uid < first + count:
            return True
    return False
