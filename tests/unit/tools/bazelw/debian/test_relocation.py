"""Which programs are rewritten, and how."""

from pathlib import Path

import pytest

from tests.unit.tools.bazelw.conftest import Install
from tools.bazelw.debian.relocation import Relocation

_LIBRARIES = "/cache/entry/usr/lib/x86_64-linux-gnu"


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    """What patchelf was called with, a line for each call."""
    return tmp_path / "calls"


@pytest.fixture
def patchelf(install: Install, calls: Path) -> Path:
    return install("patchelf", f'echo "$@" >>{calls}')


def _program(file: Path, content: bytes = b"\x7fELF...") -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def test_compiled_programs_of_bazel_find_the_libraries_in_the_entry(
    patchelf: Path, calls: Path, tmp_path: Path
) -> None:
    _program(tmp_path / "usr/bin/bazel")
    _program(tmp_path / "usr/libexec/x86_64-linux-gnu/bazel/linux-sandbox")
    _program(tmp_path / "usr/libexec/x86_64-linux-gnu/bazel/script", b"#!/bin/sh")

    Relocation(patchelf, tmp_path, Path("/cache/entry")).bazel()

    change = f"--set-interpreter {_LIBRARIES}/ld-linux-x86-64.so.2 --force-rpath --set-rpath {_LIBRARIES}"
    assert calls.read_text().splitlines() == [
        f"{change} {tmp_path}/usr/bin/bazel",
        f"{change} {tmp_path}/usr/libexec/x86_64-linux-gnu/bazel/linux-sandbox",
    ]


def test_java_finds_its_own_libraries_first(patchelf: Path, calls: Path, tmp_path: Path) -> None:
    _program(tmp_path / "java/bin/java")

    Relocation(patchelf, tmp_path, Path("/cache/entry")).java(tmp_path / "java")

    assert f"--set-rpath $ORIGIN:$ORIGIN/../lib:{_LIBRARIES} " in calls.read_text()
