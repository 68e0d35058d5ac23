"""Names that a test replaces and nobody has or asks for any more: those of modules, and FastAPI's dependencies."""

import ast
import builtins
from collections.abc import Iterator

from tools.ferry.model import Finding
from tools.ferry.verify.finding import finding
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.scopes import STAR
from tools.ferry.verify.inference.texts import text_of
from tools.ferry.verify.inference.tree import File
from tools.ferry.verify.inference.values import Func, Module
from tools.ferry.verify.mocks.overridden import DEPENDING, is_overrides

_DYNAMIC = {"globals", "vars", "exec", "setattr", "__import__"}


def check_replaced_names(eyes: Eyes, file: File) -> Iterator[Finding]:
    """Yield the findings of one file."""
    for node in file.nodes:
        if isinstance(node, ast.Call) and (place := patched_name(eyes, file, node)) is not None:
            module, name = place
            if lacks_name(eyes, module, name):
                text = f"`{module.module}` has no `{name}`: there is nothing to replace"
                yield finding(file, node, "missing_name", text)
        elif isinstance(node, ast.Subscript) and is_overrides(node.value):
            found = eyes.functions(file, node.slice)
            if isinstance(node.ctx, ast.Store) and found and not _is_asked_for(eyes, found):
                text = f"no `Depends` asks for `{ast.unparse(node.slice)}`: what is given instead is not used"
                yield finding(file, node, "missing_name", text)


def patched_name(eyes: Eyes, file: File, call: ast.Call) -> tuple[File, str] | None:
    """Return the module of the tree and the name in it that a patch replaces, unless the patch may make the name."""
    text = ast.unparse(call.func)
    is_patch = text.endswith("patch.object") or text.rpartition(".")[2] == "patch"
    if not (is_patch or (text.endswith(".setattr") and "monkeypatch" in text.lower())) or not call.args:
        return None
    if any(keyword.arg in {"create", "raising", None} for keyword in call.keywords):
        return None
    first, is_alone = text_of(eyes, file, call.args[0]), text.rpartition(".")[2] == "patch"
    if first:
        module, _, name = first.rpartition(".")
        found = eyes.tree.modules.get(module)
        return (found, name) if found is not None else None
    name = text_of(eyes, file, call.args[1]) if len(call.args) > 1 and not is_alone else ""
    values = eyes.values(file, call.args[0]) if name else frozenset()
    modules = [eyes.tree.modules[v.name] for v in values if isinstance(v, Module)]
    return (modules[0], name) if len(modules) == 1 == len(values) else None


def lacks_name(eyes: Eyes, module: File, name: str) -> bool:
    """Tell whether the module certainly has no such name: nothing binds it, here or from outside."""
    names = module.scopes[module.tree].names
    if name in names or STAR in names or "__getattr__" in names or name.startswith("__") or hasattr(builtins, name):
        return False
    if f"{module.module}.{name}" in eyes.tree.modules or _has_star(module):
        return False
    if any(isinstance(n, ast.Name) and n.id in _DYNAMIC for n in module.nodes):
        return False
    return not any(
        isinstance(n, ast.Attribute) and n.attr == name and isinstance(n.ctx, ast.Store)
        for other in eyes.tree.files for n in other.nodes
    )  # fmt: skip


def _has_star(module: File) -> bool:
    return any(isinstance(n, ast.ImportFrom) and any(a.name == STAR for a in n.names) for n in module.nodes)


def _is_asked_for(eyes: Eyes, dependency: list[Func]) -> bool:
    """Tell whether a `Depends` of the tree may ask for one of the functions."""
    sites = [site for name in DEPENDING for site in eyes.tree.calls.get(name, [])]
    if not sites or any(function.file.is_test for function in dependency):
        return True
    for file, call in sites:
        asked = eyes.functions(file, call.args[0]) if call.args else []
        if not asked or any(one.node is other.node for one in asked for other in dependency):
            return True
    return False
