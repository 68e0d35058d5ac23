"""What an expression can be besides what a type checker expects there.

Of a parameter without an annotation it knows the default alone, of an attribute or a variable of the module what is
assigned first: `def show(users=Nobody())`, `self.users = users or Nobody()`. An heir, or code outside, can set another.
"""

import ast

from tools.ferry.source import Class, Module, called_name
from tools.ferry.types.infer import Inference, elements_of
from tools.ferry.types.members import returned, stores_of
from tools.ferry.types.names import ancestry, descendants, find_method, resolve_expression
from tools.ferry.types.values import NOTHING, ClassRef, FunctionRef, Instance, Values

_SAYING_NOTHING = frozenset({"Any", "object"})
_COMING_OUT = (ast.BoolOp, ast.Call, ast.IfExp, ast.Subscript)
"""What gives an object that the checker knows as well as where it comes from: `found.pop()`, `made or other`.

Of a list that is filled later, for one, it knows the first object that is put there.
"""


def methods_beside(inference: Inference, module: Module, node: ast.Attribute) -> frozenset[FunctionRef]:
    """Return the methods of that name of all that `node.value` can be, none where an annotation says what it is."""
    receiver = node.value
    values = NOTHING
    if isinstance(receiver, ast.Name) and not is_declared(inference, module, receiver):
        values = inference.of(module, receiver) | _of_heirs_bound(inference, module, receiver)
    elif isinstance(receiver, ast.Attribute):
        values = _of_attribute(inference, module, receiver) | _of_heirs(inference, module, receiver)
    elif isinstance(receiver, _COMING_OUT):
        values = inference.of(module, receiver) | _of_heirs(inference, module, receiver)
    methods = (find_method(inference.program, v.cls, node.attr) for v in values if isinstance(v, Instance))
    return frozenset(FunctionRef(method) for method in methods if method is not None)


def is_declared(inference: Inference, module: Module, node: ast.Name) -> bool:
    """Tell whether the checker knows all that the variable can be: by an annotation, or as a local one.

    Of a local one that comes out of something else, `for one in found`, it knows what it knows of that.
    """
    function = inference.program.binder(module, node)
    if function is not None:
        params = function.params[1:] if function.cls is not None else function.params
        bound = function.assigned.get(node.id, [])
        comes_out = any(a is None and _comes_out(inference, function.module, v, how) for a, v, how in bound)
        return not comes_out and all(param.annotation is not None for param in params if param.arg == node.id)
    found = resolve_expression(inference.program, module, node)
    return not isinstance(found, tuple) or any(annotation is not None for annotation, _ in found[0].assigned[found[1]])


def _comes_out(inference: Inference, module: Module, value: ast.expr | None, how: str) -> bool:
    """Tell whether a variable gets there what comes out of something; an object that is made there does not."""
    called = value.func if isinstance(value, ast.Call) else None
    if isinstance(called, ast.Name | ast.Attribute) and how == "value":
        return not isinstance(resolve_expression(inference.program, module, called), Class)
    return how == "element" or (how == "value" and isinstance(value, _COMING_OUT))


def _of_heirs(inference: Inference, module: Module, node: ast.expr) -> Values:
    """Return what methods or properties without an annotation give by which heirs replace that of the class."""
    asked = node.func if isinstance(node, ast.Call) else node
    if not isinstance(asked, ast.Attribute):
        return NOTHING
    owners = [v.cls for v in inference.of(module, asked.value) if isinstance(v, Instance | ClassRef)]
    heirs = [heir for cls in owners for heir in descendants(inference.program, cls)[1:] if asked.attr in heir.methods]
    methods = [heir.methods[asked.attr] for heir in dict.fromkeys(heirs)]
    found = (returned(inference, method) for method in methods if getattr(method.node, "returns", None) is None)
    return frozenset(value for values in found for value in values)


def _of_heirs_bound(inference: Inference, module: Module, name: ast.Name) -> Values:
    """Return that of what a local variable gets, `one = self.make()`, or goes through, `for one in self.all()`."""
    function = inference.program.binder(module, name)
    found = NOTHING
    for _, value, how in function.assigned.get(name.id, []) if function is not None else ():
        parts = (
            value.elts if isinstance(value, ast.List | ast.Tuple | ast.Set) else [value] if value is not None else []
        )
        for values in (_of_heirs(inference, module, part) for part in parts):
            found |= values | (elements_of(values) if how == "element" else NOTHING)
    return found


def _of_attribute(inference: Inference, module: Module, node: ast.Attribute) -> Values:
    """Return what the attribute can be on all objects of the class: an heir's, and what is set from outside."""
    program = inference.program
    receivers = [v.cls for v in inference.of(module, node.value) if isinstance(v, Instance | ClassRef)]
    family = [owner for cls in receivers for owner in (*ancestry(program, cls), *descendants(program, cls))]
    assigned = [(owner.module, *value) for owner in family for value in owner.assigned.get(node.attr, [])]
    if not assigned or any(
        annotation is not None and called_name(annotation) not in _SAYING_NOTHING for _, annotation, _, _ in assigned
    ):
        return NOTHING
    found = inference.of(module, node)
    for owner, _, value, _ in assigned:
        found |= inference.of(owner, value) | _of_heirs(inference, owner, value) if value is not None else NOTHING
    for owner, value, target in stores_of(program, node.attr):
        set_on = inference.of(owner, target.value)
        if any(isinstance(v, Instance | ClassRef) and v.cls in family for v in set_on):
            found |= inference.of(owner, value)
    return found
