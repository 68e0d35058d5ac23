"""`for n, item in enumerate(f()):`, where `f` gives an async iterator now: a counter beside the loop does the same."""

import ast

from tools.ferry.source import Module, called_name
from tools.ferry.uses.decisions import spoken

_HARMLESS = frozenset({"bool", "float", "int", "len", "repr", "str"})
"""Functions that do not notice when what they are given was made."""


def counted_loop(module: Module, numbering: ast.Call) -> ast.For | None:
    """Return the loop over `enumerate(…)` if a counter of its own can number the items.

    The counter is there before the loop is, and no `enumerate` sets it: nothing else may read or set it.
    """
    loop = module.parents[numbering]
    if not isinstance(loop, ast.For) or loop.iter is not numbering or not first_number(numbering):
        return None
    match loop.target:
        case ast.Tuple(elts=[ast.Name(id=counter), item]) if not isinstance(item, ast.Starred):
            is_block = loop.body[0].lineno > loop.lineno
            is_own = is_block and not _sets(counter, [item, *loop.body, *loop.orelse])
            return loop if is_own and _is_read_in_loops(module, loop, counter) else None
    return None


def first_number(numbering: ast.Call) -> str:
    """Return the text of the number before the first of `enumerate`; nothing where that is not simple."""
    given = [*numbering.args[1:], *(keyword.value for keyword in numbering.keywords if keyword.arg == "start")]
    is_plain = len(given) == len(numbering.args[1:]) + len(numbering.keywords) < 2
    match given:
        case [] if is_plain:
            return "-1"
        case [ast.Constant(value=int(start))] if is_plain:
            return str(start - 1)
        case [ast.Name(id=name)] if is_plain:
            return f"{name} - 1"
    return ""


def is_numbered_at_once(module: Module, numbering: ast.Call) -> bool:
    """Tell whether a comprehension reads all of `enumerate(…)`, and does nothing else meanwhile."""
    part = module.parents[numbering]
    if not isinstance(part, ast.comprehension) or part.iter is not numbering:
        return False
    whole = module.parents[part]
    if not isinstance(whole, ast.ListComp | ast.SetComp | ast.DictComp) or whole.generators != [part]:
        return False
    beside = set(ast.walk(whole)) - set(ast.walk(numbering))
    doing = [node for node in beside if isinstance(node, ast.Call | ast.Await | ast.NamedExpr | ast.Yield)]
    return all(isinstance(one, ast.Call) and _is_harmless(one) for one in doing)


def _is_harmless(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and called_name(call) in _HARMLESS


def _sets(name: str, nodes: list[ast.AST]) -> bool:
    """Tell whether one of the nodes binds the name, or has something inside that does."""
    inside = (part for node in nodes for part in ast.walk(node))
    return any(
        name in spoken(part) and not (isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)) for part in inside
    )


def _is_read_in_loops(module: Module, loop: ast.For, name: str) -> bool:
    """Tell whether the function reads the name in loops alone that set it themselves, and shares it with no other."""
    function: ast.AST = loop
    while not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        if function not in module.parents:
            return False
        function = module.parents[function]
    for node in ast.walk(function):
        if isinstance(node, ast.Global | ast.Nonlocal) and name in node.names:
            return False
        is_read = isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)
        if is_read and not _is_bound_around(module, node, name, loop):
            return False
    return True


def _is_bound_around(module: Module, read: ast.AST, name: str, loop: ast.For) -> bool:
    """Tell whether the body of the loop, or of another beside it, binds the name that is read there.

    A comprehension does so, too. What is around the loop sets the name once before it: the loop may set nothing.
    """
    while not isinstance(around := module.parents[read], ast.FunctionDef | ast.AsyncFunctionDef):
        targets = []
        if isinstance(around, ast.For) and read in around.body:
            targets = [around.target] if around is loop or loop not in ast.walk(around) else []
        elif isinstance(around, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            targets = [part.target for part in around.generators]
        if any(isinstance(part, ast.Name) and part.id == name for one in targets for part in ast.walk(one)):
            return True
        read = around
    return False
