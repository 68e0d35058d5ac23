"""Opening a tree: its files read, its configuration checked, the type checker started on it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tools.ferry.config import Config
from tools.ferry.project.project import Project, TreeError
from tools.ferry.source import read_program
from tools.ferry.types import Inference, Pyrefly, References, remembered
from tools.ferry.types.values import Instance


@contextmanager
def open_project(
    root: Path,
    config: Config,
    *,
    misfits: Callable[[Project], list[str]],
    checker: bool = True,
    progress: Callable[[str], None] = lambda _: None,
) -> Iterator[Project]:
    """Read the tree at `root` and start the type checker on it, unless it has `misfits`.

    Raises:
        TreeError: when a file does not parse, or the tree does not fit the configuration.
    """
    progress(f"reading {root}")
    program = read_program(root, config.roots, config.exclude, progress)
    new = [file for file, module in program.files.items() if module.is_open]
    if program.problems:
        advice = (
            "mend them, or leave them out with `exclude` in ferry.toml; ferry parses as the Python that it runs on, "
            f"{sys.version_info[0]}.{sys.version_info[1]}: code of a newer one needs ferry on that"
        )
        raise TreeError("\n".join([*program.problems, advice]))
    inference = Inference(program)
    inference.to_sync = (config.to_sync or "").rpartition(".")[2]
    inference.sync_callers = frozenset(config.sync_callers)
    unchecked = Project(config, program, References(program, inference, None))
    if unchecked.facade is not None:
        inference.told = dict.fromkeys(unchecked.accessors, frozenset({Instance(unchecked.facade)}))
    problems = misfits(unchecked)
    if problems:
        raise TreeError("\n".join(problems))
    with ExitStack() as held:
        if not checker:
            yield unchecked
            return
        progress("asking the type checker")
        pyrefly = held.enter_context(Pyrefly(program, config.roots, new))
        pyrefly.begin()
        answers, facts = held.enter_context(remembered(program, config.roots, pyrefly))
        yield Project(config, program, References(program, inference, answers, frozenset(config.methods)), facts)
