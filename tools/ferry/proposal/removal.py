"""Can the facade's file be deleted at the end: only when nothing else is in it."""

import ast

from tools.ferry.project.project import Project
from tools.ferry.source import Program
from tools.ferry.types.names import descendants


def deletion(program: Program, project: Project) -> tuple[tuple[str, ...], str]:
    """Return the files to delete, and the reason why these or none."""
    facade = project.facade
    if facade is None:
        return (), "the facade is gone already"
    module = facade.module
    ours = {cls.name.rpartition(".")[2] for cls in project.facade_classes if cls.module is module}
    ours |= {function.short for function in (*project.accessors, *project.companions) if function.module is module}
    others = [
        node.name
        for node in module.tree.body
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.name not in ours
    ]
    heirs = sorted(cls.name for cls in descendants(program, facade) if cls.module is not module)
    if heirs:
        return (), f"{', '.join(heirs[:4])} derive from the facade: move them, then add a step of kind `delete`"
    if module is project.target.module:
        return (), f"{module.file} holds the target too"
    if others:
        return (), f"{module.file} holds {', '.join(others[:4])} too: move them, then add a step of kind `delete`"
    return (module.file,), f"{module.file} holds nothing else"
