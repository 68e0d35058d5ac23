"""The changes of the `exports` step: a package re-exports the target where it re-exported the facade."""

import ast

from tools.ferry.config import Step
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.plan.analysis import Analysis
from tools.ferry.rewrite.changes import Changes
from tools.ferry.rewrite.engine import rewrite
from tools.ferry.rewrite.step_paths import file_of, misfit


def exports_step(analysis: Analysis, step: Step) -> Changes:
    """Import the target and its accessors in the file, and list them in its `__all__` when it has one.

    Raises:
        StepPathError: when the tree has no such file.
    """
    project = analysis.project
    file = file_of(project, step, "file")
    module = project.program.files.get(file)
    if module is None:
        raise misfit(project.config, step, "file", f"the tree has no module {file}")
    twins = project.config.target_accessors.values()
    names = {project.config.target, *(project.imported_for(twin)[0] for twin in twins)}
    edits = EditSet()
    edits.of(module).needs |= names
    for node in module.tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            exports = " ".join(sorted(name.rpartition(".")[2] for name in names))
            edits.add(module, node.value, "add_exports", exports)
    before = (project.program.root / module.file).read_bytes()
    first_party = frozenset(name.partition(".")[0] for name in project.program.modules)
    after = rewrite(module.file, before, edits.of(module), first_party)
    if not before:
        after += b"\n"  # an empty file has no last line end that could stay
    return Changes({module.file: after} if after != before else {}, edits=len(names))
