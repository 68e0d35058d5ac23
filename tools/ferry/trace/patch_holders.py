"""Where a test names the mock that a patch makes."""

import ast
from collections.abc import Iterable, Iterator

from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.types.fixtures import fixture_name, is_fixture
from tools.ferry.types.patched import is_given_at_once, patched_parameter
from tools.ferry.types.values import Mock

Holder = tuple[ast.stmt, str]
"""The function or block in which the mock has a name, or the assignment that names it; and that name."""

_ENTERING = frozenset({"enter_context", "enterContext"})


def holders(project: Project, module: Module, patch: ast.Call) -> list[Holder] | None:
    """Return where the mock gets a name, nothing when nobody names it; None where nothing follows it."""
    parent = module.parents[patch]
    if isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return list(_parameters(project, module, parent, patch))
    if is_given_at_once(patch):
        return _given(module, patch)
    if isinstance(parent, ast.Assign):
        return _started_later(project, module, parent, patch)
    return _started(module, patch)


def names_of(project: Project, module: Module, patch: ast.Call) -> set[str]:
    """Return the names of variables and attributes that the mock gets."""
    return {name.rpartition(".")[2] for _, name in holders(project, module, patch) or ()}


def names_elsewhere(project: Project, patches: Iterable[tuple[Module, ast.Call]]) -> set[str]:
    """Return the names by which other functions and modules can know what the patches make.

    So of attributes, of fixtures and other functions that may give it, and of fixtures that get it from these.
    """
    found: set[str] = set()
    for module, patch in patches:
        found |= {name.rpartition(".")[2] for _, name in holders(project, module, patch) or () if "." in name}
        owner = project.owner(module, patch)
        found |= {fixture_name(owner)} if owner is not None and (owner.returns or owner.yields) else set()
    queue = sorted(found)
    for name in queue:
        for module in project.program.loads.having(name):
            functions = [one for one in module.definitions if isinstance(one, Function) and module.has_any({"fixture"})]
            for fixture in (one for one in functions if is_fixture(one) and fixture_name(one) not in found):
                if any(param.arg == name for param in fixture.params):
                    found.add(fixture_name(fixture))
                    queue.append(fixture_name(fixture))
    return found


def tested_with(project: Project, module: Module, patch: ast.Call) -> Function | None:
    """Return the function around the patch, or the one that it decorates; None for a whole class."""
    decorated = module.parents[patch]
    if not isinstance(decorated, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return project.owner(module, patch)
    found = project.program.by_line.get((module.file, decorated.lineno))
    return found if isinstance(found, Function) else None


def _parameters(
    project: Project, module: Module, decorated: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, patch: ast.Call
) -> Iterator[Holder]:
    found = project.program.by_line.get((module.file, decorated.lineno))
    functions = [found] if isinstance(found, Function) else []
    if isinstance(found, Class):
        functions = [method for name, method in found.methods.items() if name.startswith("test")]
    for function in functions:
        for param in function.params:
            if patched_parameter(function, param.arg) is patch and not isinstance(function.node, ast.Lambda):
                yield function.node, param.arg


def _started_later(project: Project, module: Module, kept: ast.Assign, patch: ast.Call) -> list[Holder] | None:
    """Follow `patcher = patch(…)` to where it is started or entered."""
    found: list[Holder] = []
    for target in kept.targets:
        for _, node in project.program.loads.get(called_name(target), []):
            if node not in module.parents or not isinstance(node.ctx, ast.Load):
                continue
            if Mock(patch, module) not in project.references.inference.of(module, node):
                continue
            around = module.parents[node]
            if isinstance(around, ast.Attribute) and around.attr != "start":
                continue
            given = _started(module, node)
            if given is None:
                return None
            found += given
    return found


def _started(module: Module, patcher: ast.expr) -> list[Holder] | None:
    parent = module.parents[patcher]
    match parent:
        case ast.withitem(optional_vars=names):
            block = module.parents[parent]
            named = isinstance(names, ast.Name | ast.Attribute) and isinstance(block, ast.With)
            return [(block, ast.unparse(names))] if named else [] if names is None else None  # type: ignore[arg-type,list-item]
        case ast.Attribute(attr="start"):
            call = module.parents[parent]
            return _given(module, call) if isinstance(call, ast.Call) else None
        case ast.Call() if called_name(parent) in _ENTERING:
            return _given(module, parent)
    return None


def _given(module: Module, mock: ast.expr) -> list[Holder] | None:
    """Follow the mock to where it gets a name; who only gives it on, or asks at once what it gives, gives it none."""
    parent = module.parents[mock]
    if isinstance(parent, ast.Assign) and len(parent.targets) == 1:
        target = parent.targets[0]
        return [(parent, ast.unparse(target))] if isinstance(target, ast.Name | ast.Attribute) else None
    is_asked = isinstance(parent, ast.Attribute) and parent.attr == "return_value"
    return [] if is_asked or isinstance(parent, ast.Expr | ast.Return | ast.Yield) else None
