"""Programs for a PATH of the test's own."""

from collections.abc import Callable
from pathlib import Path

import pytest

Install = Callable[[str, str], Path]


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder to be used as PATH."""
    folder = tmp_path / "programs"
    folder.mkdir()
    return folder


@pytest.fixture
def install(programs: Path) -> Install:
    """Puts a program of this name and this shell text on that PATH."""

    def install(name: str, script: str) -> Path:
        program = programs / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        return program

    return install
