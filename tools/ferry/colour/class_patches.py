"""Tests that replace a method on the facade's class: `patch.object(Layer, "save")`. Nothing calls it there any more."""

import ast
from collections.abc import Iterator

from tools.ferry.project.project import Project
from tools.ferry.source import Module
from tools.ferry.types.patch_targets import patch_target, patching
from tools.ferry.types.values import FunctionRef, Instance


def class_patches(project: Project) -> Iterator[tuple[Module, ast.Call, str]]:
    """Yield each call that replaces a method on a class of the facade's family, with the method's name."""
    inference = project.references.inference
    for module, patch in patching(project.program):
        if project.is_retired(module) or patch in project.layer:
            continue
        if any(isinstance(value, Instance) for value in inference.of(module, patch.args[0])):
            continue  # on one object, which is followed as every other
        for value in patch_target(inference, module, patch):
            if isinstance(value, FunctionRef) and value.function.cls in project.facade_classes:
                yield module, patch, value.function.short
