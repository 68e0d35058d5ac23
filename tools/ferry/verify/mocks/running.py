"""What runs while a patch is there: its test, or the tests for which a fixture or `setUp` makes it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from tools.ferry.verify.inference.calls import own_nodes
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.passing import fixture_function
from tools.ferry.verify.inference.scopes import FunctionDef, parameters
from tools.ferry.verify.inference.tree import File, last_name
from tools.ferry.verify.inference.values import Func
from tools.ferry.verify.mocks.mock_results import RESULTS
from tools.ferry.verify.mocks.stand_ins import SETUPS, is_expected_to_fail, is_prepared


@dataclass(frozen=True, slots=True)
class Run:
    """A function, and those of its nodes that run while the patch is there; `asks`: a fixture has the patch."""

    function: Func
    nodes: list[ast.AST]
    asks: bool = False

    def prepares(self, eyes: Eyes, method: str) -> bool:
        """Tell whether the test gives the fixture's stand-in something to await, in the method or in all it gives."""
        if not self.asks:
            return False
        stores = (n for n in self.nodes if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store))
        if any(store.attr in RESULTS and _is_holder(store.value) for store in stores):
            return True
        return bool(self.nodes) and is_prepared(eyes, self.function.file, self.nodes[0], method)


def _is_holder(node: ast.expr) -> bool:
    """Tell whether the expression is a variable, or an attribute of the test's object."""
    is_own = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self"
    return is_own or isinstance(node, ast.Name)


def run_under(
    eyes: Eyes, file: File, patch: ast.Call | ast.Assign, around: FunctionDef, *, lasting: bool = False
) -> list[Run]:
    """Return what runs while the patch is there that stands in, or decorates, the function, and may not fail.

    One that is `lasting` needs no start.
    """
    blocks = {file.parents[above] for above in file.up(patch) if isinstance(above, ast.withitem)}
    nodes = [n for n in own_nodes(around) if getattr(n, "lineno", 0) > patch.lineno and blocks.issubset(file.up(n))]
    fixture = Func(file, around)
    if around.name in SETUPS and around in eyes.tree.owner and (lasting or _is_started(file, patch, around)):
        return list(_prepared_by(eyes, around))
    if (file, around) not in eyes.tree.decorated.get("fixture", []):
        return [_run(fixture, nodes)]
    is_there = not blocks or any(isinstance(node, ast.Yield) for node in nodes)
    return [_run(test, own_nodes(test.node), asks=True) for test in _asking(eyes, fixture)] if is_there else []


def _is_started(file: File, patch: ast.AST, around: FunctionDef) -> bool:
    """Tell whether the function starts the patch and leaves it there: `patch(…).start()`, or by a variable."""
    parent = file.parents[patch]
    holders = {
        ast.unparse(patch),
        *(ast.unparse(t) for t in (parent.targets if isinstance(parent, ast.Assign) else ())),
    }
    calls = [n.func for n in own_nodes(around) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)]
    told = {call.attr for call in calls if ast.unparse(call.value) in holders}
    return "start" in told and "stop" not in told


def _prepared_by(eyes: Eyes, setup: FunctionDef) -> Iterator[Run]:
    """Yield the tests of the class, and of those that inherit from it, that get what the function prepares."""
    owner = eyes.tree.owner[setup]
    for cls in (owner, *eyes.classes.descendants(owner)):
        others = [f for name in SETUPS for f in cls.methods.get(name, []) if f is not setup]
        if cls is not owner and any(f.name == setup.name for f in others):
            continue  # whether that calls the inherited one is not known
        for name, functions in cls.methods.items():
            for test in functions if name.startswith("test") else ():
                nodes = [node for function in (test, *others) for node in own_nodes(function)]
                yield _run(Func(cls.file, test), nodes, asks=True)


def _run(function: Func, nodes: list[ast.AST], *, asks: bool = False) -> Run:
    return Run(function, [node for node in nodes if not is_expected_to_fail(function.file, node)], asks)


def _asking(eyes: Eyes, fixture: Func) -> Iterator[Func]:
    """Yield the tests that ask for the fixture, themselves or by another one."""
    is_shared = fixture.file.path.endswith("conftest.py")
    folder = fixture.file.path.removesuffix("conftest.py")
    for file in eyes.tree.modules.values():
        if file is fixture.file or (is_shared and file.path.startswith(folder)):
            for node in file.nodes:
                if isinstance(node, FunctionDef) and node.name.startswith("test"):
                    test = Func(file, node)
                    if _is_for_all(eyes, fixture) or _asks(eyes, test, fixture, set()):
                        yield test


def _is_for_all(eyes: Eyes, fixture: Func) -> bool:
    """Tell whether each test of the file, or of the folder, gets the fixture: `@pytest.fixture(autouse=True)`."""
    decorators = [d for d in getattr(fixture.node, "decorator_list", []) if isinstance(d, ast.Call)]
    given = [ast.unparse(keyword) for decorator in decorators for keyword in decorator.keywords]
    return "autouse=True" in given and fixture.node not in eyes.tree.owner


def _asks(eyes: Eyes, asking: Func, fixture: Func, seen: set[ast.AST]) -> bool:
    if not isinstance(asking.node, FunctionDef) or asking.node in seen:
        return False
    seen.add(asking.node)
    names = [argument.arg for argument in parameters(asking.node)]
    for decorator in asking.node.decorator_list:
        if isinstance(decorator, ast.Call) and last_name(decorator.func) == "usefixtures":
            names += [str(given.value) for given in decorator.args if isinstance(given, ast.Constant)]
    found = (fixture_function(eyes, asking, name) for name in names)
    return any(one is not None and (one == fixture or _asks(eyes, one, fixture, seen)) for one in found)
