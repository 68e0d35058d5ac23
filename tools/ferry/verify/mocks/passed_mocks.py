"""Stand-ins that a test gives to code of the tree which awaits a method of them."""

import ast
from collections.abc import Iterator

from tools.ferry.model import Finding
from tools.ferry.verify.fates.consumers import receivers
from tools.ferry.verify.finding import finding
from tools.ferry.verify.inference.arguments import argument_parameter
from tools.ferry.verify.inference.calls import own_nodes
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.passing import asks_fixtures, fixture_function
from tools.ferry.verify.inference.scopes import Binding, FunctionDef
from tools.ferry.verify.inference.tree import File
from tools.ferry.verify.inference.values import ClassRef, Func
from tools.ferry.verify.mocks.awaiting import Asked, awaited_methods
from tools.ferry.verify.mocks.forgotten import used_at_once
from tools.ferry.verify.mocks.put_plainly import is_put_plainly
from tools.ferry.verify.mocks.stand_ins import Place, is_configured, is_prepared, is_stand_in
from tools.ferry.verify.mocks.taken import fails

_NOT_AWAITED = "`{}` does not await `{}`, which gives a coroutine here; make it a MagicMock"


def passed_to_function(eyes: Eyes, file: File, call: ast.Call, mock: ast.expr) -> Iterator[Finding]:
    """Report a stand-in passed to an async function of the tree that awaits a method of it."""
    for function in receivers(eyes, file, call):
        argument = argument_parameter(function, call, mock)
        if argument is None:
            continue
        loads: list[ast.expr] = [*function.file.loads_of(function.file.scopes[function.node], argument.arg)]
        if name := used_at_once(eyes, (file, call), (file, mock), function, loads):
            yield finding(file, call, "plain_mock", _NOT_AWAITED.format(ast.unparse(call.func), name))
            return
        for asked in awaited_methods(eyes, function, loads):
            if _fails(eyes, (file, call), (file, mock), asked, is_told=is_configured(file, call, asked.method)):
                what = f"`{asked.method or argument.arg}` of the stand-in `{ast.unparse(mock)}`"
                yield finding(file, call, "plain_mock", f"`{ast.unparse(call.func)}` awaits {what}")
                return


def _fails(eyes: Eyes, at: Place, stand_in: Place, asked: Asked, *, is_told: bool) -> bool:
    """Tell whether what is asked of the stand-in certainly fails; `is_told`: it may get something to await."""
    if not asked.taken and is_put_plainly(eyes, at, stand_in, asked.method):
        return True
    return not is_told and fails(eyes, at, stand_in, asked)


def kept_by_object(eyes: Eyes, file: File, call: ast.Call, func: ast.Attribute) -> Iterator[Finding]:
    """Report `await service.load()` where `load` awaits a method of a stand-in that `service` has, given or put."""
    made = _constructor(eyes, file, func.value)
    home = file if made is None else made[0]
    kept = {} if made is None else dict(_kept(eyes, *made))
    put = dict(_put(file, call, func.value))
    if func.attr in put or is_configured(file, call, func.attr):
        return  # another function is called
    for function in receivers(eyes, file, call) if kept or put else ():
        for attribute, mock in (kept | put).items():
            if attribute in put and not is_stand_in(eyes, file, mock):
                continue
            own = (node for node in own_nodes(function.node) if isinstance(node, ast.Attribute))
            loads: list[ast.expr] = [node for node in own if ast.unparse(node) == f"self.{attribute}"]
            place = (file if attribute in put else home, mock)
            if name := used_at_once(eyes, (file, call), place, function, loads):
                yield finding(file, call, "plain_mock", _NOT_AWAITED.format(func.attr, name))
                return
            for asked in awaited_methods(eyes, function, loads):
                if _fails(eyes, (file, call), place, asked, is_told=is_prepared(eyes, file, call, asked.method)):
                    text = f"`{func.attr}` awaits `{asked.method or attribute}` of the stand-in `{ast.unparse(mock)}`"
                    yield finding(file, call, "plain_mock", text)
                    return


