"""What a test says of the arguments of a mocked method, and what answers its calls."""

import ast

from tools.ferry.edits.carried import carry_arguments
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.edits.recorded_arguments import RECORDED, carry_recorded
from tools.ferry.edits.test_doubles import ASSERTIONS
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module
from tools.ferry.types.values import FunctionRef, Mock
from tools.ferry.uses.signatures import moved_parameters, renamed_parameters


def carry_told_arguments(project: Project, module: Module, method: ast.expr, name: str, edits: EditSet) -> None:
    """Let a test name the arguments as the target does, in what it reads or tells of the mock of the method."""
    told = module.parents[method]
    if not (renamed_parameters(project, name) or moved_parameters(project, name)):
        return
    if isinstance(told, ast.Attribute) and told.attr in RECORDED:
        carry_recorded(project, module, told, name, edits)
    if isinstance(told, ast.Attribute) and told.attr == "side_effect":
        told = module.parents[told]
    if isinstance(told, ast.Assign):
        carry_answering(project, module, told.value, name, edits)


def carry_asked_arguments(project: Project, mock: Mock, name: str, edits: EditSet) -> None:
    """Let a test name the arguments as the target does wherever it speaks of the mock, which stands for the method."""
    for asked in sorted(RECORDED.keys() | ASSERTIONS.keys() | {"side_effect"}):
        for module, node in (*project.program.loads.get(asked, []), *project.program.stores.get(asked, [])):
            if isinstance(node, ast.Attribute) and mock in project.references.inference.of(module, node.value):
                carry_arguments(project, module, node.value, name, edits)
                carry_told_arguments(project, module, node.value, name, edits)


def carry_answering(
    project: Project, module: Module, value: ast.expr, name: str, edits: EditSet, first: int = 0
) -> None:
    """Let a function that answers for the method, or a mock's side effect, have the target's names of the parameters.

    Its own begin at `first`. One that does not get them so is left to a person.
    """
    if isinstance(value, ast.Call):
        for keyword in value.keywords:
            if keyword.arg == "side_effect":
                carry_answering(project, module, keyword.value, name, edits)
        return
    values = project.references.inference.of(module, value)
    for mock in [kind for kind in values if isinstance(kind, Mock) and not kind.path]:
        if isinstance(mock.node, ast.Call):
            carry_answering(project, mock.module, mock.node, name, edits)
    for function in [kind.function for kind in values if isinstance(kind, FunctionRef)]:
        new = _new_names(project, function, name, first)
        names = {part.id for part in ast.walk(function.node) if isinstance(part, ast.Name)}
        free = names.isdisjoint(new.values()) and not _is_called_so(project, function, set(new))
        if None in new.values() or (new and not free):
            edits.leave(module, value)
            continue
        for old, other in sorted(new.items()):
            edits.add(function.module, function.node, "rename_parameter", f"{old}:{other}")


def _new_names(project: Project, function: Function, name: str, first: int) -> dict[str, str | None]:
    """Return the parameters that get another name; None for what the function cannot be given under it."""
    arguments = function.node.args
    places = [param.arg for param in (*arguments.posonlyargs, *arguments.args)][first:]
    taken = {*places, *(param.arg for param in arguments.kwonlyargs)}
    new: dict[str, str | None] = {}
    for old, other in renamed_parameters(project, name).items():
        texts = (part.value for part in ast.walk(function.node) if isinstance(part, ast.Constant))
        if old in taken:
            new[old] = other
        elif arguments.kwarg is not None and old in texts:
            new[old] = None
    for place, other in moved_parameters(project, name).items():
        if other not in taken and place < len(places):
            new[places[place]] = other
        elif other not in taken and arguments.kwarg is None:
            new[other] = None
    return new


def _is_called_so(project: Project, function: Function, names: set[str]) -> bool:
    """Tell whether code calls the function and gives one of the parameters by its name."""
    for module, reference in project.references.to(function):
        call = module.parents[reference]
        if isinstance(call, ast.Call) and call.func is reference and names & {k.arg for k in call.keywords}:
            return True
    return False
