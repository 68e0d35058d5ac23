"""Modules that call methods named as the facade's on objects that are known to be of other classes, and no facade.

What they call is kept between runs, so that they need not be opened. Nothing else than their own text and what they can
see says of which class the objects are; which classes and methods are the facade's is asked each time.
"""

import ast
from collections.abc import Iterator
from typing import NamedTuple

from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module
from tools.ferry.types.beside import is_declared
from tools.ferry.types.of_tests import told_to
from tools.ferry.types.values import ClassRef, Instance

_KIND = "elsewhere"


class NamesakeCall(NamedTuple):
    """Where a method of another class is read that has the name of one of the facade's."""

    line: int
    method: str
    cls: str
    """The dotted name of the class."""


def method_reads(project: Project, method: str) -> Iterator[tuple[Module, ast.Attribute]]:
    """Yield where an attribute of this name is read or set that may be the facade's method: not in bystanders."""
    for module in project.program.loads.having(method):
        if bystanding(project, module) is None:
            yield from ((module, node) for node in _reads(project, module, method))


def _reads(project: Project, module: Module, method: str) -> list[ast.Attribute]:
    return [node for node in project.program.loads.within(module, method) if isinstance(node, ast.Attribute)]


def bystanding(project: Project, module: Module) -> tuple[NamesakeCall, ...] | None:
    """Return the reads of such names in a bystander; None when the module has to be looked at."""
    if module not in project.bystanders:
        project.bystanders[module] = _kept(project, module)
    return project.bystanders[module]


def keep_bystanders(project: Project) -> None:
    """Keep, for the next run, which modules are bystanders."""
    loads, methods = project.program.loads, sorted(project.facade_methods)
    for module in dict.fromkeys(module for method in methods for module in loads.having(method)):
        if project.facts is None or bystanding(project, module) is not None or not _can_be_one(project, module):
            continue
        reads = [node for method in methods for node in _reads(project, module, method)]
        found = [_call(project, module, node) for node in reads]
        if None not in found:
            project.facts.write(found, _KIND, module.file, _about(project))


def _kept(project: Project, module: Module) -> tuple[NamesakeCall, ...] | None:
    if project.facts is None or not _can_be_one(project, module):
        return None
    try:
        kept = project.facts.read(_KIND, module.file, _about(project))
        return tuple(NamesakeCall(int(line), str(method), str(cls)) for line, method, cls in kept)
    except (TypeError, ValueError):
        return None  # nothing is kept, or it is damaged


def _can_be_one(project: Project, module: Module) -> bool:
    return not (project.speaks_of_facade(module) or project.is_layers_own(module) or project.is_retired(module))


def _about(project: Project) -> str:
    """Return what makes a method the facade's: by this an entry is no longer found when it changes."""
    family = sorted(cls.name for cls in project.facade_classes)
    return "\0".join((*family, "", *sorted(project.facade_methods)))


def _call(project: Project, module: Module, node: ast.Attribute) -> NamesakeCall | None:
    """Return the call when the checker, and the module alone, say of which class the object is."""
    resolution = project.references.resolve(module, node)
    owners = {d.cls for d in resolution.definitions if isinstance(d, Function) and d.cls is not None}
    inference = project.references.inference
    is_told = isinstance(node.value, ast.Name) and is_declared(inference, module, node.value)
    is_known = any(isinstance(v, Instance | ClassRef) for v in told_to(module, inference.of(module, node.value)))
    if not owners or resolution.evidence != "type" or owners & project.facade_classes or not (is_told and is_known):
        return None
    return NamesakeCall(node.lineno, node.attr, min(owner.name for owner in owners))
