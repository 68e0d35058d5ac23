"""Names that a rewrite brings into a module, which may have another meaning there already."""

from collections.abc import Iterator

from tools.ferry.edits.edit_set import EditSet
from tools.ferry.project.project import Project
from tools.ferry.source import Module
from tools.ferry.types.names import is_taken


def bring_in(project: Project, module: Module, dotted: str, edits: EditSet) -> str:
    """Import a function, and return how the module names it: over the function's module where its own name is taken."""
    owner, _, name = dotted.rpartition(".")
    needs = edits.of(module).needs
    if dotted not in needs and (owner in needs or is_taken(project.program, module, dotted)):
        needs.add(owner)
        return f"{owner.rpartition('.')[2]}.{name}"
    needs.add(dotted)
    return name


def clashes(project: Project, edits: EditSet) -> Iterator[str]:
    """Yield a note for each name that the edits bring into a module where it means something else as well."""
    for file, changes in edits:
        module = project.program.files.get(file)
        for dotted in sorted(changes.needs) if module is not None else ():
            if module is not None and is_taken(project.program, module, dotted):
                name = dotted.rpartition(".")[2]
                yield f"{file}: `{name}` means something else there, and is now the name of `{dotted}` too"
