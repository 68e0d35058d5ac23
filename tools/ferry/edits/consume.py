"""The edits of what uses up an async result: awaits, async loops, async `with` blocks."""

import ast
from collections.abc import Iterable

from tools.ferry.edits.async_cases import expect_in_block
from tools.ferry.edits.brought_in import bring_in
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module, Program, called_name
from tools.ferry.uses.consumption import How, item_of
from tools.ferry.uses.decisions import returned_decision
from tools.ferry.uses.numbered import counted_loop, first_number


def use_up(module: Module, node: ast.expr, how: How, edits: EditSet) -> None:
    """Let the code around `node`, now async, take what it gives asynchronously."""
    match how:
        case "call" | "awaited" | "offloaded":
            await_call(module, node, how, edits)
        case "loop":
            _loop(module, node, edits)
        case "collect":
            _collect(module, node, edits)
        case "next":
            edits.add(module, _call_around(module, node), "async_next")
            lists_around(module, node, edits)
        case "delegate":
            pass  # `delegations` changes every `yield from` of the generator
        case "expected":
            expect_in_block(module, node, edits)
        case "enter":
            _enter(module, node, edits)
        case "unrolled":
            _unroll(module, node, edits)
        case "numbered":
            _number(module, node, edits)


def await_call(module: Module, call: ast.expr, how: str, edits: EditSet) -> None:
    """Await a call; one that ran in a worker thread comes back onto the loop."""
    if how == "awaited":
        return
    edits.add(module, call, "on_loop" if how == "offloaded" else "await_call")
    if how == "offloaded":
        edits.of(module).drops |= {n.id for n in ast.walk(call) if isinstance(n, ast.Name)}
    lists_around(module, call, edits)


def ask_and_await(module: Module, call: ast.expr, caller: Function | None, edits: EditSet) -> None:
    """Await what a call gives if it can be awaited: it runs async functions and others."""
    if caller is not None:
        edits.add(module, call, "await_if_awaitable", _fresh_name(caller.node, "result"))
        edits.of(module).needs.add("inspect")
        lists_around(module, call, edits)


def off_loop(module: Module, call: ast.Call, edits: EditSet, *, handed_on: bool = False) -> None:
    """Run a call that is still synchronous in a worker thread; what is handed on somebody else awaits."""
    edits.add(module, call, "off_loop", "handed on" if handed_on else "")
    edits.of(module).needs.add("asyncio")
    lists_around(module, call, edits)


def read_off_loop(module: Module, read: ast.Attribute, edits: EditSet) -> None:
    """Read a property that is still synchronous in a worker thread."""
    edits.add(module, read, "read_off_loop", "'" if _is_in_text(module, read, '"') else '"')
    edits.of(module).needs.add("asyncio")
    lists_around(module, read, edits)


def _is_in_text(module: Module, node: ast.AST, quote: str) -> bool:
    """Tell whether the node stands in an f-string of these quotes: before Python 3.12, none of them may be inside."""
    while node in module.parents and not isinstance(node, ast.JoinedStr):
        node = module.parents[node]
    text = ast.get_source_segment(module.text, node) if isinstance(node, ast.JoinedStr) else None
    return text is not None and text.endswith(quote)


def make_sync(project: Project, module: Module, function: ast.expr, edits: EditSet) -> None:
    """Give what runs outside the event loop a synchronous function to call."""
    to_sync = project.config.to_sync
    if to_sync is not None:
        edits.add(module, function, "to_sync", bring_in(project, module, to_sync, edits))


def lists_around(module: Module, node: ast.AST, edits: EditSet) -> None:
    """Let what reads the generator expressions around an awaited node do so asynchronously, or give it a list."""
    comprehension = module.parents[node]
    while isinstance(comprehension, ast.expr | ast.comprehension | ast.keyword) and not isinstance(
        comprehension, ast.Lambda
    ):
        if isinstance(comprehension, ast.GeneratorExp) and not _is_first_iterable(comprehension, node):
            _read_async(module, comprehension, edits)
        comprehension = module.parents[comprehension]


def _read_async(module: Module, generator: ast.GeneratorExp, edits: EditSet) -> None:
    """Let a loop or `next` wait for the generator expression, or a loop decide; anything else gets a list."""
    reader = module.parents[generator]
    if isinstance(reader, ast.For | ast.comprehension) and reader.iter is generator:
        _loop(module, generator, edits)
    elif isinstance(reader, ast.Call) and isinstance(reader.func, ast.Name) and reader.func.id == "next":
        edits.add(module, reader, "async_next")
    elif isinstance(reader, ast.YieldFrom):
        _delegate(module, reader, edits, is_async=True)
    elif (returned := returned_decision(module, generator)) is not None:
        edits.add(module, returned, "deciding_loop")
    else:
        edits.add(module, element_of(generator), "list_comprehension")


