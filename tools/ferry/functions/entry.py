"""Where an event loop starts: `if __name__ == "__main__":`, `__main__.py`, functions that run a coroutine."""

import ast
from collections.abc import Iterator, Sequence

from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module, called_name, dotted

_RUNNERS = frozenset({"asyncio.run", "anyio.run"})
_RUNNING = frozenset({"run", "run_forever", "run_until_complete"})
_TEST_PROGRAMS = {"unittest.main": "unittest", "pytest.main": "pytest"}
_TEST_SUITES = frozenset({"TextTestRunner", "discover", "loadTestsFromModule", "loadTestsFromName",
                          "loadTestsFromTestCase"})  # fmt: skip
"""What makes something whose `run` runs test cases, each async one in a loop that the case makes."""
_SERVING = frozenset({"aiohttp.web.run_app", "hypercorn.run", "trio.run", "uvicorn.run"})
_OF_A_LOOP = frozenset({"call_at", "call_later", "call_soon", "create_future", "create_server", "create_task",
                        "run_in_executor"})  # fmt: skip
"""Methods by which a loop gets what only that one runs."""

_SERVING_METHODS = frozenset({"invoke", "run_forever", "run_polling"})
"""What starts an event loop, or may do so, in a way that nobody follows."""


def is_start(module: Module, node: ast.expr) -> bool:
    """Tell whether the call is the only one that a program makes when it is run: it may start the loop."""
    block = _main_block(module, node)
    if block is None or _is_repeated(module, node):
        return False
    calls = [
        n for statement in block.body for n in ast.walk(statement) if isinstance(n, ast.Call) and n.func is not node
    ]
    own = [n for n in calls if called_name(n.func) in module.functions]
    return own == [node]


def is_package_start(project: Project, module: Module, node: ast.AST) -> bool:
    """Tell whether the call stands in the statements of a package's `__main__.py`: it may start the loop, if alone.

    They are run as a program, unless other code imports the module: that may be done inside a loop.
    """
    outside = module.file.rpartition("/")[2] == "__main__.py" and project.owner(module, node) is None
    if not outside or _main_block(module, node) is not None or _is_repeated(module, node):
        return False
    if any(isinstance(above, ast.ClassDef) for above in project.program.ancestors(module, node)):
        return False
    imported = (name for other in project.program.modules.values() for name in other.imports.values())
    return not any(runs_in(module, module.tree.body)) and not any(
        f"{name}.".startswith(f"{module.name}.") for name in imported
    )


def _is_repeated(module: Module, node: ast.AST) -> bool:
    repeating = ast.For | ast.While | ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
    while node in module.parents:
        node = module.parents[node]
        if isinstance(node, repeating):
            return True
    return False


def program_block(project: Project, module: Module, node: ast.AST) -> ast.If | None:
    """Return the block of a program that holds the node and can become the body of a coroutine, or None.

    What it imports by `*`, and annotates where others read it, would have to stay global, and cannot in a function. The
    loop of an `asyncio.Runner()` cannot be closed inside another one, and a task of a loop is awaited in that alone.
    """
    block = _main_block(module, node)
    if block is None or block.orelse or project.owner(module, node) is not None:
        return None
    inside = _parts(block)
    if any(isinstance(part, ast.ImportFrom) and part.names[0].name == "*" for part in inside):
        return None
    if any(isinstance(part, ast.Call) and _keeps_its_loop(module, part) for part in inside):
        return None
    return block if _annotated(inside).isdisjoint(global_names(project, module, block)) else None


def _keeps_its_loop(module: Module, call: ast.Call) -> bool:
    """Tell whether the call makes a loop that closes itself, or runs in one what may be a task of that one already."""
    task = called_name(call.func) == "run_until_complete" and not all(isinstance(a, ast.Call) for a in call.args)
    return task or module.full_name(call.func) == "asyncio.Runner"


