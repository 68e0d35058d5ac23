"""Runs a program and says what it and everything that it started cost."""

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

_EVERY_S = 0.05


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        wall_s: From the start of the process to its end.
        cpu_s: Processor time of the process and of all that it started and waited for.
        peak_mb: The most memory that the whole process tree had at one time (proportional set size, so that shared
            pages count once), looked at every 50 ms.
        exit_code: What the program returned.
    """

    what: str
    wall_s: float
    cpu_s: float
    peak_mb: float
    exit_code: int


def measure(what: str, command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Row:
    """Run the command in a folder and measure it; what it prints goes nowhere.

    Raises:
        RuntimeError: when it fails in another way than by findings (exit code 1).
    """
    started = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=dict(environment), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        peak = _Peak(process.pid)
        peak.start()
        said = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - started
        peak.end()
    if process.returncode not in {0, 1}:
        raise RuntimeError(f"{what} ended with {process.returncode}: {said.decode(errors='replace')[-2000:]}")
    cpu = usage.ru_utime + usage.ru_stime
    return Row(what, round(wall, 2), round(cpu, 2), round(peak.bytes / 2**20, 1), process.returncode)


class _Peak(threading.Thread):
    """Looks at the memory of a process tree until it is told to stop."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.bytes = 0
        self._pid = pid
        self._ended = threading.Event()

    def run(self) -> None:
        """Look now and then."""
        while not self._ended.wait(_EVERY_S):
            self.bytes = max(self.bytes, _memory_of(self._pid))

    def end(self) -> None:
        """Stop looking."""
        self._ended.set()
        self.join()


def _memory_of(pid: int) -> int:
    """Return the proportional set sizes of a process and its descendants, in bytes; what has ended counts nothing."""
    total = 0
    try:
        top = psutil.Process(pid)
        for process in (top, *top.children(recursive=True)):
            try:
                total += process.memory_full_info().pss
            except psutil.Error:
                continue
    except psutil.Error:
        return total
    return total
