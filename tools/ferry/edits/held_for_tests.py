"""What has to wait for a person who changes a test: it is held back, so that the tests that pass go on passing."""

from dataclasses import replace

from tools.ferry.colour.colour import Left
from tools.ferry.colour.colouring import colour
from tools.ferry.edits.package_step import left_to_tests
from tools.ferry.plan.analysis import Analysis
from tools.ferry.plan.closure import select


def hold_for_tests(analysis: Analysis) -> Analysis:
    """Return the analysis with what is held back that a test replaces by what cannot follow.

    Which places of tests cannot, the edits say: all of them are looked at as if one step did everything.
    """
    graph, found = analysis.graph, analysis.colour
    if found.left is not None:
        return analysis
    left: tuple[Left, ...] = ()
    found.left = left
    files = graph.project.program.files.values()
    categories = tuple(sorted({graph.project.category(module) for module in files}))
    while new := set(left_to_tests(graph, found, select(graph, found, categories))).difference(left):
        left = (*left, *sorted(new, key=_place))
        found = colour(graph, left=left)
    return replace(analysis, colour=found)


def _place(left: Left) -> tuple[str, int, int]:
    return left.module.file, left.node.lineno, left.node.col_offset