def lines_of(block: ast.If) -> list[list[ast.stmt]]:
    """Return the statements of a program's block; those that share a line stay together."""
    lines: list[list[ast.stmt]] = []
    for statement in block.body:
        if lines and lines[-1][-1].end_lineno == statement.lineno:
            lines[-1].append(statement)
        else:
            lines.append([statement])
    return lines


def looped(module: Module, block: ast.If, on_loop: set[ast.AST]) -> range:
    """Return which of `lines_of(block)` go into one event loop: from the first to the last with a node in `on_loop`.

    Others do, too, if they share a name with these that one of them binds, up to one that starts a loop of its own.
    """
    parts = [{part for statement in line for part in ast.walk(statement)} for line in lines_of(block)]
    held = [index for index, inside in enumerate(parts) if inside & on_loop]
    names = [(_bound(inside) | {part.id for part in inside if isinstance(part, ast.Name)}) for inside in parts]
    apart = [index for index, line in enumerate(lines_of(block)) if serving(module, line)]
    if _annotated(_parts(block)):
        apart = []  # names that are read behind the coroutine have to be global, and what is annotated cannot be
    first = max([index + 1 for index in apart if index < held[0]], default=0)
    end = min([index for index in apart if index > held[-1]], default=len(parts))
    found = range(held[0], held[-1] + 1)
    while True:
        used = set[str]().union(*(names[i] for i in found))
        bound = set[str]().union(*(_bound(parts[i]) for i in found))
        sharing = [i for i in range(first, end) if names[i] & bound or _bound(parts[i]) & used]
        wider = range(min([found.start, *sharing]), max([found.stop - 1, *sharing]) + 1)
        if wider == found:
            return found
        found = wider


def serving(module: Module, statements: Sequence[ast.stmt]) -> list[ast.Call]:
    """Return the calls of the statements that start an event loop, or may do so, in a way that nobody follows."""
    calls = (node for node in _own_nodes(statements) if isinstance(node, ast.Call))
    return [c for c in calls if module.full_name(c.func) in _SERVING or called_name(c.func) in _SERVING_METHODS]


def names_left_behind(block: ast.If, lines: range) -> list[str]:
    """Return the names that the lines in the loop bind, and other lines of the block speak of."""
    parts = [{part for statement in line for part in ast.walk(statement)} for line in lines_of(block)]
    bound = set[str]().union(*(_bound(parts[i]) for i in lines))
    outside = set[ast.AST]().union(*(inside for i, inside in enumerate(parts) if i not in lines))
    return sorted(bound & (_bound(outside) | {part.id for part in outside if isinstance(part, ast.Name)}))


def _annotated(inside: set[ast.AST]) -> set[str]:
    targets = (part.target for part in inside if isinstance(part, ast.AnnAssign))
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _bound(inside: set[ast.AST]) -> set[str]:
    """Return the names that are set, deleted, defined or imported there."""
    names = {part.id for part in inside if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load)}
    names |= {part.name for part in inside if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}
    return names | {alias.asname or alias.name.partition(".")[0] for alias in inside if isinstance(alias, ast.alias)}


def global_names(project: Project, module: Module, block: ast.If) -> list[str]:
    """Return the names that a program's block assigns and functions read, or set, as global ones."""
    inside = _parts(block)
    names = _bound(inside)
    declared = {name for statement in module.nodes(ast.Global) for name in statement.names}
    return sorted(name for name in names if name in declared or _is_read_outside(project, module, name, inside))


def _is_read_outside(project: Project, module: Module, name: str, inside: set[ast.AST]) -> bool:
    loads = (load for load in project.program.loads.within(module, name) if load not in inside)
    return any(isinstance(load, ast.Name) and _is_global(project, module, load) for load in loads)


def _parts(block: ast.If) -> set[ast.AST]:
    return {part for statement in block.body for part in ast.walk(statement)}


def _is_global(project: Project, module: Module, name: ast.Name) -> bool:
    return project.program.binder(module, name) is None


