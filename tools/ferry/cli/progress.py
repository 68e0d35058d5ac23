"""What is being done, on standard error: one line that updates on a terminal, else few lines for a log."""

import re
import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress as Display

_INTERVAL_S = 10.0
_COUNTS = re.compile(r"\d+")


class Progress:
    """A context manager that is called with what begins; the line on a terminal is gone when it ends."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._start = time.monotonic()
        self._printed = -_INTERVAL_S
        self._phase = ""
        self._notes: set[str] = set()
        self._display = None if quiet else _display()
        if self._display is not None:
            self._task = self._display.add_task("")

    def __enter__(self) -> Self:
        if self._display is not None:
            self._display.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._display is not None:
            self._display.stop()

    def __call__(self, text: str) -> None:
        """Say what is being done. A log gets each phase once, and its counts every ten seconds.

        What begins with `note:` is no progress: it is said once, and stays.
        """
        if text.startswith("note: "):
            self._note(text)
            return
        if self._display is not None:
            self._display.update(self._task, description=text)
            return
        if self._quiet:
            return
        phase, now = _COUNTS.sub("", text), time.monotonic() - self._start
        if phase != self._phase or now - self._printed >= _INTERVAL_S:
            self._phase, self._printed = phase, now
            print(f"[{now:5.1f} s] {text}", file=sys.stderr, flush=True)

    def _note(self, text: str) -> None:
        if text in self._notes:
            return
        self._notes.add(text)
        if self._display is not None:
            self._display.console.out(text, highlight=False)
        else:
            print(text, file=sys.stderr, flush=True)


def _display() -> "Display | None":
    """Return the line that updates; None where standard error is no terminal."""
    from rich.console import Console  # noqa: PLC0415 - its import is a tenth of what a kept result takes to show
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    console = Console(stderr=True)
    if not console.is_terminal:
        return None
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True, redirect_stdout=False)
