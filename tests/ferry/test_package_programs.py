"""A package's `__main__.py` is run as a program: its one call of what becomes async starts the event loop."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.ferry.stores import ALONE, PROTOCOL, migrate

CONFIG = ALONE.replace('"use.py"', '"use.py", "shop"')
SHOW = """\
from app import Store


def show(key: int = 1) -> int:
    print(Store().load(key))
    return key
"""
STARTED = {
    "a bare call": ("show()\n", "asyncio.run(show())\n"),
    "an exit": ("raise SystemExit(show())\n", "raise SystemExit(asyncio.run(show()))\n"),
    "a branch": ("if __package__:\n    show()\n", "if __package__:\n    asyncio.run(show())\n"),
    "a try": (
        "try:\n    exit(show(2))\nexcept KeyboardInterrupt:\n    print()\n",
        "try:\n    exit(asyncio.run(show(2)))\nexcept KeyboardInterrupt:\n    print()\n",
    ),
    "beside others": ('print("first")\nshow()\n', 'print("first")\nasyncio.run(show())\n'),
}
KEPT = {
    "two calls": "show()\nshow(2)\n",
    "a call for each": "for key in (1, 2):\n    show(key)\n",
    "a set of calls": "print({show(key) for key in (1, 2)})\n",
    "a class": "class Shown:\n    result = show()\n",
    "a loop already": "import asyncio\n\nasyncio.run(asyncio.sleep(0))\nshow()\n",
}
IMPORT = "from use import show\n\n"


def migrated(root: Path, program: str, file: str = "shop/__main__.py") -> tuple[str, list[tuple[str, str]]]:
    """Return the program after the step, and the kinds of the blockers with their files."""
    (root / "shop").mkdir(exist_ok=True)
    (root / "shop" / "__init__.py").touch()
    (root / file).write_text(IMPORT + program)
    changes = migrate(root, PROTOCOL, CONFIG, SHOW)
    return (root / file).read_text(), [(blocker.kind, blocker.file) for blocker in changes.blockers]


def run(root: Path) -> tuple[int, str]:
    """Return how the program ends, and what it shows."""
    command, path = [sys.executable, "-m", "shop"], {"PYTHONPATH": str(root)}
    done = subprocess.run(command, cwd=root, env=path, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


@pytest.mark.parametrize("program", STARTED)
def test_its_one_call_starts_the_loop(program: str, tmp_path: Path) -> None:
    before, after = STARTED[program]
    (tmp_path / "shop").mkdir()
    for file, text in {"shop/__main__.py": IMPORT + before, "app.py": PROTOCOL, "use.py": SHOW}.items():
        (tmp_path / file).write_text(text)
    shown = run(tmp_path)

    text, blockers = migrated(tmp_path, before)

    assert text == f"import asyncio\n\n{IMPORT}{after}"
    assert blockers == []
    assert run(tmp_path) == shown
    assert "local" in shown[1]


@pytest.mark.parametrize("program", KEPT)
def test_where_one_loop_does_not_do_it_stays(program: str, tmp_path: Path) -> None:
    text, blockers = migrated(tmp_path, KEPT[program])

    assert text == IMPORT + KEPT[program]
    assert ("import_time", "shop/__main__.py") in blockers


def test_an_imported_one_stays(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "starter.py").write_text("def start() -> None:\n    from shop import __main__\n")

    text, blockers = migrated(tmp_path, "show()\n")

    assert text == f"{IMPORT}show()\n"
    assert ("import_time", "shop/__main__.py") in blockers


def test_another_module_stays(tmp_path: Path) -> None:
    text, blockers = migrated(tmp_path, "show()\n", file="shop/main.py")

    assert text == f"{IMPORT}show()\n"
    assert ("import_time", "shop/main.py") in blockers
