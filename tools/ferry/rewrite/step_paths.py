"""The paths that a step names: what they stand for in the tree, and a clear word where they do not fit."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from tools.ferry.config import Config, Step, place_of
from tools.ferry.config.schema import covers
from tools.ferry.model import WrongUse
from tools.ferry.project.project import Project
from tools.ferry.source import find_files


class StepPathError(WrongUse):
    """A path of a step does not fit the tree; nothing was written."""


def misfit(config: Config, step: Step, key: str, reason: str) -> StepPathError:
    """Return the error that names the line and key of the step."""
    return StepPathError(f"{place_of(config, 'steps', key, occurrence=config.steps.index(step))}: {reason}")


def file_of(project: Project, step: Step, key: str) -> str:
    """Return the file that the step names; it need not be there.

    Raises:
        StepPathError: when it is a folder.
    """
    file = step.text(key)
    if file and (project.program.root / file).is_dir():
        raise misfit(project.config, step, key, f"{file} is a folder; a file is wanted")
    return file


def absent_files(project: Project, step: Step) -> Iterator[str]:
    """Yield a note for each file or folder that the step lists and that is not there: gone already, or mistyped."""
    config, root = project.config, project.program.root
    for entry in step.texts("files"):
        if not (root / entry).exists() and not (root / entry).is_symlink():
            place = place_of(config, "steps", "files", occurrence=config.steps.index(step))
            yield f"{place}: the tree has no {entry}, or not any more"


def files_of(project: Project, step: Step) -> list[str]:
    """Return the files that are there of those that the step lists; a folder stands for everything below it.

    What is excluded below a folder, hidden or a cache stays out.
    """
    root = project.program.root
    found: list[str] = []
    for entry in step.texts("files"):
        path = root / entry
        if path.is_dir() and not path.is_symlink():
            below = [(PurePosixPath(entry) / file).as_posix() for file in find_files(path, suffix="")]
            found += [f for f in below if not any(covers(excluded, f) for excluded in project.config.exclude)]
        elif path.exists() or path.is_symlink():
            found.append(entry)
    return found
