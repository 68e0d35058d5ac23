"""Shared holders: objects of the application that carry the facade in an attribute, for others to read."""

import ast
from dataclasses import dataclass
from typing import TypeGuard

from tools.ferry.source import Class, Program
from tools.ferry.types import Inference
from tools.ferry.types.annotations import annotated_values
from tools.ferry.types.values import Instance

_HOLDER_NAMES = ("container", "context", "registry", "services", "state", "application")


@dataclass(frozen=True, slots=True)
class Holder:
    """An attribute that holds the facade; `owner` is the class, or empty for the state of a framework's application."""

    attribute: str
    owner: str
    reason: str


def holders(program: Program, facade: Class) -> list[Holder]:
    """Return the attributes by which the facade travels.

    A class that builds the facade itself (or calls an accessor) and is named as a container is a holder; a service that
    is given the facade keeps it for itself. `app.state.x = …` is one too.
    """
    inference = Inference(program)
    found: dict[str, Holder] = {}
    for cls in program.classes.values():
        name = cls.name.rpartition(".")[2]
        if not any(word in name.lower() for word in _HOLDER_NAMES):
            continue
        for attribute, assigned in cls.assigned.items():
            for annotation, value, _ in assigned:
                held = annotated_values(program, cls.module, annotation)
                held |= inference.of(cls.module, value) if value is not None else frozenset()
                if Instance(facade) in held:
                    found[attribute] = Holder(attribute, cls.name, f"{name}.{attribute} holds it")
    for module in program.files.values():
        for node in module.nodes(ast.Assign):
            targets = [target for target in node.targets if _is_of_state(target)]
            if targets and Instance(facade) in inference.of(module, node.value):
                for target in targets:
                    reason = f"{ast.unparse(target)} is set in {module.file}:{node.lineno}"
                    found.setdefault(target.attr, Holder(target.attr, "", reason))
    return sorted(found.values(), key=lambda holder: holder.attribute)


def _is_of_state(node: ast.expr) -> TypeGuard[ast.Attribute]:
    """Tell whether the node is an attribute of something's `state`."""
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute) and node.value.attr == "state"
