"""Each lock holds what is asked for, nothing else, and no address."""

import re
from pathlib import Path

import pytest

from tools.python.locking import LOCKS, uv_program

_REMEDY = "renew it: ./bazelw run //tools/python:lock"
# A locked package: its name with extras, its version, its hashes, and the comments that say for whom it is there.
_PIN = re.compile(r"^([\w.-]+(?:\[[\w,-]+\])?)==(\S+)((?: \\\n    --hash=\S+)+)((?:\n    #.*)*)", re.MULTILINE)


@pytest.fixture(params=list(LOCKS.items()), ids=list(LOCKS.values()))
def files(request: pytest.FixtureRequest) -> tuple[Path, Path]:
    """What is asked for, and its lock."""
    requirements, lock = request.param
    return Path(requirements), Path(lock)


def _asked_for(requirements: Path) -> set[str]:
    lines = (line.partition("#")[0].strip() for line in requirements.read_text().splitlines())
    return {re.split(r"[<>=~!;\s]", line)[0].lower() for line in lines if line}


def test_every_package_asked_for_is_locked_with_its_extras(files: tuple[Path, Path]) -> None:
    requirements, lock = files
    locked = {name for name, *_ in _PIN.findall(lock.read_text())}

    assert _asked_for(requirements) <= locked, _REMEDY


def test_nothing_is_locked_for_a_package_no_longer_asked_for(files: tuple[Path, Path]) -> None:
    requirements, lock = files
    reason = f"-r {requirements}"
    direct = {name for name, _, _, reasons in _PIN.findall(lock.read_text()) if reason in reasons}

    assert direct == _asked_for(requirements), _REMEDY


def test_every_package_has_hashes(files: tuple[Path, Path]) -> None:
    _, lock = files
    lines = [line for line in lock.read_text().splitlines() if line and not line.startswith((" ", "#"))]

    assert len(lines) == len(_PIN.findall(lock.read_text())) > 0


def test_the_lock_names_no_index(files: tuple[Path, Path]) -> None:
    _, lock = files

    assert not re.search(r"https?://|--(extra-)?index-url|--find-links", lock.read_text())


def test_uv_is_where_bazel_unpacks_it() -> None:
    assert uv_program().is_file()
