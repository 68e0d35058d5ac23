"""One tree, fully analysed: where the facade goes, who calls whom, what must become async."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.ferry.calls.graph import Graph
from tools.ferry.colour.colour import Colour
from tools.ferry.colour.colouring import colour
from tools.ferry.config import Config
from tools.ferry.plan.check import absent, misfits
from tools.ferry.project.carriers import Component
from tools.ferry.project.opening import open_project
from tools.ferry.project.project import Project
from tools.ferry.trace.trace import Trace


@dataclass(frozen=True, slots=True)
class Analysis:
    """The answers that the commands read."""

    project: Project
    components: list[Component]
    graph: Graph
    colour: Colour
    progress: Callable[[str], None]
    """Says what is being done, while it is."""


@contextmanager
def analyse(
    root: Path, config: Config, *, checker: bool = True, progress: Callable[[str], None] = lambda _: None
) -> Iterator[Analysis]:
    """Analyse the tree at `root`; the type checker runs as long as the context is open.

    Raises:
        TreeError: when the tree does not fit the configuration.
    """
    with open_project(root, config, misfits=misfits, checker=checker, progress=progress) as project:
        for note in absent(project):
            project.program.notes.append(note)
            progress(note)
        components = Trace(project, progress).run()
        graph = Graph(project, components)
        progress("colouring the call graph")
        yield Analysis(project, components, graph, colour(graph), progress)
