"""What callers give: arguments of un-annotated parameters, fixtures, dependencies, the mocks of `@patch`."""

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tools.ferry.verify.inference import annotations
from tools.ferry.verify.inference.arguments import Site, passed, started
from tools.ferry.verify.inference.calls import decorated, is_generator, own_nodes, returned
from tools.ferry.verify.inference.click_contexts import passed_by_click
from tools.ferry.verify.inference.patches import mock_of_patch
from tools.ferry.verify.inference.scopes import FunctionDef, default_of, parameters
from tools.ferry.verify.inference.tree import ClassInfo, File, last_name
from tools.ferry.verify.inference.values import (
    EMPTY,
    NONE,
    UNKNOWN,
    ClassRef,
    Func,
    Instance,
    Unknown,
    Values,
    all_plain_mocks,
)

if TYPE_CHECKING:
    from tools.ferry.verify.inference.eyes import Eyes

_MOST_CALLS = 40
_BY_KEY = {"sorted", "min", "max"}
_BY_ELEMENT = {"map", "filter"}


def parameter(eyes: "Eyes", file: File, function: ast.AST, argument: ast.arg) -> Values:
    """Return what a parameter can be: by its annotation, else by what the tree passes to it."""
    if isinstance(function, ast.Lambda):
        return _given_to_lambda(eyes, file, function, argument)
    if not isinstance(function, FunctionDef):
        return UNKNOWN
    owner = eyes.tree.owner.get(function)
    if argument.annotation is not None:
        found = annotations.meaning(eyes, file, argument.annotation)
        if not any(isinstance(value, Unknown) for value in found):
            given = _of_fixture(eyes, file, function, argument.arg)
            if not all_plain_mocks(given) and _is_structural(found):
                given = _passed(eyes, Func(file, function), argument)
                return given if all(isinstance(value, Instance) for value in given) else found
            return given if all_plain_mocks(given) else found
    if owner is not None and parameters(function)[0] is argument:
        names = {last_name(d) for d in function.decorator_list}
        if "staticmethod" not in names:
            return frozenset({ClassRef(owner) if "classmethod" in names else Instance(owner)})
    if given := passed_by_click(eyes, file, function, argument):
        return given
    default = default_of(function, argument)
    if isinstance(default, ast.Call) and last_name(default.func) in {"Depends", "Security"} and default.args:
        return provided(eyes, eyes.values(file, default.args[0]))
    return _passed(eyes, Func(file, function), argument)


def _is_structural(values: Values) -> bool:
    """Tell whether an annotation means a protocol: what is passed need not derive from it, and says more."""
    bases = [v.cls.node.bases if isinstance(v, Instance) else [] for v in values]
    return all("Protocol" in {last_name(b.value if isinstance(b, ast.Subscript) else b) for b in own} for own in bases)


def _of_fixture(eyes: "Eyes", file: File, function: FunctionDef, name: str) -> Values:
    asked = file.is_test and asks_fixtures(function)
    return fixture(eyes, Func(file, function), name) if asked else EMPTY


def _passed(eyes: "Eyes", function: Func, argument: ast.arg) -> Values:
    """Return what the calls in the tree pass for an un-annotated parameter."""
    node = function.node
    if not isinstance(node, FunctionDef):
        return UNKNOWN
    if any(last_name(d.func if isinstance(d, ast.Call) else d) == "fixture" for d in node.decorator_list):
        return fixture(eyes, function, argument.arg)
    if function.file.is_test and (given := list(_parametrized(node, argument.arg))):
        return eyes.all_of(function.file, given)
    owner = eyes.tree.owner.get(node)
    bound = owner is not None and not any(last_name(d) == "staticmethod" for d in node.decorator_list)
    position = [a.arg for a in parameters(node)].index(argument.arg) - bound
    found = _by_calls(eyes, function, owner, position, argument.arg)
    if found is None:
        return UNKNOWN
    injected = _injected(eyes, function.file, node)
    if 0 <= position < len(injected) and not found:
        return injected[position]
    if position == 0:
        found += _by_decoration(eyes, function, node)
    default = default_of(node, argument)
    if isinstance(default, ast.Name | ast.Attribute):
        found.append(eyes.values(function.file, default) or UNKNOWN)
    elif found and not any(found) and isinstance(default, ast.Constant) and default.value is None:
        return NONE  # no call gives anything else
    if not found and function.file.is_test:
        return fixture(eyes, function, argument.arg)
    return eyes.union(found) or UNKNOWN


