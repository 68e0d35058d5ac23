"""pytest fixtures: which function a test's parameter stands for."""

import ast
import re
from collections.abc import Iterator

from tools.ferry.source import Class, Function, Module, Program, called_name
from tools.ferry.types.names import ancestry, descendants, member, resolve_expression
from tools.ferry.types.patched import patched_parameter

_RENAMING = re.compile(r"fixture\([^)]*\bname\s*=")
"""A text without this has no fixture with a name of its own."""


def is_fixture(function: Function) -> bool:
    """Tell whether the function is decorated as a pytest fixture."""
    return any(called_name(decorator) == "fixture" for decorator in function.decorators)


def fixture_name(function: Function) -> str:
    """Return the name by which tests ask for the fixture: that of the function, or `fixture(name="store")`."""
    calls = [one for one in function.decorators if isinstance(one, ast.Call) and called_name(one) == "fixture"]
    given = [keyword.value for call in calls for keyword in call.keywords if keyword.arg == "name"]
    texts = [one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return texts[0] if texts else function.short


def _renamed(program: Program, module: Module) -> list[Function]:
    """Return the fixtures of the module that have a name of their own."""
    if module not in program.renamed_fixtures:
        functions = module.definitions if _RENAMING.search(module.text) else ()
        fixtures = [one for one in functions if isinstance(one, Function) and is_fixture(one)]
        program.renamed_fixtures[module] = [one for one in fixtures if fixture_name(one) != one.short]
    return program.renamed_fixtures[module]


def is_test_file(module: Module) -> bool:
    """Tell whether pytest collects the file, or it is a `conftest.py`."""
    file = module.file.rpartition("/")[2]
    return file.startswith("test_") or file.endswith("_test.py") or file == "conftest.py"


def serves_tests(module: Module) -> bool:
    """Tell whether the file is one of tests or, by its folder, of their helpers."""
    return is_test_file(module) or not {"test", "tests"}.isdisjoint(module.file.split("/")[:-1])


def is_test(function: Function) -> bool:
    """Tell whether pytest collects the function as a test: not one that is inside another, nor a fixture."""
    file = function.module.file.rpartition("/")[2]
    is_named = function.short.startswith("test") and function.outer is None and not is_fixture(function)
    return is_named and (file.startswith("test_") or file.endswith("_test.py"))


def collected_in(program: Program, function: Function) -> list[Module]:
    """Return the modules in which pytest collects the function as a test: its own, and those of heirs of its class."""
    if is_test(function):
        return [function.module]
    if function.cls is None or not function.short.startswith("test") or is_fixture(function):
        return []
    names = ((heir.module, heir.module.file.rpartition("/")[2]) for heir in descendants(program, function.cls)[1:])
    return [module for module, file in names if file.startswith("test_") or file.endswith("_test.py")]


def fixture_for(program: Program, function: Function, name: str) -> Function | None:
    """Return the fixture that pytest passes to the parameter `name`: the nearest in the module or a conftest above."""
    modules = [function.module] if is_fixture(function) else collected_in(program, function)
    if not modules or name == "request" or patched_parameter(function, name) is not None:
        return None
    around = ancestry(program, function.cls) if function.cls is not None else []
    own = [cls.methods[name] for cls in around if name in cls.methods]
    own += [method for cls in around for method in _renamed(program, cls.module) if method.cls is cls]
    around_it = [module for collected in modules for module in _visible(program, collected)]
    visible = [found for module in around_it for found in (member(program, module, name), *_renamed(program, module))]
    known = (*own, *(found for found in visible if isinstance(found, Function) and found.cls is None))
    named = (found for found in known if is_fixture(found) and fixture_name(found) == name)
    return next((found for found in named if found is not function), None)


def fixtures_asked(program: Program, module: Module, call: ast.Call) -> list[Function]:
    """Return the fixtures that `request.getfixturevalue(name)` can give: a constant, or one of several given."""
    if called_name(call) != "getfixturevalue" or not call.args:
        return []
    function = program.enclosing(module, call)
    if function is None:
        return []
    given = call.args[0]
    rows = requested_rows(program, module, given)
    rows += parametrized(program, function, given.id) if isinstance(given, ast.Name) else []
    names = [name for _, name in rows] or [given]
    texts = [name.value for name in names if isinstance(name, ast.Constant) and isinstance(name.value, str)]
    return [found for text in texts if (found := fixture_for(program, function, text)) is not None]


def requested_rows(program: Program, module: Module, node: ast.expr) -> list[tuple[Module, ast.expr]]:
    """Return what `request.param` is in a fixture: the values of `params` of its decorator."""
    if not isinstance(node, ast.Attribute) or node.attr != "param" or getattr(node.value, "id", "") != "request":
        return []
    function = program.enclosing(module, node)
    while function is not None and not is_fixture(function):
        function = function.outer
    calls = [d for d in function.decorators if isinstance(d, ast.Call)] if function is not None else []
    lists = [k.value for call in calls if called_name(call) == "fixture" for k in call.keywords if k.arg == "params"]
    rows = [place for values in lists for place in _rows(program, module, values)]
    return [(owner, value) for owner, row in rows for value in _column(row, 0, 1)]


def parametrized(program: Program, function: Function, name: str) -> list[tuple[Module, ast.expr]]:
    """Return what `@pytest.mark.parametrize` passes to the parameter `name`, as far as it is written there.

    The mark may stand in a variable of a module, or be what a function of the tree returns.
    """
    owner = function.cls.node.decorator_list if function.cls is not None else []
    decorators = [*function.decorators, *owner]
    found: list[tuple[Module, ast.expr]] = []
    for decorator in decorators if decorators and collected_in(program, function) else []:
        for module, mark, given in _marks(program, function.module, decorator):
            if isinstance(mark, ast.Call) and called_name(mark) == "parametrize" and len(mark.args) > 1:
                names = _parameter_names(mark.args[0], given) if not _is_for_fixture(mark, name) else []
                for owner_of, row in _rows(program, module, mark.args[1]) if name in names else ():
                    found += ((owner_of, value) for value in _column(row, names.index(name), len(names)))
    return found


def _is_for_fixture(mark: ast.Call, name: str) -> bool:
    """Tell whether the fixture of the name gets the rows, as its `request.param`: `indirect=True`, `indirect=["a"]`."""
    told = next((keyword.value for keyword in mark.keywords if keyword.arg == "indirect"), None)
    if isinstance(told, ast.List | ast.Tuple):
        return any(isinstance(one, ast.Constant) and one.value == name for one in told.elts)
    return told is not None and not (isinstance(told, ast.Constant) and told.value is False)


def _rows(program: Program, module: Module, values: ast.expr) -> Iterator[tuple[Module, ast.expr]]:
    """Yield the rows of a collection that is written there, that a comprehension makes, or that a variable holds."""
    match values:
        case ast.List(elts=rows) | ast.Tuple(elts=rows) | ast.Set(elts=rows):
            yield from ((module, row) for row in rows)
        case ast.ListComp(elt=row) | ast.SetComp(elt=row) | ast.GeneratorExp(elt=row):
            yield module, row
        case ast.Name() | ast.Attribute() if isinstance(kept := resolve_expression(program, module, values), tuple):
            written = [value for _, value in kept[0].assigned[kept[1]] if isinstance(value, _WRITTEN)]
            for value in written:
                yield from _rows(program, kept[0], value)


_WRITTEN = ast.List | ast.Tuple | ast.Set | ast.ListComp | ast.SetComp
"""What a variable of a module is seen to hold."""


def given_by_mark(program: Program, module: Module, node: ast.expr) -> Iterator[tuple[Function, str]]:
    """Yield the tests, with the parameter, to which a `parametrize` passes the expression, or the elements of it."""
    for mark in program.ancestors(module, node):
        if isinstance(mark, ast.stmt):
            return
        if isinstance(mark, ast.Call) and called_name(mark) == "parametrize":
            for test in _marked(program, module, mark):
                for param in test.params:
                    values = parametrized(program, test, param.arg)
                    if any(value is node for _, value in values) or (values and mark.args[1] is node):
                        yield test, param.arg


def _marked(program: Program, module: Module, mark: ast.Call) -> Iterator[Function]:
    """Yield the functions that have the mark, also by a variable that holds it, or a function that returns it."""
    around = module.parents[mark]
    places: list[tuple[Module, ast.AST]] = [(module, around)]
    names = (
        [target.id for target in around.targets if isinstance(target, ast.Name)]
        if isinstance(around, ast.Assign)
        else []
    )
    function = program.enclosing(module, around) if isinstance(around, ast.Return) else None
    names += [function.short] if function is not None else []
    for other, load in (place for name in names for place in program.loads.get(name, [])):
        above = other.parents[load]
        places.append((other, other.parents[above] if isinstance(above, ast.Call) else above))
    for owner, definition in places:
        if not isinstance(definition, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        found = program.by_line.get((owner.file, definition.lineno))
        if found is not None:
            yield from found.methods.values() if isinstance(found, Class) else [found]


_Given = dict[str, ast.expr]
"""What a call gives for the parameters of the function that returns a mark."""


def _marks(program: Program, module: Module, decorator: ast.expr) -> list[tuple[Module, ast.expr, _Given]]:
    if isinstance(decorator, ast.Call):
        maker = resolve_expression(program, module, decorator.func)
        if isinstance(maker, Function):
            given = dict(zip((param.arg for param in maker.params), decorator.args, strict=False))
            given |= {keyword.arg: keyword.value for keyword in decorator.keywords if keyword.arg is not None}
            return [(maker.module, returned, given) for returned in maker.returns]
        return [(module, decorator, {})]
    kept = resolve_expression(program, module, decorator)
    return [(kept[0], value, {}) for _, value in kept[0].assigned[kept[1]] if value] if isinstance(kept, tuple) else []


def _parameter_names(node: ast.expr, given: _Given) -> list[str]:
    if isinstance(node, ast.List | ast.Tuple):
        return [text for part in node.elts if (text := _text(part, given))]
    return [name.strip() for name in _text(node, given).split(",")]


def _text(node: ast.expr, given: _Given) -> str:
    """Return the text, also of an f-string of parameters that were given texts; else the empty string."""
    match node:
        case ast.Constant(str(text)):
            return text
        case ast.FormattedValue(ast.Name(name), -1, None):
            return _text(given[name], {}) if name in given else ""
        case ast.JoinedStr(parts):
            texts = [_text(part, given) for part in parts]
            return "".join(texts) if all(texts) else ""
    return ""


def _column(row: ast.expr, position: int, count: int) -> list[ast.expr]:
    if isinstance(row, ast.Call) and called_name(row) == "param":
        return row.args[position : position + 1]
    if count == 1:
        return [row]
    return row.elts[position : position + 1] if isinstance(row, ast.List | ast.Tuple) else []


def _visible(program: Program, module: Module) -> list[Module]:
    """Return the modules whose fixtures tests of the module can ask for: itself, and the conftests above it.

    Each with its `pytest_plugins`.
    """
    around = _conftests(program, module)
    named = [name for one in around for name in _plugins(one)]
    return [*around, *(program.modules[name] for name in named if name in program.modules)]


def _plugins(module: Module) -> Iterator[str]:
    for _, value in module.assigned.get("pytest_plugins", []):
        names = value.elts if isinstance(value, ast.List | ast.Tuple) else [value]
        yield from (n.value for n in names if isinstance(n, ast.Constant) and isinstance(n.value, str))


def _conftests(program: Program, module: Module) -> list[Module]:
    folder = module.file.rpartition("/")[0]
    found = [module]
    while True:
        conftest = program.files.get(f"{folder}/conftest.py" if folder else "conftest.py")
        if conftest is not None and conftest is not module:
            found.append(conftest)
        if not folder:
            return found
        folder = folder.rpartition("/")[0]
