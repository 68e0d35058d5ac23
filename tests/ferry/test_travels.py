"""However the facade travels, the migrated program does the same: it is followed, or stays where it is."""

import subprocess
import sys
import textwrap
from itertools import cycle
from pathlib import Path

import pytest

from tests.ferry.conftest import copy_tree, migrate, name_bridge
from tests.ferry.lost_ways import LOST, PAIRS
from tests.ferry.travels import CONTAINERS, RUNNABLE, RUNS, USES, WAYS, Way, put

_HEAD = """\
import abc
import collections
import concurrent.futures
import contextlib
import copy
import dataclasses
import enum
import functools
import importlib
import itertools
import queue
import sys
import types
import typing
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from app.models import Player
from app.persistence import PersistenceLayer, get_persistence
"""
_HELD = """\
def held():
    layer = get_persistence()
    max(1, 2, key=lambda number: layer.is_admin(number))
    return layer
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
FILLED = [("a named tuple unpacked", way) for way in CONTAINERS]
ALONE = [(way, use) for way, use in zip(WAYS, cycle([*USES][3:] + [*USES][:3]))]


# What is called in each way: what follows from one to the next is another pair in each round.
FUNCTIONS = [(what, run) for n, run in enumerate(RUNS) for what in ([*RUNNABLE] * 2)[(3 * n) % len(RUNNABLE) :][:4]]


def program(*parts: Way) -> str:
    """Return a module whose `main` takes the layer along the ways; the last one uses it."""
    definitions, statements = "", ""
    expression = "get_persistence()"
    for number, part in enumerate(parts):
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


def built(root: Path, text: str) -> Path:
    """Write the tree with the program, and return that; both layers keep the same players, in a loop or outside one."""
    copy_tree(root)
    layer = root / "app" / "persistence" / "layer.py"
    shared = "app.persistence.async_layer.get_async_persistence()"
    stepping = (
        "try:\n            coroutine.send(None)\n        except StopIteration as end:\n            return end.value"
    )
    layer.write_text(
        "import app.persistence.async_layer\n"
        + layer.read_text(encoding="utf-8")
        .replace("= AsyncPersistenceLayer(url)", f"= {shared}")
        .replace("return asyncio.run(coroutine)", stepping),
        encoding="utf-8",
    )
    (root / "cases").mkdir()
    (root / "cases" / "__init__.py").touch()
    (root / "cases" / "program.py").write_text(text, encoding="utf-8")
    return root / "cases" / "program.py"


def check(tree: Path, text: str) -> None:
    """Migrate the program, run both versions, and compare what they print."""
    built(tree, text)
    before = shown(tree)
    assert "Error" not in before

    changes = migrate(tree)

    assert shown(tree) == before
    assert changes.blockers or "cases/program.py" in changes.contents


@pytest.mark.parametrize(("ways", "use"), TRAVELS, ids=[f"{', '.join(ways)}: {use}" for ways, use in TRAVELS])
def test_the_program_does_the_same(ways: tuple[str, ...], use: str, tmp_path: Path) -> None:
    check(tmp_path, program(*(WAYS[way] for way in ways), USES[use]))


@pytest.mark.parametrize(("way", "container"), FILLED)
def test_what_is_put_into_a_container_does_the_same(way: str, container: str, tmp_path: Path) -> None:
    check(tmp_path, program(WAYS[way], CONTAINERS[container], USES["a truth"]))


@pytest.mark.parametrize(("way", "other", "use"), PAIRS)
def test_what_is_lost_behind_what_is_lost_does_the_same(way: str, other: str, use: str, tmp_path: Path) -> None:
    check(tmp_path, program(LOST[way], LOST[other], USES[use]))


@pytest.mark.parametrize(("what", "run"), FUNCTIONS, ids=[f"{what}: {run}" for what, run in FUNCTIONS])
def test_what_is_called_somewhere_else_does_the_same(what: str, run: str, tmp_path: Path) -> None:
    check(tmp_path, program(RUNNABLE[what], RUNS[run]))


@pytest.mark.parametrize(("way", "use"), ALONE, ids=[f"{way}: {use}" for way, use in ALONE])
def test_over_the_bridge_it_does_so_too_and_a_second_run_changes_nothing(way: str, use: str, tmp_path: Path) -> None:
    before, _, body = program(WAYS[way], USES[use]).partition("def main():\n")
    text = f"{before}{_HELD}\n\ndef main():\n    layer = held()\n{body.replace('get_persistence()', 'layer')}"
    written = built(tmp_path, text)
    name_bridge(tmp_path)
    expected = shown(tmp_path)
    assert "Error" not in expected

    migrate(tmp_path)

    assert "await to_async(layer).save_player(" in written.read_text(encoding="utf-8")
    assert shown(tmp_path) == expected
    assert migrate(tmp_path).contents == {}
