"""Runs checks one after the other and keeps what they said."""

import os
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass

from tools.lint.check import Check


@dataclass(frozen=True)
class Outcome:
    """How a check ended; `output` is all that its program wrote."""

    check: Check
    passed: bool
    output: str
    seconds: float


def run_check(check: Check, *, fix: bool, tell: Callable[[str], None]) -> Outcome:
    """Run one check; with `fix`, first tell its program to mend what it can.

    `tell` gets a line before the program starts and its output when it failed.
    """
    tell(f"lint: {check.name} …")
    started = time.monotonic()
    if fix and check.fix is not None:
        _run(check, check.fix)
    status, output = _run(check, check.command)
    if status != 0:
        tell(output.rstrip())
    return Outcome(check, status == 0, output, time.monotonic() - started)


def _run(check: Check, command: tuple[str, ...]) -> tuple[int, str]:
    result = subprocess.run(
        command,
        cwd=check.cwd,
        env={**os.environ, **check.env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return result.returncode, result.stdout
