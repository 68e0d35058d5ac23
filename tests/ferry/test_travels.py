"""However the facade travels, the migrated program does the same: it is followed, or stays where it is."""

import subprocess
import sys
import textwrap
from itertools import cycle
from pathlib import Path

import pytest

from tests.ferry.conftest import copy_tree, migrate
from tests.ferry.travels import USES, WAYS, put

_HEAD = """\
import abc
import collections
import contextlib
import dataclasses
import enum
import functools
import itertools
import queue
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from app.models import Player
from app.persistence import PersistenceLayer, get_persistence
"""
_RUNNER = """\
import asyncio, inspect, sys, warnings
warnings.simplefilter("error")
sys.unraisablehook = lambda unraisable: print("lost:", unraisable.exc_value)
sys.path.insert(0, "")
from cases.program import main
result = main()
print(asyncio.run(result) if inspect.iscoroutine(result) else result)
"""
# Each way alone, and each behind another one.
TRAVELS: list[tuple[tuple[str, ...], str]] = [((way,), use) for way, use in zip(WAYS, cycle(USES))]
TRAVELS += [((way, other), use) for way, other, use in zip(WAYS, [*WAYS][7:] + [*WAYS][:7], cycle([*USES][::-1]))]


def program(ways: tuple[str, ...], use: str) -> str:
    """Return a module whose `main` takes the layer along the ways and uses it."""
    definitions, statements = "", ""
    expression = "get_persistence()"
    for number, part in enumerate([*(WAYS[way] for way in ways), USES[use]]):
        defined, stated, expression = put(part, number, expression)
        definitions += f"\n\n{defined}" if defined else ""
        statements += f"{stated}\n" if stated else ""
    body = textwrap.indent(
        f"get_persistence().save_player(Player(7, 'ann'))\n{statements}return {expression}\n", "    "
    )
    return f"{_HEAD}{definitions}\n\ndef main():\n{body}"


def shown(root: Path) -> str:
    """Return what the program prints, coroutines that were lost included."""
    command = [sys.executable, "-c", _RUNNER]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=60)
    return done.stdout + done.stderr[-300:]


@pytest.mark.parametrize(("ways", "use"), TRAVELS, ids=[f"{', '.join(ways)}: {use}" for ways, use in TRAVELS])
def test_the_program_does_the_same(ways: tuple[str, ...], use: str, tmp_path: Path) -> None:
    copy_tree(tmp_path)
    layer = tmp_path / "app" / "persistence" / "layer.py"
    shared = "app.persistence.async_layer.get_async_persistence()"
    layer.write_text(
        "import app.persistence.async_layer\n"
        + layer.read_text(encoding="utf-8").replace("= AsyncPersistenceLayer(url)", f"= {shared}"),
        encoding="utf-8",
    )
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "__init__.py").touch()
    (tmp_path / "cases" / "program.py").write_text(program(ways, use), encoding="utf-8")
    before = shown(tmp_path)
    assert "Error" not in before

    changes = migrate(tmp_path)

    assert shown(tmp_path) == before
    assert changes.blockers or "cases/program.py" in changes.contents