def _parametrized(node: FunctionDef, name: str) -> Iterator[ast.expr]:
    """Yield what `@pytest.mark.parametrize` gives to the parameter of a test, of one name or of several."""
    for decorator in node.decorator_list:
        match decorator:
            case ast.Call(func=ast.Attribute(attr="parametrize"), args=[names, ast.List() | ast.Tuple() as rows, *_]):
                texts = [n.value for n in ast.walk(names) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
                asked = [part.strip() for text in texts for part in text.split(",") if part.strip()]
                for row in rows.elts if name in asked and not _is_for_fixture(decorator, name) else ():
                    is_param = isinstance(row, ast.Call) and last_name(row.func) == "param"
                    cells = row.args if isinstance(row, ast.Call) and is_param else [row]
                    if len(asked) > 1 and not is_param:
                        cells = row.elts if isinstance(row, ast.Tuple | ast.List) else []
                    position = asked.index(name)
                    yield cells[position] if position < len(cells) else row


def _is_for_fixture(mark: ast.Call, name: str) -> bool:
    """Tell whether the fixture of the name gets the rows, and the test what that makes of one: `indirect=True`."""
    told = next((keyword.value for keyword in mark.keywords if keyword.arg == "indirect"), None)
    if isinstance(told, ast.List | ast.Tuple):
        return any(isinstance(one, ast.Constant) and one.value == name for one in told.elts)
    return told is not None and not (isinstance(told, ast.Constant) and told.value is False)


def _given_to_lambda(eyes: "Eyes", file: File, function: ast.Lambda, argument: ast.arg) -> Values:
    """Return what a lambda gets that is given to be called with each element: `sorted(users, key=lambda user: …)`."""
    parent = file.parents.get(function)
    call = file.parents.get(parent) if isinstance(parent, ast.keyword) and parent.arg == "key" else parent
    if not isinstance(call, ast.Call) or parameters(function) != [argument]:
        return UNKNOWN
    path = eyes.paths(file, call.func)
    if isinstance(parent, ast.keyword) and path and path <= _BY_KEY and call.args:
        return eyes.elements(eyes.values(file, call.args[0]))
    if path and path <= _BY_ELEMENT and len(call.args) == 2 and call.args[0] is function:
        return eyes.elements(eyes.values(file, call.args[1]))
    return UNKNOWN


def _by_calls(eyes: "Eyes", function: Func, owner: ClassInfo | None, position: int, name: str) -> list[Values] | None:
    """Return what each call of the function passes; None when there are too many to look at."""
    name_of_it = getattr(function.node, "name", "")
    called = owner.node.name if owner is not None and name_of_it == "__init__" else name_of_it
    sites = [*eyes.tree.calls.get(called, []), *started(eyes, called)]
    makers = _makers(eyes, function, owner) if owner is not None and name_of_it == "__init__" else []
    sites += makers
    if not function.file.is_test:
        sites = [site for site in sites if not site[0].is_test] or sites
    if len(sites) > _MOST_CALLS:
        return None
    return [
        passed(eyes, file, call, position, name) for file, call in sites
        if (file, call) in makers or _runs(eyes, (file, call), function, owner)
    ]  # fmt: skip


def _runs(eyes: "Eyes", site: Site, function: Func, owner: ClassInfo | None) -> bool:
    file, call = site
    return any(_is_call_of(eyes, value, function, owner) for value in eyes.values(file, call.func))


def _makers(eyes: "Eyes", function: Func, owner: ClassInfo) -> list[Site]:
    """Return what else runs a class's `__init__`: calls of heirs that have none, `super().__init__(…)` of the others.

    Nothing where the program makes an heir in a way that nobody sees: what that one gets may be something else.
    """
    family = eyes.classes.descendants(owner)
    heirs = [heir for heir in family if _first_init(eyes, heir) is function.node]
    found: list[Site] = []
    for heir in heirs:
        calls = eyes.tree.calls.get(heir.node.name, [])
        made = [(file, call) for file, call in calls if ClassRef(heir) in eyes.values(file, call.func)]
        is_seen = heir.file.is_test or eyes.classes.descendants(heir) or any(not file.is_test for file, _ in made)
        if not is_seen:
            return []
        found += made
    for file, call in eyes.tree.calls.get("__init__", []) if family else ():
        is_super = isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Call)
        if is_super and any(isinstance(v, Func) and v.node is function.node for v in eyes.values(file, call.func)):
            found.append((file, call))
    return found


def _first_init(eyes: "Eyes", cls: ClassInfo) -> ast.AST | None:
    return next((one.methods["__init__"][0] for one in eyes.classes.lineage(cls)[0] if "__init__" in one.methods), None)


def _by_decoration(eyes: "Eyes", function: Func, node: FunctionDef) -> list[Values]:
    """Return the functions that this one decorates."""
    maker = function.file.function_of(node)  # `@retry(3)`, where `retry` gives the decorator
    return [
        decorated(eyes, Func(file, target), above=decorator) for name in (node.name, getattr(maker, "name", ""))
        for file, target in eyes.tree.decorated.get(name, [])
        for decorator in target.decorator_list
        if isinstance(decorator, ast.Call) is (name != node.name)
        and Func(function.file, node) in eyes.values(file, decorator)
    ]  # fmt: skip


