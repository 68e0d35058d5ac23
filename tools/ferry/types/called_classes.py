"""Classes that a test makes by a call: `type("Fake", (), {"load": lambda self: 1})`."""

import ast

from tools.ferry.source import Module, Program
from tools.ferry.types.fixtures import serves_tests
from tools.ferry.types.literals import only_value


def class_call(program: Program, module: Module, value: ast.expr) -> ast.Call | None:
    """Return the call of `type` that makes the class of an object; a variable may hold the object, and the class."""
    owner, made = only_value(program, module, value)
    if not isinstance(made, ast.Call):
        return None
    owner, cls = only_value(program, owner, made.func)
    return cls if isinstance(cls, ast.Call) and cls in class_calls(program, owner) else None


def class_calls(program: Program, module: Module) -> list[ast.Call]:
    """Return the calls of `type` by which a module of tests makes a class."""
    names = program.loads.within(module, "type") if serves_tests(module) else []
    calls = [(name, module.parents[name]) for name in names]
    return [c for name, c in calls if isinstance(c, ast.Call) and c.func is name and len(c.args) == 3]


def members_told(call: ast.Call) -> frozenset[str]:
    """Return the names that the class gets by the call, as far as they are written there."""
    keys = call.args[2].keys if isinstance(call.args[2], ast.Dict) else []
    return frozenset(key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str))
