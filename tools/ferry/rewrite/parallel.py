"""Rewriting many files at once: each is independent of the others, so all processors take part."""

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tools.ferry.edits.edit_set import FileEdits
from tools.ferry.plan.analysis import Analysis
from tools.ferry.rewrite.changes import Changes
from tools.ferry.rewrite.engine import rewrite

_FEW = 12
"""A process takes about as long to start as this many files to be rewritten."""

_AT_ONCE = 4
"""Files handed to a process at a time: few, so that none waits for another's last ones."""


@dataclass(frozen=True, slots=True)
class _Job:
    file: str
    edits: FileEdits


def rewrite_all(analysis: Analysis, files: Mapping[str, FileEdits]) -> Changes:
    """Return the new contents of those files that change, in the order given; nothing is written.

    Raises:
        RewriteError: when an edit does not fit its file.
    """
    program = analysis.project.program
    first_party = frozenset(name.partition(".")[0] for name in program.modules)
    jobs = [_Job(file, edits) for file, edits in files.items()]
    changes = Changes()
    with _mapping(min(os.cpu_count() or 1, len(jobs) // _FEW)) as each:
        results = each(partial(_carry_out, program.root, first_party), jobs)
        for number, (job, after) in enumerate(zip(jobs, results, strict=True), start=1):
            analysis.progress(f"rewriting {number} of {len(jobs)} files")
            if after is not None:
                changes.contents[job.file] = after
                changes.edits += len(job.edits.edits)
    return changes


def _carry_out(root: Path, first_party: frozenset[str], job: _Job) -> bytes | None:
    """Return the new content of one file; None when it stays the same."""
    before = (root / job.file).read_bytes()
    after = rewrite(job.file, before, job.edits, first_party)
    return after if after != before else None


_Each = Callable[[Callable[[_Job], bytes | None], list[_Job]], Iterator[bytes | None]]


@contextmanager
def _mapping(processes: int) -> Iterator[_Each]:
    """Give a `map`: in this process, or in several new ones. A fork would copy the whole analysis as it is touched."""
    if processes < 2:
        yield map
        return
    pool = ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), _begin, (sys.getrecursionlimit(),))
    try:
        yield partial(pool.map, chunksize=_AT_ONCE)
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(recursion_limit: int) -> None:
    """Prepare a process: it nests as deep as this one, and leaves an interruption to it."""
    gc.disable()  # a syntax tree goes with its last reference; there is nothing to collect
    sys.setrecursionlimit(recursion_limit)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
