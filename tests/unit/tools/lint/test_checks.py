"""The checks find what is wrong: each is run on a small checkout with planted errors and the settings of this one."""

import subprocess
from pathlib import Path

import pytest

from tools.lint.check import Check
from tools.lint.mypy_checks import mypy_checks
from tools.lint.ruff_checks import ruff_checks
from tools.lint.run import Outcome, run_check

SETTINGS = Path(__file__).parents[4] / "pyproject.toml"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with one package, `shop`."""
    (tmp_path / "pyproject.toml").write_bytes(SETTINGS.read_bytes())
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "__init__.py").write_text('"""A shop."""\n')
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    return tmp_path


def run(checks: list[Check], name: str, *, fix: bool = False) -> Outcome:
    (check,) = [check for check in checks if check.name == name]
    return run_check(check, fix=fix, tell=lambda line: None)


def test_clean_sources_pass_ruff(checkout: Path) -> None:
    assert run(ruff_checks(checkout), "ruff check").passed
    assert run(ruff_checks(checkout), "ruff format").passed


def test_a_blocking_call_in_async_code_is_found(checkout: Path) -> None:
    (checkout / "shop" / "till.py").write_text(
        '"""A till."""\n\nimport time\n\n\nasync def wait() -> None:\n    """Wait."""\n    time.sleep(1)\n'
    )

    outcome = run(ruff_checks(checkout), "ruff check")

    assert not outcome.passed
    assert "ASYNC251" in outcome.output


def test_a_task_that_nobody_owns_is_found(checkout: Path) -> None:
    (checkout / "shop" / "till.py").write_text(
        '"""A till."""\n\nimport asyncio\n\n\nasync def go() -> None:\n    """Go."""\n    asyncio.create_task(go())\n'
    )

    outcome = run(ruff_checks(checkout), "ruff check")

    assert "RUF006" in outcome.output
    assert "TID251" in outcome.output


def test_a_wrong_format_is_found_and_mended(checkout: Path) -> None:
    (checkout / "shop" / "till.py").write_text("x = {  'a':1 }\n")

    assert not run(ruff_checks(checkout), "ruff format").passed
    assert run(ruff_checks(checkout), "ruff format", fix=True).passed
    assert (checkout / "shop" / "till.py").read_text() == 'x = {"a": 1}\n'


def test_mypy_knows_the_types_of_the_packages_in_the_lock(checkout: Path) -> None:
    (checkout / "shop" / "till.py").write_text('''"""A till."""

from fastapi import APIRouter
from pydantic import BaseModel
from sqlalchemy import select


class Coin(BaseModel):
    """A coin."""

    value: int


Coin(value="much")
APIRouter(prefix=1)
select(1).where(True).nonsense()
Coin(value=1).value
''')

    outcome = run(mypy_checks(checkout), "mypy")

    assert not outcome.passed
    assert {line.split(":")[1] for line in outcome.output.splitlines() if ": error:" in line} == {"14", "15", "16"}


def test_mypy_finds_a_coroutine_that_nobody_awaits(checkout: Path) -> None:
    (checkout / "shop" / "till.py").write_text(
        '"""A till."""\n\n\nasync def pay() -> None:\n    """Pay."""\n\n\nasync def leave() -> None:\n    pay()\n'
    )

    assert "[unused-coroutine]" in run(mypy_checks(checkout), "mypy").output


def test_the_legacy_tree_is_a_root_of_its_own(checkout: Path) -> None:
    legacy = checkout / "migration" / "legacy" / "shop"
    legacy.mkdir(parents=True)
    (legacy / "__init__.py").write_text('"""Another shop."""\n')
    (legacy / "counter.py").write_text("from shop.drawer import open_drawer\n\nopen_drawer(1)\n")
    (legacy / "drawer.py").write_text("def open_drawer(name: str) -> None: ...\n")

    assert run(mypy_checks(checkout), "mypy").passed
    assert "counter.py:3: error" in run(mypy_checks(checkout), "mypy legacy").output
