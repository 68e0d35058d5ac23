"""What an expression can be besides what a type checker expects there.

Of a parameter without an annotation it knows the default alone, of an attribute or a variable of the module what is
assigned first: `def show(users=Nobody())`, `self.users = users or Nobody()`. An heir, or code outside, can set another.
"""

import ast

from tools.ferry.source import Module
from tools.ferry.types.infer import Inference
from tools.ferry.types.members import stores_of
from tools.ferry.types.names import ancestry, descendants, find_method, resolve_expression
from tools.ferry.types.values import NOTHING, ClassRef, FunctionRef, Instance, Values


def methods_beside(inference: Inference, module: Module, node: ast.Attribute) -> frozenset[FunctionRef]:
    """Return the methods of that name of all that `node.value` can be, none where an annotation says what it is."""
    receiver = node.value
    if isinstance(receiver, ast.Name) and not is_declared(inference, module, receiver):
        values = inference.of(module, receiver)
    elif isinstance(receiver, ast.Attribute):
        values = _of_attribute(inference, module, receiver)
    else:
        values = NOTHING
    methods = (find_method(inference.program, v.cls, node.attr) for v in values if isinstance(v, Instance))
    return frozenset(FunctionRef(method) for method in methods if method is not None)


def is_declared(inference: Inference, module: Module, node: ast.Name) -> bool:
    """Tell whether the checker knows all that the variable can be: by an annotation, or as a local one."""
    function = inference.program.binder(module, node)
    if function is not None:
        params = function.params[1:] if function.cls is not None else function.params
        return all(param.annotation is not None for param in params if param.arg == node.id)
    found = resolve_expression(inference.program, module, node)
    return not isinstance(found, tuple) or any(annotation is not None for annotation, _ in found[0].assigned[found[1]])


def _of_attribute(inference: Inference, module: Module, node: ast.Attribute) -> Values:
    """Return what the attribute can be on all objects of the class: an heir's, and what is set from outside."""
    program = inference.program
    receivers = [v.cls for v in inference.of(module, node.value) if isinstance(v, Instance | ClassRef)]
    family = [owner for cls in receivers for owner in (*ancestry(program, cls), *descendants(program, cls))]
    assigned = [(owner.module, *value) for owner in family for value in owner.assigned.get(node.attr, [])]
    if not assigned or any(annotation is not None for _, annotation, _, _ in assigned):
        return NOTHING
    found = inference.of(module, node)
    for owner, _, value, _ in assigned:
        found |= inference.of(owner, value) if value is not None else NOTHING
    for owner, value, target in stores_of(program, node.attr):
        set_on = inference.of(owner, target.value)
        if any(isinstance(v, Instance | ClassRef) and v.cls in family for v in set_on):
            found |= inference.of(owner, value)
    return found
