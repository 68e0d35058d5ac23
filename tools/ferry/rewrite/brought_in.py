"""Names that a rewrite brings into a module, which may have another meaning there already."""

from collections.abc import Iterator

from tools.ferry.project.project import Project
from tools.ferry.rewrite.edits import EditSet
from tools.ferry.source import Module
from tools.ferry.types.names import lookup


def bring_in(project: Project, module: Module, dotted: str, edits: EditSet) -> str:
    """Import a function, and return how the module names it: over the function's module where its own name is taken."""
    owner, _, name = dotted.rpartition(".")
    needs = edits.of(module).needs
    if dotted not in needs and (owner in needs or _is_taken(project, module, dotted)):
        needs.add(owner)
        return f"{owner.rpartition('.')[2]}.{name}"
    needs.add(dotted)
    return name


def clashes(project: Project, edits: EditSet) -> Iterator[str]:
    """Yield a note for each name that the edits bring into a module where it means something else as well."""
    for file, changes in edits:
        module = project.program.files.get(file)
        for dotted in sorted(changes.needs) if module is not None else ():
            if module is not None and _is_taken(project, module, dotted):
                name = dotted.rpartition(".")[2]
                yield f"{file}: `{name}` means something else there, and is now the name of `{dotted}` too"


def _is_taken(project: Project, module: Module, dotted: str) -> bool:
    """Tell whether the module, or a function in it, gives the name another meaning."""
    owner, _, name = dotted.rpartition(".")
    if module.name == owner:
        return False
    imported = lookup(project.program, module.imports.get(name, dotted))
    if imported != lookup(project.program, dotted) or name in {*module.functions, *module.classes, *module.assigned}:
        return True
    inside = (function for function in project.program.functions.values() if function.module is module)
    return any(function.binds(name) or name in function.inner for function in inside)
