"""pytest fixtures: which function a test's parameter stands for."""

import ast

from tools.ferry.source import Function, Module, Program, called_name


def is_fixture(function: Function) -> bool:
    """Tell whether the function is decorated as a pytest fixture."""
    return any(called_name(decorator) == "fixture" for decorator in function.decorators)


def is_test(function: Function) -> bool:
    """Tell whether pytest collects the function as a test."""
    file = function.module.file.rpartition("/")[2]
    return function.short.startswith("test") and (file.startswith("test_") or file.endswith("_test.py"))


def fixture_for(program: Program, function: Function, name: str) -> Function | None:
    """Return the fixture that pytest passes to the parameter `name`: the nearest in the module or a conftest above."""
    if not (is_test(function) or is_fixture(function)) or name == "request":
        return None
    if patched_parameter(function, name) is not None:
        return None
    for module in _visible(program, function.module):
        found = module.functions.get(name)
        if found is not None and is_fixture(found) and found is not function:
            return found
    return None


def _visible(program: Program, module: Module) -> list[Module]:
    folder = module.file.rpartition("/")[0]
    found = [module]
    while True:
        conftest = program.files.get(f"{folder}/conftest.py" if folder else "conftest.py")
        if conftest is not None and conftest is not module:
            found.append(conftest)
        if not folder:
            return found
        folder = folder.rpartition("/")[0]


def patched_parameter(function: Function, name: str) -> ast.Call | None:
    """Return the `@patch(…)` call whose mock comes as the parameter `name`; the innermost decorator is the first."""
    patches = [
        d
        for d in reversed(function.decorators)
        if isinstance(d, ast.Call)
        and (called_name(d) == "patch" or (isinstance(d.func, ast.Attribute) and called_name(d.func.value) == "patch"))
        and called_name(d) != "dict"
        and len(d.args) < (3 if called_name(d) == "object" else 2)
        and not any(k.arg in {"new", "new_callable"} for k in d.keywords)
    ]
    params = [p.arg for p in function.params if p.arg != "self"]
    if name in params and params.index(name) < len(patches):
        return patches[params.index(name)]
    return None
