"""The tree with a module for `to_sync` and the bridge, and with lines added to the table `[target]`."""

from pathlib import Path

from tests.ferry.conftest import copy_tree

LOOP = """\
from app.persistence.async_layer import AsyncPersistenceLayer


def to_sync(function):
    return function


def to_async(layer) -> AsyncPersistenceLayer:
    return layer
"""
RUNNING_LOOP = """\
import asyncio


def to_sync(function):
    def run(*args):
        return asyncio.run(function(*args))

    return run
"""
"""A `to_sync` that runs what becomes async in a loop of its own."""

TO_SYNC = 'to_sync = "app.loop.to_sync"'


def copy_with_loop(root: Path) -> Path:
    """Copy the tree, with the module and a folder for cases."""
    copy_tree(root)
    (root / "cases").mkdir()
    (root / "app" / "loop.py").write_text(LOOP, encoding="utf-8")
    return root


def configured(tree: Path, *lines: str) -> Path:
    """Add lines to the table `[target]`."""
    config = tree / "ferry.toml"
    head = "\n".join(["[target]", *lines, ""])
    config.write_text(config.read_text(encoding="utf-8").replace("[target]\n", head), encoding="utf-8")
    return tree
