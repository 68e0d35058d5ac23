"""One step on top of another whose changes are not written yet."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.ferry.plan.analysis import Analysis, analyse
from tools.ferry.rewrite.apply import write
from tools.ferry.rewrite.changes import Changes
from tools.ferry.source import find_files


@contextmanager
def staged(analysis: Analysis, changes: Changes) -> Iterator[Analysis]:
    """Analyse a copy of the tree in which the changes are made; the tree itself stays as it is."""
    project = analysis.project
    with tempfile.TemporaryDirectory(prefix="ferry-") as folder:
        copy = Path(folder)
        for file in find_files(project.program.root, project.config.exclude, suffix=""):
            (copy / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(project.program.root / file, copy / file)
        write(copy, changes)
        with analyse(copy, project.config, checker=project.references.has_checker) as later:
            yield later


def followed_by(first: Changes, then: Changes) -> Changes:
    """Return both together; when the second step does nothing because of blockers, neither is done."""
    return Changes(
        contents={**first.contents, **then.contents} if not then.blockers else {},
        functions=[*first.functions, *then.functions],
        blockers=[*first.blockers, *then.blockers],
        notes=[*first.notes, *then.notes],
        edits=first.edits + then.edits,
    )
