"""The two layers: references to the facade where it is gone, methods that the async class lacks."""

import ast
from abc import ABCMeta
from collections.abc import Iterator
from typing import TypeGuard
from unittest.mock import AsyncMock

from tools.ferry.config import Config
from tools.ferry.model import Finding
from tools.ferry.verify.finding import finding
from tools.ferry.verify.inference.classes import inherited_names
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.scopes import FunctionDef, parameters
from tools.ferry.verify.inference.tree import ClassInfo, File, last_name
from tools.ferry.verify.inference.values import ClassRef, Instance, Value, present

_DYNAMIC = {"__getattr__", "__getattribute__"}
_IMPORTING = {"__import__", "find_spec", "import_module", "import_string", "importorskip", "resolve_name"}
_OF_EVERY_OBJECT = set(dir(object)) | {"__dict__", "__name__", "__qualname__", "__module__"}
_OF_EVERY_MOCK = frozenset(name for name in dir(AsyncMock()) if not name.startswith("_"))


def check_facade(eyes: Eyes, file: File, config: Config, *, companions: bool) -> Iterator[Finding]:
    """Yield every reference to the facade, its accessors, and the old attributes of shared holders.

    `companions` counts the names that go away with the facade too: until then, code may have to call them.
    """
    gone = {config.facade, *config.accessors, *(config.companions if companions else ())}
    last = {name.rpartition(".")[2] for name in gone}
    modules = {name.rpartition(".")[0] for name in gone}
    for node in file.nodes:
        if isinstance(node, ast.ImportFrom | ast.Import):
            if _imports(eyes, file, node, gone, modules):
                yield finding(file, node, "facade", f"`{ast.unparse(node)}` imports the facade")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value.replace(":", ".")
            is_path = "." in node.value and " " not in text and ":" not in node.value  # an entry point is named whole
            is_gone = text.rpartition(".")[2] in last or any(text.startswith(f"{name}.") for name in gone)
            if text in gone or (is_path and is_gone) or (text in modules and _is_imported(file, node)):
                yield finding(file, node, "facade", f"`{node.value}` names the facade")
        elif isinstance(node, ast.Attribute) and node.attr in config.travel and _is_holder(eyes, file, node, config):
            yield finding(
                file, node, "facade", f"`{ast.unparse(node)}` is the facade; use `.{config.travel[node.attr]}`"
            )


def _is_imported(file: File, text: ast.Constant) -> bool:
    """Tell whether a module is imported, or looked up, by the text: `import_module("shop.store")`."""
    parent = file.parents.get(text)
    if isinstance(parent, ast.Call):
        return last_name(parent.func) in _IMPORTING
    return isinstance(parent, ast.Subscript) and last_name(parent.value) == "modules"


def _imports(eyes: Eyes, file: File, node: ast.ImportFrom | ast.Import, gone: set[str], modules: set[str]) -> bool:
    """Tell whether the import brings in one of the names, or one of the modules that define them."""
    if isinstance(node, ast.Import):
        return any(alias.name in modules for alias in node.names)
    meant = {_origin(eyes, file.names.get(alias.asname or alias.name, "")) for alias in node.names}
    named = {f"{node.module}.{alias.name}" for alias in node.names}
    return bool((meant | named) & (gone | modules))


def _origin(eyes: Eyes, name: str) -> str:
    """Return the dotted name under which the thing is defined, re-exports followed."""
    found = eyes.tree.lookup(name)
    if found is None:
        return name
    file, definition = found
    return f"{file.module}.{getattr(definition, 'name', '')}"


def _is_holder(eyes: Eyes, file: File, node: ast.Attribute, config: Config) -> bool:
    holders = {step.text("class") for step in config.steps if step.kind == "container"}
    if any(owner.name in holders for owner in eyes.types(file, node.value)):
        return True
    return isinstance(node.value, ast.Attribute) and node.value.attr == "state"


def check_methods(eyes: Eyes, file: File, target: ClassInfo | None, config: Config | None) -> Iterator[Finding]:
    """Yield the calls of methods that an async class does not have, also those of the facade's old names."""
    for node in file.nodes:
        match node:
            case ast.Attribute(value=holder, attr=name, ctx=ast.Load()):
                pass
            case ast.Call(func=ast.Name(id="getattr"), args=[holder, ast.Constant(value=str(name))], keywords=[]):
                pass
            case _:
                continue
        if file.is_test and name in _OF_EVERY_MOCK:
            continue  # a test knows that it has a mock, whatever the annotation of its attribute says
        values = present(eyes.values(file, holder), name)
        owners = sorted(
            (value.cls for value in values if isinstance(value, Instance) or _is_class(value, name)),
            key=lambda cls: cls.name,
        )
        if not owners or len(owners) != len(values) or not (target in owners or _is_called(file, node)):
            continue
        if target not in owners and _may_be_narrower(eyes, file, holder):
            continue
        if file.is_test and isinstance(holder, ast.Attribute) and any(_has_fake(eyes, cls, name) for cls in owners):
            continue
        missing = all(lacks(eyes, cls, name, target) for cls in owners) and not file.expects(node, "AttributeError")
        if missing and not _is_there(eyes, file, node, (holder, name), target):
            if not all(eyes.classes.lineage(cls)[1] for cls in owners) and not _is_of_facade(eyes, name, config):
                continue  # a base outside the tree may have it
            better = config.methods.get(name) if config and target in owners else None
            hint = f"; it is `{better}` there" if better else ""
            cls = owners[0].name.rpartition(".")[2]
            yield finding(file, node, "missing_method", f"`{cls}` has no method `{name}`{hint}")


