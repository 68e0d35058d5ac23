"""What argparse puts on the arguments that it has parsed: `parser.set_defaults(run=show)`, and then `arguments.run`.

Where a person names `set_defaults` as what calls functions outside the event loop, the arguments have none of the tree:
what is read there is the synchronous one that `to_sync` makes, and is called as before.
"""

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tools.ferry.source import Module, Program
from tools.ferry.types.values import NOTHING, External, Values

if TYPE_CHECKING:
    from tools.ferry.types.infer import Inference


def defaults_named(program: Program, name: str) -> list[tuple[Module, ast.expr]]:
    """Return what calls of `set_defaults` give for an argument of this name."""
    calls = _defaults(program).get(name, [])
    return [(module, keyword.value) for module, call in calls for keyword in call.keywords if keyword.arg == name]


def defaulted(program: Program) -> frozenset[str]:
    """Return the arguments for which a call of `set_defaults` gives something."""
    return frozenset(_defaults(program))


def _defaults(program: Program) -> dict[str, list[tuple[Module, ast.Call]]]:
    if "set_defaults" not in program.by_text:
        found: dict[str, list[tuple[Module, ast.Call]]] = {}
        for module, node in program.loads.get("set_defaults", []):
            call = module.parents[node]
            for keyword in call.keywords if isinstance(call, ast.Call) and call.func is node else ():
                if keyword.arg is not None and isinstance(call, ast.Call):
                    found.setdefault(keyword.arg, []).append((module, call))
        program.by_text["set_defaults"] = found
    return program.by_text["set_defaults"]


def default_name(inference: "Inference", module: Module, node: ast.expr) -> str | None:
    """Return for which argument a call of `set_defaults` gives the expression, or None."""
    if not _keeps_functions(inference):
        return None
    keyword = module.parents[node]
    call = module.parents[keyword] if isinstance(keyword, ast.keyword) else None
    is_set = isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "set_defaults"
    return keyword.arg if is_set and isinstance(keyword, ast.keyword) else None


def _keeps_functions(inference: "Inference") -> bool:
    """Tell whether the parsed arguments have the functions that `set_defaults` is given, and no others made of them."""
    return all(name.rpartition(".")[2] != "set_defaults" for name in inference.sync_callers)


def are_arguments(values: Values) -> bool:
    """Tell whether the values are arguments that argparse has parsed."""
    return any(isinstance(value, External) and value.name == "argparse.Namespace" for value in values)


def of_arguments(inference: "Inference", receivers: Values, name: str) -> Values:
    """Return what an argument of this name can be by default, when the receivers are parsed arguments."""
    found = NOTHING
    kept = are_arguments(receivers) and _keeps_functions(inference)
    for module, value in defaults_named(inference.program, name) if kept else ():
        found |= inference.of(module, value)
    return found


def calls_off_loop(inference: "Inference") -> Iterator[tuple[Module, ast.Call]]:
    """Yield the calls of what parsed arguments have from a `set_defaults` that is given synchronous functions."""
    program = inference.program
    for name in sorted(defaulted(program)) if not _keeps_functions(inference) else ():
        for module, node in program.loads.get(name, []):
            call = module.parents[node]
            if not isinstance(call, ast.Call) or call.func is not node or not isinstance(node, ast.Attribute):
                continue
            if are_arguments(inference.of(module, node.value)):
                yield module, call
