"""What a test says of the arguments of a mocked method: what it reads of the calls, and what answers them."""

import ast
from collections.abc import Iterator

from tools.ferry.functions.variables import values_of
from tools.ferry.project.project import Project
from tools.ferry.rewrite.carried import carry_arguments, carry_call
from tools.ferry.rewrite.edits import EditSet
from tools.ferry.rewrite.test_doubles import ASSERTIONS
from tools.ferry.source import Function, Module, called_name
from tools.ferry.types.values import FunctionRef, Mock
from tools.ferry.uses.signatures import moved_parameters, renamed_parameters

_RECORDED = frozenset({
    "assert_has_awaits", "assert_has_calls", "await_args", "await_args_list", "call_args", "call_args_list",
    "mock_calls",
})  # fmt: skip
_PARTS = (ast.Attribute, ast.Subscript, ast.Call, ast.Compare, ast.List, ast.Tuple, ast.Starred)
"""What an expression about recorded calls is put together of."""

_ASKING = frozenset({"get", "pop"})


def carry_told_arguments(project: Project, module: Module, method: ast.expr, name: str, edits: EditSet) -> None:
    """Let a test name the arguments as the target does, in what it reads or tells of the mock of the method."""
    told = module.parents[method]
    if not (renamed_parameters(project, name) or moved_parameters(project, name)):
        return
    if isinstance(told, ast.Attribute) and told.attr in _RECORDED:
        for root in dict.fromkeys(_read(project, module, told, set())):
            _carry_recorded(project, module, root, name, edits)
    if isinstance(told, ast.Attribute) and told.attr == "side_effect":
        told = module.parents[told]
    if isinstance(told, ast.Assign):
        carry_answering(project, module, told.value, name, edits)


def carry_asked_arguments(project: Project, mock: Mock, name: str, edits: EditSet) -> None:
    """Let a test name the arguments as the target does wherever it speaks of the mock, which stands for the method."""
    for asked in sorted(_RECORDED | ASSERTIONS.keys() | {"side_effect"}):
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
            edits.left.append((module, value, "mock"))
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


def _read(project: Project, module: Module, root: ast.expr, seen: set[str]) -> Iterator[ast.expr]:
    """Yield the expression, and the variables to which its value goes: `args, kwargs = get.call_args`."""
    yield root
    around = module.parents[root]
    while isinstance(around, ast.Attribute | ast.Subscript | ast.Call):
        around = module.parents[around]
    targets: list[ast.expr] = []
    match around:
        case ast.Assign():
            targets = around.targets
        case ast.For() | ast.comprehension():
            targets = [around.target]
    function = project.program.enclosing(module, root)
    for name in {n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name)} - seen:
        for load in project.program.loads.within(module, name):
            if isinstance(load, ast.Name) and project.program.enclosing(module, load) is function:
                yield from _read(project, module, load, seen | {name})


def _carry_recorded(project: Project, module: Module, root: ast.expr, name: str, edits: EditSet) -> None:
    """Rename the arguments in what is asked of recorded calls, or compared with them."""
    renamed = renamed_parameters(project, name)
    for owner, part in _asked(project, module, root):
        if isinstance(part, ast.Call) and called_name(part) == "call" and not isinstance(part.func, ast.Call):
            carry_call(project, owner, part, name, edits)
        elif isinstance(part, ast.Call) and called_name(part) == "dict":
            for old in [keyword.arg for keyword in part.keywords if keyword.arg in renamed]:
                edits.join(owner, part, "rename_keyword", f"{old}:{renamed[old or '']}")
        for key in _keys(part, root):
            if isinstance(key, ast.Constant) and key.value in renamed:
                edits.add(owner, key, "replace_string", renamed[str(key.value)])
        if moved_parameters(project, name) and _by_place(part, root):
            edits.left.append((module, root, "mock"))


def _asked(project: Project, module: Module, root: ast.expr) -> Iterator[tuple[Module, ast.AST]]:
    """Yield the parts of what the recorded calls are asked and compared with, which may stand in a variable."""
    whole = root
    while isinstance(parent := module.parents[whole], _PARTS):
        whole = parent
    for part in ast.walk(whole):
        yield module, part
        compared = [part.left, *part.comparators] if isinstance(part, ast.Compare) else []
        compared += part.args if isinstance(part, ast.Call) else []
        for operand in [one for one in compared if isinstance(one, ast.Name) and one is not root]:
            for owner, value in values_of(project, module, operand):
                yield from ((owner, inside) for inside in ast.walk(value))


def _keys(node: ast.AST, root: ast.expr) -> list[ast.expr | None]:
    """Return what the node names of the recorded keywords."""
    match node:
        case ast.Subscript(value=value, slice=key) if root in ast.walk(value):
            return [key]
        case ast.Compare(left=key, ops=[ast.In() | ast.NotIn()], comparators=[value]) if root in ast.walk(value):
            return [key]
        case ast.Call(func=ast.Attribute(value=value, attr=asked), args=[key, *_]) if asked in _ASKING:
            return [key] if root in ast.walk(value) else []
        case ast.Dict():
            return node.keys
    return []


def _by_place(node: ast.AST, root: ast.expr) -> bool:
    """Tell whether the node reads recorded arguments by their places."""
    match node:
        case ast.Attribute(value=value, attr="args") | ast.Subscript(value=value, slice=ast.Constant(value=0)):
            return root in ast.walk(value)
    return False
