"""The commands, a module each: what is not asked for is not imported, so that `--help` answers at once."""

import importlib
from collections.abc import Callable

from tools.ferry.cli.request import Request


def command(name: str) -> Callable[[Request], int]:
    """Return the command of this name; it prints its result and returns the exit code."""
    run: Callable[[Request], int] = importlib.import_module(f"{__name__}.{name}").run
    return run
