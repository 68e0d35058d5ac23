"""The two layers: references to the facade where it is gone, methods that the async class lacks."""

import ast
from collections.abc import Iterator

from tools.ferry.config import Config
from tools.ferry.model import Finding
from tools.ferry.verify.eyes import Eyes
from tools.ferry.verify.finding import finding
from tools.ferry.verify.tree import File


def check_facade(eyes: Eyes, file: File, config: Config, *, companions: bool) -> Iterator[Finding]:
    """Yield every reference to the facade, its accessors, and the old attributes of shared holders.

    `companions` counts the names that go away with the facade too: until then, code may have to call them.
    """
    gone = {config.facade, *config.accessors, *(config.companions if companions else ())}
    last = {name.rpartition(".")[2] for name in gone}
    for node in ast.walk(file.tree):
        if isinstance(node, ast.ImportFrom | ast.Import):
            if _imports(eyes, file, node, gone):
                yield finding(file, node, "facade", f"`{ast.unparse(node)}` imports the facade")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if node.value in gone or (
                node.value.rpartition(".")[2] in last and "." in node.value and " " not in node.value
            ):
                yield finding(file, node, "facade", f"`{node.value}` names the facade")
        elif isinstance(node, ast.Attribute) and node.attr in config.travel and _is_holder(eyes, file, node, config):
            yield finding(
                file, node, "facade", f"`{ast.unparse(node)}` is the facade; use `.{config.travel[node.attr]}`"
            )


def _imports(eyes: Eyes, file: File, node: ast.ImportFrom | ast.Import, gone: set[str]) -> bool:
    """Tell whether the import brings in one of the names, or the module that defines them."""
    modules = {name.rpartition(".")[0] for name in gone}
    if isinstance(node, ast.Import):
        return any(alias.name in modules for alias in node.names)
    meant = {eyes.follow(file.names.get(alias.asname or alias.name, "")) for alias in node.names}
    named = {f"{node.module}.{alias.name}" for alias in node.names}
    return bool((meant | named) & (gone | modules))


def _is_holder(eyes: Eyes, file: File, node: ast.Attribute, config: Config) -> bool:
    holders = {step.text("class") for step in config.steps if step.kind == "container"}
    if any(owner.name in holders for owner in eyes.types(file, node.value)):
        return True
    return isinstance(node.value, ast.Attribute) and node.value.attr == "state"


def check_methods(eyes: Eyes, file: File, config: Config) -> Iterator[Finding]:
    """Yield the calls of methods that the async class does not have, also those of the facade's old names."""
    cls = eyes.tree.classes.get(eyes.follow(config.target))
    if cls is None:
        return
    for node in file.parents:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owners = eyes.types(file, node.func.value)
            known = eyes.method(cls, node.func.attr) is not None or node.func.attr in cls.attributes
            if any(owner is cls for owner in owners) and not known:
                better = config.methods.get(node.func.attr)
                hint = f"; it is `{better}` there" if better else ""
                text = f"`{config.target.rpartition('.')[2]}` has no method `{node.func.attr}`{hint}"
                yield finding(file, node, "missing_method", text)
