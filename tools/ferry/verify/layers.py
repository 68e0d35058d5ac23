"""The two layers: references to the facade where it is gone, methods that the async class lacks."""

import ast
from collections.abc import Iterator

from tools.ferry.config import Config
from tools.ferry.model import Finding
from tools.ferry.verify.eyes import Eyes
from tools.ferry.verify.finding import finding
from tools.ferry.verify.tree import File


def check_facade(eyes: Eyes, file: File, config: Config) -> Iterator[Finding]:
    """Yield every reference to the facade, its accessors and companions, and the old attributes of holders."""
    gone = {config.facade, *config.accessors, *config.companions}
    module = config.facade.rpartition(".")[0]
    last = {name.rpartition(".")[2] for name in gone}
    for node in ast.walk(file.tree):
        if isinstance(node, ast.ImportFrom | ast.Import):
            names = [alias.asname or alias.name.partition(".")[0] for alias in node.names]
            meant = {eyes.follow(file.names.get(name, name)) for name in names}
            spoken = {alias.name.rpartition(".")[2] for alias in node.names} & last
            if meant & gone or spoken or getattr(node, "module", "") == module:
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
