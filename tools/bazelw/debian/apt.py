"""Packages of another Debian than the installed one, through a private state of apt.

apt checks them against the archive's signature. Nothing of the system's own lists and locks is read or written, so root
is not needed; the mirror, its proxy and its certificates are those that the machine's apt is set to.
"""

import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tools.bazelw.debian.command import failure_reason, run
from tools.bazelw.errors import Unavailable
from tools.bazelw.progress import Progress
from tools.bazelw.version import Version

_KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
_OS_RELEASE = Path("/etc/os-release")
_POLL_INTERVAL_S = 0.2


def machine_mirror() -> str:
    """Returns the address of the mirror of Debian's main archive that this machine is set to."""
    if not _KEYRING.exists():
        raise Unavailable(f"{_KEYRING} is missing: this is no Debian")
    codename = _os_release().get("VERSION_CODENAME", "")
    targets = run(
        ["apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE) $(COMPONENT)"], "asking apt for its sources"
    )
    uris = [line.split()[0] for line in targets.splitlines() if line.split()[1:] == [codename, "main"]]
    # Other archives name their suites like Debian's; Debian's mirrors keep to one folder name.
    uris.sort(key=lambda uri: not uri.rstrip("/").endswith("/debian"))
    if not uris:
        raise Unavailable(
            f"apt's sources name no mirror for {codename or 'this system'} main (see /etc/apt/sources.list.d)"
        )
    return uris[0]


def _os_release() -> dict[str, str]:
    """Returns the assignments in /etc/os-release."""
    lines = _OS_RELEASE.read_text().splitlines() if _OS_RELEASE.exists() else []
    return {name: value.strip('"') for name, _, value in (line.partition("=") for line in lines)}


class Apt:
    """One suite of Debian, seen from a machine on which nothing but `assumed` is installed."""

    def __init__(self, folder: Path, mirror: str, suite: str, assumed: Sequence[str]) -> None:
        self.suite = suite
        self.mirror = mirror
        self._archives = folder / "cache" / "archives"
        for state in ("lists/partial", "cache/archives/partial", "log"):
            (folder / state).mkdir(parents=True, exist_ok=True)
        (folder / "status").write_text("\n".join(_STATUS.format(package=package) for package in assumed))
        (folder / "sources.list").write_text(f"deb [signed-by={_KEYRING}] {mirror} {suite} main\n")
        settings = {
            "Dir::Etc::sourcelist": folder / "sources.list",
            "Dir::Etc::sourceparts": "/dev/null",
            "Dir::State": folder,
            "Dir::State::status": folder / "status",
            "Dir::Cache": folder / "cache",
            "Dir::Log": folder / "log",
            # The folder is this process's own: no lock of the system's, no change of user.
            "Debug::NoLocking": "true",
            "APT::Sandbox::User": "",
            # A mirror may stand still. A version is asked for here, not the newest state.
            "Acquire::Check-Valid-Until": "false",
            "Acquire::Retries": "3",
        }
        self._options = [option for name, value in settings.items() for option in ("-o", f"{name}={value}")]

    def update(self) -> None:
        """Fetches the suite's signed index."""
        run(["apt-get", *self._options, "update", "--error-on=any", "-q"], f"fetching the list of {self._place}")

    def version(self, package: str) -> Version | None:
        """Returns the version of `package` in this suite, or None when it has none."""
        policy = run(["apt-cache", *self._options, "policy", package], f"asking for {package}")
        candidates = [line for line in policy.splitlines() if "Candidate:" in line]
        return Version.find(candidates[0]) if candidates else None

    def fetch(self, packages: Sequence[str], progress: Progress) -> list[Path]:
        """Downloads `packages` and all that they depend on, and returns the files."""
        install = ["apt-get", *self._options, "install", "--no-install-recommends", "--download-only", "-y", "-q"]
        planned = run([*install, "--print-uris", *packages], f"resolving {', '.join(packages)}")
        # Lines of the plan: 'URI' file size digest
        sizes = [int(line.split()[2]) for line in planned.splitlines() if line.startswith("'")]
        transfer = progress.transfer(f"{len(sizes)} packages", sum(sizes))
        process = subprocess.Popen([*install, *packages], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        with process:
            while process.poll() is None:
                transfer.at(_size(self._archives))
                time.sleep(_POLL_INTERVAL_S)
            errors = process.stderr.read() if process.stderr else ""
        if process.returncode:
            raise Unavailable(f"fetching packages of {self._place} failed: {failure_reason(errors)}")
        transfer.done()
        return sorted(self._archives.glob("*.deb"))

    @property
    def _place(self) -> str:
        return f"Debian's {self.suite} from {self.mirror}"


def _size(folder: Path) -> int:
    """Returns how many bytes have arrived in `folder`, while apt goes on renaming what is complete."""
    size = 0
    for file in folder.glob("**/*.deb"):
        with suppress(FileNotFoundError):
            size += file.stat().st_size
    return size


_STATUS = """\
Package: {package}
Status: install ok installed
Version: 9999
Architecture: amd64
Multi-Arch: allowed
Maintainer: none
Description: assumed, so that nothing of it is fetched
"""
