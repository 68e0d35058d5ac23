"""The facade, given to what is annotated to take the async class and awaits its methods."""

import ast
from collections.abc import Iterator

from tools.ferry.config import Config
from tools.ferry.model import Finding
from tools.ferry.verify.checks.results import is_expected
from tools.ferry.verify.fates.consumers import receivers
from tools.ferry.verify.finding import finding
from tools.ferry.verify.inference import annotations
from tools.ferry.verify.inference.arguments import argument_parameter
from tools.ferry.verify.inference.calls import own_nodes
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.scopes import FunctionDef
from tools.ferry.verify.inference.tree import ClassInfo, File, last_name
from tools.ferry.verify.inference.values import UNKNOWN, Func, Instance, Values

_ASKING = {"isinstance", "hasattr", "type", "isawaitable", "iscoroutine", "iscoroutinefunction"}


def check_given(eyes: Eyes, file: File, config: Config) -> Iterator[Finding]:
    """Yield the findings of one file."""
    facade, target = eyes.tree.class_named(config.facade), eyes.tree.class_named(config.target)
    if facade is None or target is None:
        return
    for call in (node for node in file.nodes if isinstance(node, ast.Call)):
        for argument in (*call.args, *(keyword.value for keyword in call.keywords)):
            given = eyes.values(file, argument)
            if not _are_all(eyes, given, facade, but=target) or is_expected(file, call):
                continue
            awaited = {
                _awaited_of(eyes, taker, argument_parameter(taker, call, argument), given, (target, facade))
                for taker in receivers(eyes, file, call)
            }
            if awaited and "" not in awaited:
                what = f"`{ast.unparse(argument)}` is a `{facade.node.name}` where `{target.node.name}` is meant"
                text = f"{what}: `{min(awaited)}` of it is awaited, and gives a result already"
                yield finding(file, argument, "not_awaitable", text)


def _are_all(eyes: Eyes, values: Values, cls: ClassInfo, *, but: ClassInfo) -> bool:
    """Tell whether the values are objects of the one class, and of none that the other has to do with."""
    other = {*eyes.classes.lineage(but)[0], *eyes.classes.descendants(but)}
    return bool(values) and all(
        isinstance(value, Instance) and cls in eyes.classes.lineage(value.cls)[0]
        and not any(one in other for one in (value.cls, *eyes.classes.descendants(value.cls)))
        for value in values
    )  # fmt: skip


def _awaited_of(
    eyes: Eyes, taker: Func, parameter: ast.arg | None, given: Values, layers: tuple[ClassInfo, ClassInfo]
) -> str:
    """Return a method of the argument that the function, or the object that it makes, awaits; nothing if there is none.

    Only what certainly gives a result counts, where nothing asks of what class the argument is.
    """
    if parameter is None or parameter.annotation is None or not isinstance(taker.node, FunctionDef):
        return ""
    target, facade = layers
    if not _are_all(eyes, annotations.meaning(eyes, taker.file, parameter.annotation), target, but=facade):
        return ""
    texts = {parameter.arg}
    parts: list[ast.AST] = [*own_nodes(taker.node)]
    owner = eyes.tree.owner.get(taker.node)
    if owner is not None and taker.node.name == "__init__":
        texts = {f"self.{name}" for name in _kept(taker.node, parameter.arg)}
        family = [*eyes.classes.lineage(owner)[0], *eyes.classes.descendants(owner)]
        parts += [part for cls in family for part in ast.walk(cls.node)]
    found = ""
    for part in parts:
        match part:
            case ast.Call(func=func, args=[first, *_]) if last_name(func) in _ASKING and _reads(first, texts):
                return ""
            case ast.Await(value=ast.Call(func=ast.Attribute(value=holder, attr=method))):
                is_result = ast.unparse(holder) in texts and _give_result(eyes, given, method)
                found = found or (method if is_result else "")
    return found


def _reads(node: ast.expr, texts: set[str]) -> bool:
    return any(isinstance(part, ast.expr) and ast.unparse(part) in texts for part in ast.walk(node))


def _kept(function: FunctionDef, name: str) -> Iterator[str]:
    """Yield the attributes in which the constructor keeps what it is given."""
    for node in own_nodes(function):
        match node:
            case (
                ast.Assign(targets=[ast.Attribute(value=ast.Name("self"), attr=attribute)], value=ast.Name(id=given))
                | ast.AnnAssign(target=ast.Attribute(value=ast.Name("self"), attr=attribute), value=ast.Name(id=given))
            ) if given == name:
                yield attribute


def _give_result(eyes: Eyes, given: Values, method: str) -> bool:
    functions = eyes.union(eyes.member(value, method, tests=True) for value in given)
    made = eyes.called(functions) or UNKNOWN
    are_plain = all(isinstance(one, Func) and isinstance(one.node, ast.FunctionDef) for one in functions)
    return are_plain and not any(annotations.may_be_awaitable(eyes, value) for value in made)