def _constructor(eyes: Eyes, file: File, node: ast.expr) -> tuple[File, ast.Call] | None:
    """Return the call that made the object, with its file: it stands there, or in what holds the object.

    That is a variable, an attribute of `self`, or a fixture.
    """
    if isinstance(node, ast.Call):
        return file, node
    bindings: list[Binding] = []
    if isinstance(node, ast.Attribute):
        for owner in eyes.types(file, node.value):
            file, bindings = owner.file, [b for b in owner.attributes.get(node.attr, []) if b.kind == "value"]
    elif isinstance(node, ast.Name):
        scope = file.scope_of(node).binding(node.id)
        bindings = scope.names[node.id] if scope is not None else []
        if scope is not None and isinstance(scope.node, FunctionDef) and [b.kind for b in bindings] == ["parameter"]:
            return _of_fixture(eyes, file, scope.node, node.id)
        bindings = [b for b in bindings if b.kind != "annotation"]
    value = bindings[0].value if len(bindings) == 1 and bindings[0].kind == "value" else None
    return (file, value) if isinstance(value, ast.Call) else None


def _of_fixture(eyes: Eyes, file: File, function: FunctionDef, name: str) -> tuple[File, ast.Call] | None:
    """Return the call by which a fixture makes what it gives, when there is one."""
    fixture = fixture_function(eyes, Func(file, function), name) if asks_fixtures(function) else None
    if fixture is None:
        return None
    given = [n.value for n in own_nodes(fixture.node) if isinstance(n, ast.Return | ast.Yield) and n.value is not None]
    return _constructor(eyes, fixture.file, given[0]) if len(given) == 1 else None


def _kept(eyes: Eyes, file: File, made: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    """Yield (attribute, mock) for each stand-in that the constructor keeps in an attribute."""
    for given in (*made.args, *(keyword.value for keyword in made.keywords)):
        if not is_stand_in(eyes, file, given):
            continue
        for init in receivers(eyes, file, made):
            argument = argument_parameter(init, made, given)
            for node in own_nodes(init.node) if argument is not None else ():
                if isinstance(node, ast.Assign | ast.AnnAssign) and argument is not None:
                    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                    if _is_the_given(node.value, argument.arg) and isinstance(target, ast.Attribute):
                        yield target.attr, given
        if (field := _field(eyes, file, made, given)) is not None:
            yield field, given


def _field(eyes: Eyes, file: File, made: ast.Call, given: ast.expr) -> str | None:
    """Return the field that gets what is given to a class without a constructor of its own: a dataclass."""
    names = [keyword.arg for keyword in made.keywords if keyword.value is given]
    for value in eyes.values(file, made.func):
        lineage = eyes.classes.lineage(value.cls)[0] if isinstance(value, ClassRef) else []
        fields: dict[str, None] = {}
        for cls in reversed(lineage):
            fields |= dict.fromkeys(_declared(cls.node))
        if fields and not any("__init__" in cls.methods for cls in lineage):
            names += list(fields)[made.args.index(given) :][:1] if given in made.args else []
            return names[0] if names and names[0] in fields else None
    return None


def _declared(node: ast.ClassDef) -> Iterator[str]:
    for part in node.body:
        if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
            told = part.value.keywords if isinstance(part.value, ast.Call) else []
            if "ClassVar" not in ast.unparse(part.annotation) and all(keyword.arg != "init" for keyword in told):
                yield part.target.id


def _is_the_given(value: ast.expr | None, name: str) -> bool:
    """Tell whether the value is what the parameter gets, where it gets something: `store`, `store or make()`."""
    match value:
        case ast.Name(id=read):
            return read == name
        case ast.BoolOp(op=ast.Or(), values=[first, *_]):
            return _is_the_given(first, name)
        case ast.IfExp(test=ast.Name(id=asked), body=chosen):
            return asked == name and _is_the_given(chosen, name)
        case ast.IfExp(test=ast.Compare(ast.Name(id=asked), [op], [ast.Constant(None)]), body=body, orelse=orelse):
            return asked == name and _is_the_given(body if isinstance(op, ast.IsNot) else orelse, name)
    return False


def _put(file: File, call: ast.Call, holder: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """Yield (attribute, value) for what the test puts into an attribute of the object before the call."""
    test, name = file.function_of(call), ast.unparse(holder)
    for node in own_nodes(test) if test is not None and isinstance(holder, ast.Name | ast.Attribute) else ():
        target = node.targets[0] if isinstance(node, ast.Assign) and node.lineno < call.lineno else None
        if isinstance(target, ast.Attribute) and ast.unparse(target.value) == name and isinstance(node, ast.Assign):
            yield target.attr, node.value
