"""What an application keeps in its `state`, or a request in its own: `app.state.layer`.

Nothing types such a state. As our inference takes it (`stored_by_name`), an attribute of it is one thing in the whole
tree; so it changes with all that sets and reads it, unless its twin stands beside it (`[travel]`).
"""

import ast
from collections.abc import Iterator
from typing import TypeGuard

from tools.ferry.project.carriers import Carrier
from tools.ferry.project.project import Project
from tools.ferry.source import Module
from tools.ferry.types.members import stores_of
from tools.ferry.types.values import External


def is_of_state(node: ast.expr) -> TypeGuard[ast.Attribute]:
    """Tell whether the node is an attribute of something's `state`."""
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute) and node.value.attr == "state"


def is_kept_in_state(project: Project, module: Module, node: ast.expr) -> bool:
    """Tell whether the tree keeps the attribute in a state of which nothing is known, without a twin."""
    if not is_of_state(node) or node.attr in project.config.travel or not _stores(project, node.attr):
        return False
    return all(isinstance(value, External) for value in project.references.inference.of(module, node.value))


def state_carrier(project: Project, name: str) -> Carrier:
    """Return what all of the tree that sets or reads the attribute of a state has."""
    return Carrier("attr", _stores(project, name)[0][0], f"state.{name}")


def put_into_state(project: Project, carrier: Carrier) -> Iterator[tuple[Module, ast.expr]]:
    """Yield what the tree puts there."""
    for module, value, target in _stores(project, carrier.name.removeprefix("state.")):
        if is_kept_in_state(project, module, target):
            yield module, value


def _stores(project: Project, name: str) -> list[tuple[Module, ast.expr, ast.Attribute]]:
    return [store for store in stores_of(project.program, name) if is_of_state(store[2])]
