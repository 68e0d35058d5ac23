"""What the launcher tells while it works, on standard error."""

import sys
import time
from collections.abc import Callable
from typing import TextIO

_MB = 1_000_000
# On a terminal the line is rewritten; in a log every line stays.
_TERMINAL_INTERVAL_S = 0.2
_LOG_INTERVAL_S = 5.0


class Progress:
    """Writes a line for each step, and how far a long transfer has come."""

    def __init__(self, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream or sys.stderr
        self._clock = clock
        self._terminal = self._stream.isatty()

    def step(self, text: str) -> None:
        """Says what begins now."""
        self._stream.write(f"bazelw: {text}\n")
        self._stream.flush()

    def transfer(self, what: str, total_bytes: int) -> "Transfer":
        """Starts to report a transfer of `total_bytes` bytes."""
        return Transfer(self._stream, self._clock, what, total_bytes, terminal=self._terminal)


class Transfer:
    """One transfer: `at` is called as often as one likes, and writes now and then."""

    def __init__(
        self, stream: TextIO, clock: Callable[[], float], what: str, total_bytes: int, *, terminal: bool
    ) -> None:
        self._stream = stream
        self._clock = clock
        self._what = what
        self._total_bytes = total_bytes
        self._terminal = terminal
        self._start = self._last = clock()

    def at(self, done_bytes: int) -> None:
        """Reports that `done_bytes` have arrived."""
        now = self._clock()
        if now - self._last < (_TERMINAL_INTERVAL_S if self._terminal else _LOG_INTERVAL_S):
            return
        self._last = now
        self._write(done_bytes, now)

    def done(self) -> None:
        """Reports the end."""
        self._write(self._total_bytes, self._clock())
        if self._terminal:
            self._stream.write("\n")

    def _write(self, done_bytes: int, now: float) -> None:
        seconds = max(now - self._start, 0.001)
        line = (
            f"bazelw:   {self._what}: {done_bytes / _MB:.0f} of {self._total_bytes / _MB:.0f} MB, "
            f"{done_bytes / _MB / seconds:.1f} MB/s, {seconds:.0f} s"
        )
        self._stream.write(f"\r{line}\033[K" if self._terminal else f"{line}\n")
        self._stream.flush()