def registered_by(eyes: "Eyes", function: Func) -> list[Func]:
    """Return the functions that a function decorates which a maker gives, `@handler("admin")`, if it does no more."""
    around = function.file.function_of(function.node)
    maker = Func(function.file, around) if isinstance(around, FunctionDef) else None
    if maker is None or not _only_decorates(eyes, maker):
        return []
    return [
        Func(file, target) for file, target in eyes.tree.decorated.get(getattr(around, "name", ""), [])
        for decorator in target.decorator_list
        if isinstance(decorator, ast.Call) and function in eyes.values(file, decorator)
    ]  # fmt: skip


def _only_decorates(eyes: "Eyes", maker: Func) -> bool:
    """Tell whether each call of the function decorates a function: `@handler("admin")`."""
    sites = eyes.tree.calls.get(getattr(maker.node, "name", ""), [])
    calls = [(file, call) for file, call in sites if maker in eyes.values(file, call.func)]
    return bool(calls) and all(
        isinstance(target := file.parents[call], FunctionDef) and call in target.decorator_list for file, call in calls
    )


def _injected(eyes: "Eyes", file: File, node: FunctionDef) -> list[Values]:
    """Return the mocks that `@patch` decorators pass, the one next to the function first."""
    found = []
    for decorator in reversed(node.decorator_list):
        if isinstance(decorator, ast.Call) and last_name(decorator.func) in {"patch", "object"}:
            made = mock_of_patch(eyes, file, decorator)
            given = len(decorator.args) > (2 if last_name(decorator.func) == "object" else 1)
            if made and not given and not any(k.arg == "new" for k in decorator.keywords):
                found.append(made)
    return found


def _is_call_of(eyes: "Eyes", value: object, function: Func, owner: ClassInfo | None) -> bool:
    """Tell whether a call of the value may run the function: itself, the class that it makes, or what it overrides."""
    if isinstance(value, Func):
        alike = owner is not None and getattr(value.node, "name", "") == getattr(function.node, "name", None)
        above = eyes.classes.lineage(owner)[0] if owner is not None and alike else []
        return value.node is function.node or eyes.tree.owner.get(value.node) in above
    return isinstance(value, ClassRef) and value.cls is owner and getattr(function.node, "name", "") == "__init__"


def fixture(eyes: "Eyes", asking: Func, name: str) -> Values:
    """Return what the pytest fixture of this name gives to the function that asks for it."""
    found = fixture_function(eyes, asking, name)
    return provided(eyes, frozenset({found})) if found is not None else UNKNOWN


def fixture_function(eyes: "Eyes", asking: Func, name: str) -> Func | None:
    """Return the pytest fixture of this name: of the class, else of the file, else of the nearest `conftest.py`."""
    candidates = [
        (distance, Func(home, node)) for home, node in eyes.tree.decorated.get("fixture", [])
        if fixture_name(node) == name and node is not asking.node
        and (distance := _distance(eyes, asking, home, node)) is not None
    ]  # fmt: skip
    return min(candidates, key=lambda candidate: candidate[0])[1] if candidates else None


def _distance(eyes: "Eyes", asking: Func, home: File, node: FunctionDef) -> tuple[int, int] | None:
    """Return how far a fixture is from the function that asks, to be compared; None when it is not seen there."""
    owner = eyes.tree.owner.get(node)
    if owner is not None:
        cls = eyes.tree.owner.get(asking.node)
        near = eyes.classes.lineage(cls)[0] if cls is not None else []
        return (0, near.index(owner)) if owner in near else None
    if home is asking.file:
        return (1, 0)
    folder = home.path.removesuffix("conftest.py")
    seen = home.path.endswith("conftest.py") and asking.file.path.startswith(folder)
    return (2, -len(folder)) if seen else None


def fixture_name(node: FunctionDef) -> str:
    """Return the name by which tests ask for the fixture."""
    for decorator in node.decorator_list:
        for keyword in decorator.keywords if isinstance(decorator, ast.Call) else ():
            if keyword.arg == "name" and isinstance(keyword.value, ast.Constant):
                return str(keyword.value.value)
    return node.name


def asks_fixtures(function: FunctionDef) -> bool:
    """Tell whether pytest fills in the function's parameters: it is a test or a fixture."""
    decorators = {last_name(d.func if isinstance(d, ast.Call) else d) for d in function.decorator_list}
    return "fixture" in decorators or function.name.startswith("test")


def provided(eyes: "Eyes", values: Values) -> Values:
    """Return what a dependency or fixture provides: what it returns or yields, awaited."""
    found: list[Values] = []
    for value in values or UNKNOWN:
        if not isinstance(value, Func):
            found.append(frozenset({Instance(value.cls)}) if isinstance(value, ClassRef) else UNKNOWN)
        elif is_generator(value.node):
            given = [y.value for y in own_nodes(value.node) if isinstance(y, ast.Yield) and y.value is not None]
            found.append(eyes.union(eyes.values(value.file, v) or UNKNOWN for v in given))
        else:
            found.append(returned(eyes, value))
    return eyes.union(found)
