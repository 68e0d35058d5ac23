"""The official release of Bazel, from GitHub."""

import hashlib
import os
import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path

from tools.bazelw.errors import LauncherError, Unavailable
from tools.bazelw.progress import Progress
from tools.bazelw.version import Version

RELEASES = "https://github.com/bazelbuild/bazel/releases/download"
_CHECKSUMS = Path(__file__).with_name("releases.sha256")
# Short: behind a firewall nobody answers, and the person waits for it once.
_ANSWER_TIMEOUT_S = 4
_STALL_TIMEOUT_S = 60
_CHUNK_BYTES = 1 << 20
_MACHINES = {"amd64": "x86_64", "aarch64": "arm64"}


class Release:
    """The program that was published for this kind of machine, with the checksum that this repository holds for it."""

    name = "GitHub"

    def __init__(
        self, wanted: Version, uname: os.uname_result | None = None, url: str = RELEASES, checksums: Path = _CHECKSUMS
    ) -> None:
        uname = uname or os.uname()
        machine = _MACHINES.get(uname.machine, uname.machine)
        self._file = f"bazel-{wanted}-{uname.sysname.lower()}-{machine}"
        self._url = f"{url}/{wanted}/{self._file}"
        self._checksums = checksums

    @property
    def key(self) -> str:
        """The name of its entry in the cache. Raises Unavailable when its checksum is not known."""
        return f"{self._file}-{self._sha256()[:12]}"

    def make(self, build: Path, entry: Path, progress: Progress) -> None:  # it runs from anywhere
        """Writes the program into `build`, once its checksum is right.

        Raises Unavailable when the server does not answer within seconds or the transfer breaks off, and LauncherError
        when something else than the release arrived.
        """
        expected = self._sha256()
        program = build / "bazel"
        try:
            self._check_reachable()
            progress.step(f"downloading {self._url}")
            digest = self._fetch(program, progress)
        except (OSError, HTTPException) as error:
            raise Unavailable(f"{self._url}: {_reason(error)}") from error
        if digest != expected:
            raise LauncherError(
                f"{self._url} has the SHA-256 {digest}, expected is {expected}: something between this machine and "
                "GitHub changes what is downloaded. Install bazelisk from a source that you trust."
            )
        program.chmod(0o755)

    def _sha256(self) -> str:
        """Returns the checksum that the release has to have."""
        for line in self._checksums.read_text().splitlines():
            digest, file = line.split()
            if file == self._file:
                return digest
        raise Unavailable(f"{self._checksums.name} has no checksum for {self._file}")

    def _check_reachable(self) -> None:
        """Raises OSError when the server does not answer within a few seconds."""
        request = urllib.request.Request(self._url, method="HEAD")  # noqa: S310 - the scheme is in RELEASES
        urllib.request.urlopen(request, timeout=_ANSWER_TIMEOUT_S).close()  # noqa: S310

    def _fetch(self, target: Path, progress: Progress) -> str:
        """Writes what the server sends, and returns its SHA-256."""
        digest = hashlib.sha256()
        done = 0
        with urllib.request.urlopen(self._url, timeout=_STALL_TIMEOUT_S) as answer, target.open("wb") as file:  # noqa: S310
            transfer = progress.transfer(self._file, int(answer.headers.get("Content-Length") or 0))
            while chunk := answer.read(_CHUNK_BYTES):
                digest.update(chunk)
                file.write(chunk)
                done += len(chunk)
                transfer.at(done)
        transfer.done()
        return digest.hexdigest()


def _reason(error: OSError | HTTPException) -> str:
    """Returns one line that says why a request failed."""
    # A URLError wraps the cause, except for its kind that is an answer of the server.
    if isinstance(error, urllib.error.URLError) and not isinstance(error, urllib.error.HTTPError):
        return str(error.reason)
    return str(error) or type(error).__name__
