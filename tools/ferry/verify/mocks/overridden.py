"""Stand-ins that FastAPI gives instead of a dependency: does each handler that asks for it await what they have not?"""

import ast
from collections.abc import Iterator

from tools.ferry.model import Finding
from tools.ferry.verify.finding import finding
from tools.ferry.verify.inference.calls import own_nodes
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.scopes import FunctionDef, default_of, parameters
from tools.ferry.verify.inference.tree import File, last_name
from tools.ferry.verify.inference.values import Func
from tools.ferry.verify.mocks.awaiting import awaited_methods
from tools.ferry.verify.mocks.stand_ins import Place, is_prepared, is_stand_in
from tools.ferry.verify.mocks.taken import fails

DEPENDING = ("Depends", "Security")
"""What asks for a dependency in the place of a default, or within `Annotated`."""


def check_overridden(eyes: Eyes, file: File) -> Iterator[Finding]:
    """Yield the findings of one file: `app.dependency_overrides[get_store] = lambda: MagicMock()`."""
    for node in file.nodes:
        match node:
            case ast.Assign(targets=[ast.Subscript(value=table, slice=asked)]) if is_overrides(table):
                given = _given(eyes, file, node.value)
                method = _lacking(eyes, (file, node.targets[0]), given, eyes.functions(file, asked)) if given else None
                if method is not None:
                    text = f"what is given for `{ast.unparse(asked)}` has nothing to await in `{method}`"
                    yield finding(file, node, "plain_mock", text)


def is_overrides(node: ast.expr) -> bool:
    """Tell whether the expression is the table of an application in which tests replace dependencies."""
    return last_name(node) == "dependency_overrides"


def _given(eyes: Eyes, file: File, replacement: ast.expr) -> Place | None:
    """Return the stand-in that the replacement, a lambda or a function, gives."""
    functions = eyes.functions(file, replacement)
    if len(functions) != 1:
        return None
    node = functions[0].node
    ends = (n.value for n in own_nodes(node) if isinstance(n, ast.Return | ast.Yield))
    results = [node.body] if isinstance(node, ast.Lambda) else [value for value in ends if value is not None]
    is_known = len(results) == 1 and is_stand_in(eyes, functions[0].file, results[0])
    return (functions[0].file, results[0]) if is_known else None


def _lacking(eyes: Eyes, at: Place, given: Place, dependency: list[Func]) -> str | None:
    """Return a method that is awaited in vain; None where a handler may get along with the stand-in."""
    lacking: list[str] = []
    for handler, argument in _handlers(eyes, dependency):
        loads = handler.file.loads_of(handler.file.scopes[handler.node], argument.arg)
        asked = [one for one in awaited_methods(eyes, handler, loads) if fails(eyes, at, given, one)]
        asked = [one for one in asked if not is_prepared(eyes, *at, one.method)]
        if not asked:
            return None
        lacking.append(asked[0].method)
    return lacking[0] if lacking else None


def _handlers(eyes: Eyes, dependency: list[Func]) -> Iterator[tuple[Func, ast.arg]]:
    """Yield each function that asks for the dependency, with the parameter that gets it."""
    nodes = {function.node for function in dependency}
    for file, call in [site for name in DEPENDING for site in eyes.tree.calls.get(name, [])]:
        asks = bool(call.args) and any(one.node in nodes for one in eyes.functions(file, call.args[0]))
        above = next((n for n in file.up(call) if isinstance(n, FunctionDef)), None) if asks else None
        for argument in parameters(above) if above is not None else ():
            is_annotated = argument.annotation is not None and call in ast.walk(argument.annotation)
            if above is not None and (is_annotated or default_of(above, argument) is call):
                yield Func(file, above), argument