def _has_fake(eyes: Eyes, cls: ClassInfo, name: str) -> bool:
    """Tell whether tests have a class of their own that answers for this one and has the attribute: `page.store.seen`.

    A test knows which of the two it gave to the holder, whatever that is annotated to hold.
    """
    return any(
        other.file.is_test
        and (name in other.methods or name in other.attributes)
        and any(method in cls.methods for method in other.methods if not method.startswith("_"))
        for other in eyes.tree.classes.values()
    )


def _is_class(value: Value, name: str) -> TypeGuard[ClassRef]:
    """Tell whether the value is a class that has no attribute of the name by being one, or an abstract one."""
    return isinstance(value, ClassRef) and not hasattr(ABCMeta, name)


def _is_called(file: File, node: ast.expr) -> bool:
    parent = file.parents.get(node)
    return isinstance(parent, ast.Call) and parent.func is node


def _may_be_narrower(eyes: Eyes, file: File, node: ast.expr) -> bool:
    """Tell whether the expression is a parameter without annotation of one of several overrides.

    A call that runs one of them passes what all of them take; this one may get only objects of an heir.
    """
    scope = file.scope_of(node).binding(node.id) if isinstance(node, ast.Name) else None
    function = scope.node if scope is not None else None
    owner = eyes.tree.owner.get(function) if isinstance(function, FunctionDef) else None
    if scope is None or owner is None or not isinstance(node, ast.Name) or not isinstance(function, FunctionDef):
        return False
    bound = {binding.node for binding in scope.names[node.id]}
    is_free = any(argument in bound and argument.annotation is None for argument in parameters(function)[1:])
    return is_free and any(function.name in base.methods for base in eyes.classes.lineage(owner)[0][1:])


def lacks(eyes: Eyes, cls: ClassInfo, name: str, target: ClassInfo | None) -> bool:
    """Tell whether objects of the class certainly have no such attribute, and the class is the target or async."""
    lineage, complete = eyes.classes.lineage(cls)
    if cls is not target and not (complete and _is_async_class(lineage)):
        return False
    family = list(lineage)
    for child in eyes.classes.descendants(cls):
        above, known = eyes.classes.lineage(child)
        if not known and cls is not target:
            return False
        family += above
    if cls is not target and name in eyes.classes.given_to_anything:
        return False
    if name in _OF_EVERY_OBJECT or any(c.node.decorator_list for c in family if cls is not target):
        return False
    return not any(
        own in c.methods or own in c.attributes or _DYNAMIC & set(c.methods) or _is_nested(c, own)
        or any(True for _ in eyes.classes.set_from_outside(Instance(c), own))
        or own in inherited_names(c) or c in eyes.classes.opened
        for c in family for own in [_unmangled(c, name)]
    )  # fmt: skip


def _unmangled(cls: ClassInfo, name: str) -> str:
    """Return the name as the class writes it: outside, its `__name` is `_Class__name`."""
    prefix = f"_{cls.node.name.lstrip('_')}__"
    return name[len(prefix) - 2 :] if name.startswith(prefix) else name


def _is_nested(cls: ClassInfo, name: str) -> bool:
    """Tell whether the class body defines the name in another way: an inner class, an import, a loop."""
    scope = cls.file.scopes[cls.node]
    return name in scope.names


def _is_async_class(lineage: list[ClassInfo]) -> bool:
    return any(isinstance(m, ast.AsyncFunctionDef) for c in lineage for found in c.methods.values() for m in found)


def _is_of_facade(eyes: Eyes, name: str, config: Config | None) -> bool:
    """Tell whether the name is one of the facade's methods."""
    facade = eyes.tree.class_named(config.facade) if config else None
    renamed = config is not None and config.methods.get(name, name) != name
    return renamed or (facade is not None and any(name in cls.methods for cls in eyes.classes.lineage(facade)[0]))


def _is_there(eyes: Eyes, file: File, node: ast.expr, read: tuple[ast.expr, str], target: ClassInfo | None) -> bool:
    """Tell whether the function asks first for the attribute or for a class that has it, or has put it there itself.

    `read` is the object that `node` reads, and the name of its attribute.
    """
    text = f"{ast.unparse(read[0])}.{read[1]}"
    return any(
        (part is not node and _asks_for(part, read[1])) or _asks_for_class(eyes, file, part, read, target)
        if isinstance(part, ast.Call)
        else isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store) and ast.unparse(part) == text
        for part in ast.walk(file.function_of(node) or ast.Pass())
    )


def _asks_for(call: ast.Call, name: str) -> bool:
    constants = (argument.value for argument in call.args if isinstance(argument, ast.Constant))
    return last_name(call.func) in {"hasattr", "getattr"} and name in constants


def _asks_for_class(
    eyes: Eyes, file: File, call: ast.Call, read: tuple[ast.expr, str], target: ClassInfo | None
) -> bool:
    """Tell whether the call is `isinstance(object, Class)`, and the class may have the attribute."""
    if last_name(call.func) != "isinstance" or len(call.args) != 2 or ast.unparse(call.args[0]) != ast.unparse(read[0]):
        return False
    kinds = call.args[1].elts if isinstance(call.args[1], ast.Tuple) else [call.args[1]]
    values = eyes.all_of(file, kinds)
    return not all(isinstance(value, ClassRef) and lacks(eyes, value.cls, read[1], target) for value in values)
