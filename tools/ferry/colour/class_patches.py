"""Tests that replace a method on the facade's class: `patch.object(Layer, "save")`. Nothing calls it there any more."""

import ast
from collections.abc import Iterator

from tools.ferry.project.project import Project
from tools.ferry.source import Class, Module, called_name
from tools.ferry.types.names import lookup, resolve_expression

_PATCHES = frozenset({"object", "patch", "setattr"})


def class_patches(project: Project) -> Iterator[tuple[Module, ast.Call, str]]:
    """Yield each call that replaces a method on a class of the facade's family, with the method's name."""
    for module in project.program.files.values():
        if project.is_retired(module) or not module.has_any(_PATCHES):
            continue
        for call in module.parents:
            if not isinstance(call, ast.Call) or called_name(call) not in _PATCHES or call in project.layer:
                continue
            texts = [arg.value for arg in call.args[:2] if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            owner: object = None
            name = texts[0] if texts else ""
            if texts and isinstance(call.args[0], ast.Constant):
                path, _, name = name.rpartition(".")
                owner = lookup(project.program, path)
            elif texts and isinstance(call.args[0], ast.Name | ast.Attribute):
                owner = resolve_expression(project.program, module, call.args[0])
            if isinstance(owner, Class) and owner in project.facade_classes and name in project.facade_methods:
                yield module, call, name