def _main_block(module: Module, node: ast.AST) -> ast.If | None:
    current = node
    while current in module.parents:
        above = module.parents[current]
        if isinstance(above, ast.If) and isinstance(above.test, ast.Compare) and dotted(above.test.left) == "__name__":
            return above if current in above.body and isinstance(module.parents[above], ast.Module) else None
        current = above
    return None


def can_run_loop(module: Module) -> bool:
    """Tell whether `runs_of` or `own_loop` can find something in functions of the module."""
    imported = module.imports.values()
    runs_tests = not _TEST_PROGRAMS.keys().isdisjoint(imported)  # `from unittest import main`
    runs_tests = runs_tests or (module.has_any({"main"}) and not {*_TEST_PROGRAMS.values()}.isdisjoint(imported))
    return runs_tests or module.has_any(_RUNNING) or not _RUNNERS.isdisjoint(imported)


def runs_of(function: Function) -> Iterator[ast.Call]:
    """Yield the calls in the function's own body that run a coroutine in an event loop, and wait for it."""
    return runs_in(function.module, _body(function))


def runs_in(module: Module, statements: Sequence[ast.stmt]) -> Iterator[ast.Call]:
    """Yield the calls in the statements, functions there aside, that run a coroutine, and wait for it."""
    for node in _own_nodes(statements):
        if isinstance(node, ast.Call) and len(node.args) == 1:
            runs = module.full_name(node.func) in _RUNNERS or called_name(node.func) == "run_until_complete"
            if runs and not isinstance(node.args[0], ast.Starred):
                yield node


def own_loop(function: Function) -> ast.Call | None:
    """Return the call by which the function keeps an event loop that cannot run, or be closed, inside another one.

    That is `asyncio.Runner()`, `loop.run_forever()`, what makes and runs a task of a loop that it has made, or what
    runs test cases, which make theirs.
    """
    calls = [node for node in _own_nodes(_body(function)) if isinstance(node, ast.Call)]
    return next((call for call in calls if _is_own_loop(function, call)), None)


def _is_own_loop(function: Function, call: ast.Call) -> bool:
    name = called_name(call.func)
    if name == "run_until_complete":
        return any(_is_task(function, value) for given in call.args for value in _values(function, given))
    of = call.func.value if isinstance(call.func, ast.Attribute) else None
    made = of is not None and any(called_name(value) == "new_event_loop" for value in _values(function, of))
    is_runner = function.module.full_name(call.func) in {"asyncio.Runner", *_TEST_PROGRAMS}
    runs_tests = name == "run" and any(called_name(value) in _TEST_SUITES for value in _values(function, of or call))
    return is_runner or runs_tests or name == "run_forever" or (made and name in _OF_A_LOOP)


def _is_task(function: Function, value: ast.expr) -> bool:
    """Tell whether the value is a task, or a future, of a loop that is named: no other loop can wait for it."""
    loops = [k.value for k in value.keywords if k.arg == "loop"] if isinstance(value, ast.Call) else []
    of = value.func.value if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) else None
    loops += [of] if of is not None and called_name(value) in _OF_A_LOOP else []
    return any(called_name(made) == "new_event_loop" for loop in loops for made in _values(function, loop))


def _values(function: Function, node: ast.expr) -> list[ast.expr]:
    """Return what a local variable is assigned; any other expression as it is."""
    bound = function.assigned.get(node.id, []) if isinstance(node, ast.Name) else []
    return [value for _, value, how in bound if value is not None and how == "value"] or [node]


def _body(function: Function) -> list[ast.stmt]:
    return [] if isinstance(function.node, ast.Lambda) else function.node.body


def _own_nodes(statements: Sequence[ast.stmt]) -> Iterator[ast.AST]:
    queue: list[ast.AST] = list(statements)
    while queue:
        node = queue.pop(0)
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            queue += ast.iter_child_nodes(node)
