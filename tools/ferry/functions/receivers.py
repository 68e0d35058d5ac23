"""Objects of which nothing is known: what is read of them may be what the tree put into another one."""

import ast
import re
from collections.abc import Iterator

from tools.ferry.project.project import Project
from tools.ferry.source import Module, dotted
from tools.ferry.types.by_text import asked_by_text
from tools.ferry.types.names import ancestry, find_method
from tools.ferry.types.of_tests import defined_for, told_to
from tools.ferry.types.values import External, Instance, Value

_OF_REQUESTS = frozenset({"COOKIES", "FILES", "GET", "META", "POST"})
"""Dictionaries of requests, as Django, Pyramid and WebOb name them."""


def unknown_reads(project: Project, name: str) -> Iterator[tuple[Module, ast.Attribute]]:
    """Yield where an attribute of the name is read, and neither the checker nor our inference knows of what."""
    for module, node in project.program.loads.get(name, []):
        if node in project.layer or project.is_retired(module):
            continue
        if isinstance(node, ast.Attribute) and is_unknown(project, module, node):
            yield module, node


def unknown_asks(project: Project, name: str) -> Iterator[tuple[Module, ast.Call]]:
    """Yield where `getattr` asks for the attribute, and our inference knows of what no more than what it gives."""
    inference = project.references.inference
    for module, call in asked_by_text(project.program, name):
        seen = call not in project.layer and not project.is_retired(module)
        if seen and not inference.of(module, call) and not inference.of(module, call.args[0]):
            yield module, call


def results_read(project: Project, name: str) -> Iterator[tuple[Module, ast.Attribute, str]]:
    """Yield where an attribute of the name is read of what a library's function gives, with the library's name.

    Only where neither the checker nor our inference knows more of it.
    """
    inference = project.references.inference
    for module, node in project.program.loads.get(name, []):
        if not isinstance(node, ast.Attribute) or node in project.layer or project.is_retired(module):
            continue
        if not isinstance(node.value, ast.Call):
            continue
        libraries = {v.name.partition(".")[0] for v in inference.of(module, node.value) if isinstance(v, External)}
        if libraries and not inference.of(module, node):
            resolution = project.references.resolve(module, node)
            if not resolution.definitions and not resolution.outside:
                yield from ((module, node, library) for library in sorted(libraries))


def is_unknown(project: Project, module: Module, node: ast.Attribute) -> bool:
    """Tell whether neither the checker nor our inference knows of what the attribute is read."""
    if isinstance(node.value, ast.Constant | ast.JoinedStr | ast.Dict | ast.List | ast.Set):
        return False
    if (
        isinstance(node.value, ast.Attribute)
        and node.value.attr in _OF_REQUESTS
        and not _is_set(project, node.value.attr)
    ):
        return False
    resolution = project.references.resolve(module, node)
    inference = project.references.inference
    definitions = defined_for(module, resolution.definitions)
    if definitions or resolution.outside or told_to(module, inference.of(module, node)):
        return False
    receivers = told_to(module, inference.of(module, node.value))
    if not receivers:
        return not _is_of_library(project, module, node.value)
    return any(_passes_on(project, value) for value in receivers)


def _is_of_library(project: Project, module: Module, node: ast.expr) -> bool:
    """Tell whether this is an attribute of a library's object that no code of the tree gives it: `app.config`."""
    if not isinstance(node, ast.Attribute):
        return False
    owners = told_to(module, project.references.inference.of(module, node.value))
    is_library = all(isinstance(owner, External) for owner in owners)
    is_library = is_library and (bool(owners) or _is_of_library(project, module, node.value))
    return is_library and not _is_set(project, node.attr) and not _is_given(project, node.attr)


def _is_given(project: Project, name: str) -> bool:
    """Tell whether the tree may give a library's object something under the name: `Context(obj=x)`, `setattr`."""
    as_text, as_keyword = re.compile(rf"""["'-]{name}["']"""), re.compile(rf"\b{name}\s*=(?!=)")
    for module in project.program.files.values():
        if as_text.search(module.text):
            return True
        for keyword in module.nodes(ast.keyword) if as_keyword.search(module.text) else ():
            call = module.parents[keyword]
            if keyword.arg == name and isinstance(call, ast.Call):
                callees = project.references.inference.of(module, call.func)
                if not callees or any(isinstance(callee, External) for callee in callees):
                    return True
    return False


def _is_set(project: Project, name: str) -> bool:
    """Tell whether code of the tree gives objects an attribute of the name."""
    program = project.program
    stored = any(name in module.outline.stores for module in program.files.values())
    # The outline is asked first: what a class assigns is known of a module that is parsed.
    return stored or any(
        name in cls.methods or (name in cls.module.outline.attributes and name in cls.assigned)
        for cls in program.classes.values()
    )


def _passes_on(project: Project, value: Value) -> bool:
    """Tell whether the object answers for another one by `__getattr__`, or is of a class with a base that is made."""
    if not isinstance(value, Instance):
        return False
    made = any(
        _is_made(project, cls.module, base) for cls in ancestry(project.program, value.cls) for base in cls.node.bases
    )
    return made or find_method(project.program, value.cls, "__getattr__") is not None


def _is_made(project: Project, module: Module, base: ast.expr) -> bool:
    """Tell whether the base of a class is what a call or a variable gives, and that is no class of a library."""
    named = base.value if isinstance(base, ast.Subscript) else base
    is_local = isinstance(named, ast.Name) and project.program.binder(module, named) is not None
    values = project.references.inference.of(module, base)
    return (is_local or not dotted(named)) and not any(isinstance(value, External) for value in values)
