"""Lets programs of a newer Debian run on this one: each finds its loader and its libraries in the assembled folder."""

from pathlib import Path

from tools.bazelw.debian.command import run

_LIBRARIES = Path("usr/lib/x86_64-linux-gnu")
_LOADER = _LIBRARIES / "ld-linux-x86-64.so.2"
_ELF = b"\x7fELF"


class Relocation:
    """Rewrites programs below `build` for the time when that folder is `entry`."""

    def __init__(self, patchelf: Path, build: Path, entry: Path) -> None:
        self._patchelf = patchelf
        self._build = build
        self._entry = entry

    def bazel(self) -> None:
        """Rewrites Bazel's client and the programs that it runs actions with."""
        programs = [self._build / "usr/bin/bazel", *(self._build / "usr/libexec").glob("*/bazel/*")]
        for program in programs:
            if _is_elf(program):
                self._rewrite(program, [str(self._entry / _LIBRARIES)])

    def java(self, java_home: Path) -> None:
        """Rewrites the Java program in `java_home`: Bazel's native part, which it loads, needs the newer libraries."""
        self._rewrite(java_home / "bin" / "java", ["$ORIGIN", "$ORIGIN/../lib", str(self._entry / _LIBRARIES)])

    def _rewrite(self, program: Path, search: list[str]) -> None:
        """Sets loader and search path. RPATH, not RUNPATH: it has to hold for the libraries' libraries too."""
        path = ":".join(search)
        change = ["--set-interpreter", str(self._entry / _LOADER), "--force-rpath", "--set-rpath", path]
        run([self._patchelf, *change, program], f"patching {program.name}")


def _is_elf(file: Path) -> bool:
    """Says whether `file` is a compiled program."""
    with file.open("rb") as content:
        return content.read(len(_ELF)) == _ELF
