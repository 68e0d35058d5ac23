"""The functions around the facade: those that return it, those that go away with it, and their async twins."""

import ast
from dataclasses import dataclass, replace

from tools.ferry.source import Class, Function, Program, called_name, declared_global
from tools.ferry.types import Inference
from tools.ferry.types.annotations import annotated_values, parse_quoted
from tools.ferry.types.fixtures import is_fixture
from tools.ferry.types.parameters import is_called_on_class, is_class_method
from tools.ferry.types.values import External, Instance


@dataclass(frozen=True, slots=True)
class Guessed:
    """A function with the reason why it is one; `twin` is its async counterpart or empty."""

    name: str
    reason: str
    twin: str = ""


def accessors(program: Program, facade: Class, target: Class) -> list[Guessed]:
    """Return the functions, and the facade's class methods, that return it and can be called without arguments.

    One outside the facade's module is an accessor where the target has one of that name: any other is code of the tree,
    which says by itself which facade it gives, and is migrated as such.
    """
    twins = [function for function, _ in _returning(program, [*_at_top(program), *_of_class(target)], target)]
    found = []
    for function, reason in _returning(program, [*_at_top(program), *_of_class(facade)], facade):
        own = function.module is facade.module
        twin = _twin(function, twins)
        if own or twin:
            found.append(Guessed(function.name, reason, twin))
    return _paired(found, [twin.name for twin in twins])


def _paired(found: list[Guessed], twins: list[str]) -> list[Guessed]:
    """Give the one accessor that has no twin by its name the one twin that is left."""
    alone = [guess for guess in found if not guess.twin]
    left = sorted(set(twins) - {guess.twin for guess in found})
    if len(alone) != 1 or len(left) != 1:
        return found
    return [replace(guess, twin=left[0]) if guess is alone[0] else guess for guess in found]


def hidden(program: Program, facade: Class, known: list[Guessed]) -> list[tuple[str, str]]:
    """Return the functions that promise the facade, and what they take it from, of which nothing is known.

    `def get_store() -> Store: return current_app.extensions["store"]`: an accessor, if it has an async twin.
    """
    inference = Inference(program)
    names = {guess.name for guess in known}
    found = []
    for function, _ in _returning(program, _at_top(program), facade):
        unknown = [
            value
            for value in function.returns
            if isinstance(value, ast.Attribute | ast.Subscript)
            and all(isinstance(one, External) for one in inference.of(function.module, value.value))
        ]
        if function.name not in names and unknown:
            found.append((function.name, ast.unparse(unknown[0])))
    return found


def yielding(program: Program, facade: Class) -> list[str]:
    """Return the functions of the facade's module that yield it, such as `@contextmanager def session()`."""
    inference = Inference(program)
    own = (f for f in _at_top(program) if f.module is facade.module and f.is_generator and not is_fixture(f))
    return [f.name for f in own if any(Instance(facade) in inference.of(f.module, value) for value in f.yields)]


def companions(program: Program, facade: Class, target: Class) -> list[Guessed]:
    """Return the functions beside the facade that change what its accessors return, such as a reset for tests.

    Their twins are called as they are, so a coroutine function is none.
    """
    at_top = _at_top(program)
    known = {f for f, _ in (*_returning(program, at_top, facade), *_returning(program, at_top, target))}
    held = {name for function in known for name in _kept(function)}
    others = [f for f in at_top if f.module is target.module and f not in known and not f.is_async]
    changing = ((f, held & declared_global(f.node)) for f in at_top if f.module is facade.module and f not in known)
    return [
        Guessed(f.name, f"changes {', '.join(sorted(names))}, which an accessor returns", _twin(f, others))
        for f, names in changing
        if names
    ]


def _at_top(program: Program) -> list[Function]:
    found = [
        f
        for f in program.functions.values()
        if f.cls is None and f.outer is None and not isinstance(f.node, ast.Lambda)
    ]
    return sorted(found, key=lambda f: f.name)


def _of_class(cls: Class) -> list[Function]:
    return [m for name, m in sorted(cls.methods.items()) if is_called_on_class(m) and not name.startswith("_")]


def _returning(program: Program, functions: list[Function], cls: Class) -> list[tuple[Function, str]]:
    inference = Inference(program)
    found = []
    for function in functions:
        if (
            _required(function)
            or function.is_generator
            or is_fixture(function)
            or isinstance(function.node, ast.Lambda)
        ):
            continue
        promised = annotated_values(program, function.module, function.node.returns)
        if Instance(cls) in promised or (function.cls is cls and _says_self(function.node.returns)):
            found.append((function, "its annotation says so"))
        elif function.node.returns is None and any(
            Instance(cls) in inference.of(function.module, value) for value in function.returns
        ):
            found.append((function, "returns one, without an annotation"))
    return found


def _says_self(returns: ast.expr | None) -> bool:
    return returns is not None and called_name(parse_quoted(returns)) == "Self"


def _required(function: Function) -> bool:
    arguments = function.node.args
    given = len(arguments.defaults) + (function.cls is not None and is_class_method(function))
    needed = len(arguments.posonlyargs) + len(arguments.args) - given
    return needed > 0 or any(default is None for default in arguments.kw_defaults)


def _kept(function: Function) -> set[str]:
    """Return the variables of its module that the function reads or sets."""
    names = {node.id for node in ast.walk(function.node) if isinstance(node, ast.Name)}
    return declared_global(function.node) | (names & function.module.assigned.keys())


def _twin(function: Function, others: list[Function]) -> str:
    """Return the one whose name is the same but for `async`, or nothing."""
    alike = [o.name for o in others if o.short.replace("async_", "").replace("_async", "") == function.short]
    return alike[0] if alike else ""