def element_of(generator: ast.GeneratorExp) -> ast.expr:
    """Return the expression that names the generator: parentheses around a tuple belong to it in one tree only."""
    element = generator.elt
    while isinstance(element, ast.Tuple) and element.elts:
        element = element.elts[0]
    return element


def _is_first_iterable(generator: ast.GeneratorExp, node: ast.AST) -> bool:
    """Tell whether the node is in the outermost iterable, which is evaluated before the generator starts."""
    return any(inner is node for inner in ast.walk(generator.generators[0].iter))


def _loop(module: Module, node: ast.expr, edits: EditSet) -> None:
    loop = module.parents[node]
    if isinstance(loop, ast.For):
        edits.add(module, loop, "async_for")
    elif isinstance(loop, ast.comprehension):
        edits.add(module, loop.target, "async_comprehension")
        generator = module.parents[loop]
        if isinstance(generator, ast.GeneratorExp):
            _read_async(module, generator, edits)
        lists_around(module, generator, edits)


def _unroll(module: Module, node: ast.expr, edits: EditSet) -> None:
    """Let a comprehension take each item through a function, or a loop."""
    function = _function_around(module, node)
    item, take = _fresh_name(function, "item"), _fresh_name(function, "take")
    names = f"{item} {take}"
    is_lazy = isinstance(node, ast.Call) and called_name(node) in {"filter", "map"}
    if is_lazy and isinstance(module.parents[node], ast.For | ast.comprehension):
        edits.add(module, node, "unroll", f"async {names}")
        _loop(module, node, edits)
    elif (returned := returned_decision(module, node, {item, take})) is not None:
        edits.add(module, node, "unroll", f"async {names}")
        edits.add(module, returned, "deciding_loop")
    else:
        edits.add(module, node, "unroll", names)
        lists_around(module, node, edits)


def _number(module: Module, node: ast.expr, edits: EditSet) -> None:
    """Let a loop count what it reads."""
    numbering = module.parents[node]
    loop = counted_loop(module, numbering) if isinstance(numbering, ast.Call) else None
    if loop is not None and isinstance(numbering, ast.Call):
        edits.add(module, loop, "numbered_loop", first_number(numbering))


def _collect(module: Module, node: ast.expr, edits: EditSet) -> None:
    parent = module.parents[node]
    alone = isinstance(parent, ast.Call) and called_name(parent.func) == "list" and len(parent.args) == 1
    whole = parent if alone and isinstance(parent, ast.Call) else node
    edits.add(module, whole, "collect_items", "list" if whole is parent else "")
    lists_around(module, node, edits)


def _call_around(module: Module, node: ast.expr) -> ast.expr:
    parent = module.parents[node]
    return parent if isinstance(parent, ast.Call) else node


def _enter(module: Module, node: ast.expr, edits: EditSet) -> None:
    item = item_of(module, node)
    block = module.parents[item] if item is not None else None
    if isinstance(block, ast.With) and item is not None:
        edits.join(module, block, "async_with", str(block.items.index(item)))


def delegations(function: Function, awaited: set[ast.expr], edits: EditSet) -> None:
    """Turn each `yield from` of a generator that becomes async into a loop; `awaited` are its async iterators."""
    for node in ast.walk(function.node):
        if isinstance(node, ast.YieldFrom):
            _delegate(function.module, node, edits, is_async=node.value in awaited)


def _delegate(module: Module, node: ast.YieldFrom, edits: EditSet, *, is_async: bool) -> None:
    """Loop over what the generator delegates to; asynchronously where one of its reasons wants that."""
    statement = module.parents[node]
    if isinstance(statement, ast.Expr):
        item = _fresh_name(_function_around(module, statement), "item")
        text = f"async {item}" if is_async else item
        edits.join(module, statement, "delegating_loop", text)


def _function_around(module: Module, node: ast.AST) -> ast.AST:
    """Return the function in which the node stands, or the module."""
    while not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Module):
        node = module.parents[node]
    return node


def _fresh_name(function: ast.AST, name: str) -> str:
    taken = {n.id for n in ast.walk(function) if isinstance(n, ast.Name)}
    taken |= {n.arg for n in ast.walk(function) if isinstance(n, ast.arg)}
    while name in taken:
        name += "_"
    return name


def join_loop(program: Program, module: Module, runs: Iterable[ast.Call], edits: EditSet) -> None:
    """Await what is run in an event loop of its own, in a context of its own where contexts are used."""
    own_context = bool(program.loads.get("ContextVar", []))
    for call in runs:
        edits.add(module, call, "join_loop", "own context" if own_context else "")
        edits.of(module).drops |= {n.id for n in ast.walk(call.func) if isinstance(n, ast.Name)}
        edits.of(module).needs |= {"asyncio"} if own_context else set()
        lists_around(module, call, edits)
