"""The launcher's one path: the first source that has a fitting Bazel gives it, and this process becomes it."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from tools.bazelw.cache import Cache, cache_folder
from tools.bazelw.debian.assembly import Assembly
from tools.bazelw.errors import LauncherError, Unavailable
from tools.bazelw.installed import find_installed
from tools.bazelw.progress import Progress
from tools.bazelw.release import Release
from tools.bazelw.version import Version, wanted_version


class Source(Protocol):
    """Something from which a Bazel can be made, once, into the cache."""

    name: str
    """What the person calls it."""

    @property
    def key(self) -> str:
        """The name of its entry in the cache; another content has another key. Raises Unavailable."""

    def make(self, build: Path, entry: Path, progress: Progress) -> None:
        """Fills the folder `build` with a program `bazel` and what it needs, to be run from the folder `entry`.

        Raises Unavailable when that is not possible here.
        """


def main(arguments: Sequence[str], workspace: Path) -> int:
    """Replaces this process by Bazel with `arguments`, so that signals reach it; returns 1 when there is no Bazel."""
    try:
        wanted = wanted_version(workspace)
        sources: list[Source] = [Release(wanted), Assembly(wanted)]
        program = find_bazel(wanted, workspace, sources, os.environ, Progress())
        os.execv(program, [str(program), *arguments])  # noqa: S606 - no shell is wanted
    except LauncherError as error:
        sys.stderr.write(f"bazelw: {error}\n")
        return 1
    except KeyboardInterrupt:
        return 130


def find_bazel(
    wanted: Version, workspace: Path, sources: Sequence[Source], environment: Mapping[str, str], progress: Progress
) -> Path:
    """Returns a Bazel that fits `wanted`: from PATH, from the cache, or made by the first source that can.

    Raises LauncherError with the reason of every source.
    """
    cache = Cache(cache_folder(environment))
    try:
        return find_installed(wanted, workspace, environment.get("PATH", os.defpath))
    except Unavailable as reason:
        reasons = {"PATH": str(reason)}
    return _cached(sources, cache) or _make(sources, wanted, cache, progress, reasons)


def _cached(sources: Sequence[Source], cache: Cache) -> Path | None:
    """Returns the program that one of `sources` made before."""
    for source in sources:
        try:
            program = cache.find(source.key)
        except Unavailable:
            continue
        if program:
            return program
    return None


def _make(
    sources: Sequence[Source], wanted: Version, cache: Cache, progress: Progress, reasons: dict[str, str]
) -> Path:
    """Makes a Bazel from the first of `sources` that can; adds the others' `reasons`."""
    progress.step(f"Bazel {wanted} is not on PATH ({reasons['PATH']}) and not yet in {cache.folder}")
    with cache.lock(on_wait=lambda: progress.step("waiting for another bazelw, which is getting it now")):
        if program := _cached(sources, cache):
            return program
        for source in sources:
            try:
                with cache.publish(source.key) as build:
                    source.make(build, cache.entry(source.key), progress)
                return _checked(source, wanted, cache)
            except (Unavailable, OSError) as reason:
                reasons[source.name] = str(reason)
                progress.step(f"not from {source.name}: {reason}")
    raise LauncherError(_no_bazel(wanted, reasons))


def _checked(source: Source, wanted: Version, cache: Cache) -> Path:
    """Returns the program of `source`'s new entry if it runs; else removes the entry and raises Unavailable."""
    program = cache.entry(source.key) / "bazel"
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    except subprocess.CalledProcessError as error:
        said = error.stderr.strip()
    except OSError as error:
        said = str(error)
    else:
        version = Version.find(answer.stdout)
        if version is not None and version.fits(wanted):
            return program
        said = f"it is {answer.stdout.strip()}"
    cache.withdraw(source.key)
    raise Unavailable(f"what it gave is of no use here: {said}")


def _no_bazel(wanted: Version, reasons: Mapping[str, str]) -> str:
    """Returns what was tried, why it failed, and what to do."""
    tried = "\n".join(f"  {name}: {reason}" for name, reason in reasons.items())
    return (
        f"there is no Bazel {wanted} for this machine.\n{tried}\n"
        "One of these is enough:\n"
        "  - install bazelisk (it fetches the right Bazel) and put it on PATH;\n"
        f"  - install Bazel {wanted} and put it on PATH;\n"
        "  - let this machine reach GitHub, or, on Debian for x86-64, Debian's mirror and PyPI; then call again."
    )
