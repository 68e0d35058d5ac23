"""From the syntax of a module to its outline."""

import ast
import bisect
import hashlib
from collections.abc import Iterator

from tools.ferry.source.nodes import called_name
from tools.ferry.source.outline import Definition, Outline
from tools.ferry.source.program import Class, Function, Module, Program

_OUT: tuple[type[ast.stmt | ast.expr], ...] = (ast.Global, ast.Nonlocal, ast.Yield, ast.YieldFrom)
"""The syntax, beside attributes that are set, by which a body says more than annotations do."""


Imported = dict[tuple[Function | None, str], dict[str, ast.stmt]]
"""By function, or None, and local name: the dotted names that are imported under it there, and by what statement."""

_SCOPES = ast.Module | ast.FunctionDef | ast.AsyncFunctionDef


def outline_of(
    program: Program, module: Module, imports: dict[str, str], reaches: set[str], imported: Imported
) -> Outline:
    """Return the outline of an indexed module."""
    calls = module.nodes(ast.Call)
    return Outline(
        imports=imports,
        alternatives=_alternatives(module, imported),
        stars=tuple(dotted.removesuffix(".*") for dotted in imported.get((None, "*"), ())),
        rebound=frozenset(_rebound(module, imported)),
        reaches=frozenset(reaches),
        definitions=_definitions(module),
        loads=frozenset(module.loads),
        stores=tuple(module.stores),
        variables=frozenset(module.assigned),
        attributes=_attributes(module, calls),
        called_names=frozenset(call.func.id for call in calls if isinstance(call.func, ast.Name)),
        called_attributes=frozenset(call.func.attr for call in calls if isinstance(call.func, ast.Attribute)),
        calls_variables=any(_calls_variable(program, module, call.func) for call in calls),
        spreads=any(_spreads(call) for call in calls),
        visible=hashlib.sha256(visible_text(module).encode("utf-8", "surrogatepass")).hexdigest(),
    )


def _spreads(call: ast.Call) -> bool:
    return any(isinstance(given, ast.Starred) for given in call.args) or any(one.arg is None for one in call.keywords)


def _alternatives(module: Module, imported: Imported) -> dict[str, tuple[str, ...]]:
    top = {one.name: one.node for one in module.definitions if one.name.rpartition(".")[0] == module.name}
    found: dict[str, tuple[str, ...]] = {}
    for (function, local), names in imported.items():
        defined = top.get(f"{module.name}.{local}") if function is None else None
        statements = [*names.values(), *([defined] if defined is not None else [])]
        if len(statements) > 1 and any(not isinstance(module.parents[s], _SCOPES) for s in statements):
            found[local] = tuple(dict.fromkeys((*found.get(local, ()), *names)))
    return found


def _rebound(module: Module, imported: Imported) -> Iterator[str]:
    """Yield the names that a branch gives a value which is not made of what the name meant before."""
    known = {local for function, local in imported if function is None}
    known |= {one.name[len(module.name) + 1 :] for one in module.definitions}
    for name in known & module.assigned.keys():
        for _, value in module.assigned[name]:
            statement = module.parents[value] if value is not None else module.tree
            at_top = isinstance(module.parents.get(statement, module.tree), _SCOPES)
            if value is None or isinstance(value, ast.Constant) or at_top:
                continue
            if not any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(value)):
                yield name


def _definitions(module: Module) -> tuple[Definition, ...]:
    position: dict[Class | Function | None, int | None] = {one: n for n, one in enumerate(module.definitions)}
    position[None] = None
    found = []
    for one in module.definitions:
        name = one.name[len(module.name) + 1 :]
        if isinstance(one, Class):
            found.append(Definition("class", name, one.line, bases=one.bases))
        else:
            kind = "async" if one.is_async else "def"
            found.append(Definition(kind, name, one.line, position[one.cls], position[one.outer]))
    return tuple(found)


def _attributes(module: Module, calls: list[ast.Call]) -> frozenset[str]:
    found = {name for one in module.definitions if isinstance(one, Class) for name in one.assigned}
    for call in calls:
        if called_name(call.func).endswith(("Mock", "create_autospec")):
            found |= {keyword.arg for keyword in call.keywords if keyword.arg}
    return frozenset(found)


def _calls_variable(program: Program, module: Module, func: ast.expr) -> bool:
    """Tell whether what is called is a value: of a variable, or of an expression that is no name."""
    if isinstance(func, ast.Attribute):
        return False
    if not isinstance(func, ast.Name):
        return True
    return program.binder(module, func) is not None or func.id in module.assigned


def visible_text(module: Module) -> str:
    """Return the text of a module without the bodies that no other file can depend on.

    Those are the bodies of functions whose result is annotated and that set no attribute or global: nothing leads out.
    """
    set_here = (node for node in module.nodes(ast.Attribute) if not isinstance(node.ctx, ast.Load))
    out = sorted(node.lineno for node in (*set_here, *(node for kind in _OUT for node in module.nodes(kind))))
    hidden: set[int] = set()
    for one in module.definitions:
        node = one.node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns is not None:
            first, last = node.body[0].lineno, node.end_lineno or node.lineno
            inside = bisect.bisect_right(out, last) > bisect.bisect_left(out, node.lineno)
            if first > (node.returns.end_lineno or node.lineno) and not inside:
                hidden.update(range(first, last + 1))
    return "\n".join(line for number, line in enumerate(module.lines, start=1) if number not in hidden)
