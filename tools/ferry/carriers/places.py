"""Which carriers an expression reads, or names as the target of an assignment."""

import ast
from collections.abc import Iterator, Sequence

from tools.ferry.carriers.application_state import is_kept_in_state, state_carrier
from tools.ferry.project.carriers import Carrier
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.types.arguments import argument_of
from tools.ferry.types.by_text import global_named, put_into_globals
from tools.ferry.types.collections import ELEMENT_METHODS, ENTERED, SAME_FUNCTIONS, SAME_METHODS, named_items
from tools.ferry.types.fixtures import fixtures_asked
from tools.ferry.types.flow import makers
from tools.ferry.types.members import imitated_classes, is_property, metaclass, returned, stores_of
from tools.ferry.types.mock_attributes import OF_MOCKS
from tools.ferry.types.names import ancestry, find_method, relatives, resolve_expression
from tools.ferry.types.patch_targets import imitated
from tools.ferry.types.values import ClassRef, Collection, FunctionRef, Instance, Mock, Namespace, flattened
from tools.ferry.uses.namesakes import namesakes
from tools.ferry.uses.overriding import run_instead
from tools.ferry.uses.usage import made_by


def read_carriers(project: Project, module: Module, node: ast.expr) -> Iterator[Carrier]:
    """Yield the carriers whose value the expression is."""
    match node:
        case ast.Name():
            carrier = name_carrier(project, module, node)
            if carrier is not None:
                yield carrier
        case ast.Attribute():
            yield from attribute_carriers(project, module, node)
        case ast.Call():
            for function in called_functions(project, module, node):
                if function not in project.accessors and function.short != "__init__":
                    yield Carrier("return", function, "")
        case ast.Await() | ast.NamedExpr() | ast.Starred():
            yield from read_carriers(project, module, node.value)
            yield from read_carriers(project, module, node.target) if isinstance(node, ast.NamedExpr) else ()
        case ast.IfExp():
            yield from read_carriers(project, module, node.body)
            yield from read_carriers(project, module, node.orelse)
        case ast.BoolOp():
            for value in node.values:
                yield from read_carriers(project, module, value)
    for part in _inside(project, module, node):
        yield from read_carriers(project, module, part)


def handed_on(project: Project, module: Module, call: ast.Call) -> list[ast.expr]:
    """Return the arguments that change with the result: what an accessor gives back, `return layer or default`.

    And a layer that another one of the family is built around, `CachedLayer(layer)`.
    """
    if called_name(call.func) not in project.spoken_names(module):
        return []
    if built_classes(project, module, call):
        given = [*call.args, *(keyword.value for keyword in call.keywords)]
        return [argument for argument in given if holds_facade(project, module, argument)]
    accessors = [function for function in called_functions(project, module, call) if function in project.accessors]
    names = [(a, name) for a in accessors for returned in a.returns for name in _alternatives(returned)]
    found = [argument_of(call, a, name) for a, name in names if name not in a.assigned]
    return [argument for argument in found if argument is not None]


def is_facade(project: Project, module: Module, node: ast.expr) -> bool:
    """Tell whether inference takes the expression for an object of the facade's family."""
    values = project.references.inference.of(module, node)
    return any(isinstance(value, Instance) and value.cls in project.facade_classes for value in values)


def holds_facade(project: Project, module: Module, node: ast.expr) -> bool:
    """Tell whether inference takes the expression for a facade object, or for a collection of some."""
    values = flattened(project.references.inference.of(module, node))
    return any(isinstance(value, Instance) and value.cls in project.facade_classes for value in values)


def _alternatives(node: ast.expr) -> list[str]:
    """Return the names whose values the expression can be: `a`, `a or b`, `a if b else c`."""
    match node:
        case ast.Name():
            return [node.id]
        case ast.BoolOp():
            return [name for value in node.values for name in _alternatives(value)]
        case ast.IfExp():
            return [*_alternatives(node.body), *_alternatives(node.orelse)]
    return []


def _inside(project: Project, module: Module, node: ast.expr) -> list[ast.expr]:
    """Return what the expression is made of or taken from, as a collection: a collection goes where its elements go."""
    match node:
        case ast.List() | ast.Tuple() | ast.Set():
            return node.elts
        case ast.Dict():
            return node.values
        case ast.Subscript():
            return [node.value]
        case ast.Call(func=ast.Attribute() as func) if is_element_read(project, module, func):
            return [func.value]
        case ast.Call(func=ast.Name(id=name)) if name in SAME_FUNCTIONS and (node.args or node.keywords):
            return [*node.args[:1], *named_items(node)]
        case ast.Call(args=[first]) if called_name(node) in ENTERED:
            return [first]
        case ast.Call(args=[_, value]) if called_name(node) == "cast":
            return [value]
        case ast.Call(args=[ast.Call(args=[first, *_]) as pickled]) if called_name(node) == "loads":
            return [first] if called_name(pickled) == "dumps" else []
        case ast.Call():
            return handed_on(project, module, node)
    return []


def name_carrier(project: Project, module: Module, node: ast.Name) -> Carrier | None:
    """Return the variable that the name stands for."""
    function = project.program.binder(module, node)
    if function is not None:
        return Carrier("local", function, node.id)
    cls = project.program.body_of(node)
    if cls is not None:
        return next(class_carriers(project, cls, node.id), None)
    found = resolve_expression(project.program, module, node)
    if isinstance(found, str) and any(True for _ in put_into_globals(project.program, module, node.id)):
        return Carrier("global", module, node.id)
    return Carrier("global", found[0], found[1]) if isinstance(found, tuple) else None


def attribute_carriers(project: Project, module: Module, node: ast.Attribute) -> Iterator[Carrier]:
    """Yield the attributes of tree classes that the expression reads or sets; shared holders are not carriers.

    An attribute of a module is its variable.
    """
    variable = variable_after_module(project, module, node)
    if variable is not None:
        yield variable
    if project.references.inference.click.is_object(module, node):
        yield from command_object(project)
    if is_kept_in_state(project, module, node):
        yield state_carrier(project, node.attr)
    for receiver in project.references.inference.of(module, node.value):
        if isinstance(receiver, Mock):
            yield from stand_in_carriers(project, receiver, node.attr)
        elif isinstance(receiver, Namespace):
            yield from stand_in_carriers(project, Mock(receiver.node, receiver.module), node.attr)
        if isinstance(receiver, Mock | Namespace):
            yield from told_carriers(project, receiver, node.attr)
        if not isinstance(receiver, Instance | ClassRef):
            continue
        if node.attr in project.config.travel and receiver.cls in project.holders:
            continue
        made_by = metaclass(project.program, receiver.cls) if isinstance(receiver, ClassRef) else None
        is_made = made_by is not None and not any(
            node.attr in c.assigned for c in ancestry(project.program, receiver.cls)
        )
        yield from class_carriers(project, made_by if made_by and is_made else receiver.cls, node.attr)


def stand_in_carriers(project: Project, mock: Mock, name: str) -> Iterator[Carrier]:
    """Yield the attribute of the objects for which a mock stands: it holds there what one of them would."""
    for cls in _stood_for(project, mock):
        is_travel = name in project.config.travel and cls in project.holders
        if not is_travel and any(name in owner.assigned for owner in ancestry(project.program, cls)):
            yield from class_carriers(project, cls, name)


def _stood_for(project: Project, mock: Mock) -> list[Class]:
    """Return the classes of the objects that a mock imitates, or that a patch puts it in the place of."""
    inference = project.references.inference
    patched = (value.cls for value in imitated(inference, mock) if isinstance(value, Instance))
    return [*imitated_classes(inference, mock), *patched]


def told_carriers(project: Project, holder: Mock | Namespace, name: str) -> Iterator[Carrier]:
    """Yield what a namespace has under the name, or a mock that stands for no object of which that is known."""
    made, path = holder.node, holder.path if isinstance(holder, Mock) else ()
    if not isinstance(made, ast.Call) or name in OF_MOCKS or name in project.config.travel:
        return
    if isinstance(holder, Mock) and _stood_for(project, holder):
        return
    yield Carrier("told", holder.module, ".".join([f"{made.lineno}:{made.col_offset}", *path, name]))


def variable_after_module(project: Project, module: Module, node: ast.Attribute) -> Carrier | None:
    """Return the variable of a module that is named after the module: `settings.store`."""
    root: ast.expr = node
    while isinstance(root, ast.Attribute):
        root = root.value
    if not isinstance(root, ast.Name) or project.program.binder(module, root) is not None:
        return None
    found = resolve_expression(project.program, module, node)
    return Carrier("global", found[0], found[1]) if isinstance(found, tuple) else None


def command_object(project: Project) -> Iterator[Carrier]:
    """Yield the object that click hands to the commands of the tree, if it is known what that is."""
    click = project.references.inference.click
    if click.puts and click.values():
        yield Carrier("attr", click.puts[0][0], "obj")


def class_properties(project: Project, cls: Class, name: str) -> list[Function]:
    """Return the properties of that name that reading the attribute of an object of the class can run."""
    owners = (*ancestry(project.program, cls), *relatives(project.program, cls))
    return [owner.methods[name] for owner in owners if name in owner.methods and is_property(owner.methods[name])]


def class_carriers(project: Project, cls: Class, name: str) -> Iterator[Carrier]:
    """Yield the attribute of an object of the class: of each class that sets it, as an heir sets its base's.

    What a mixin reads, or declares (`layer: Layer`), its heirs set; what no class sets the code outside does,
    `app.layer = layer`.
    """
    family = ancestry(project.program, cls)
    for read in class_properties(project, cls, name):
        yield Carrier("return", read, "")
    owners: Sequence[Class] = [owner for owner in family if name in owner.assigned]
    if not any(_sets(owner, name) for owner in owners):
        owners = [owner for owner in relatives(project.program, cls) if _sets(owner, name)] or owners
    if not owners and any(True for _ in stores_of(project.program, name)):
        owners = family[-1:]
    yield from (Carrier("attr", owner, name) for owner in owners)


def _sets(cls: Class, name: str) -> bool:
    return any(annotation is None or value is not None for annotation, value, _ in cls.assigned.get(name, ()))


def called_functions(project: Project, module: Module, call: ast.Call) -> tuple[Function, ...]:
    """Return the functions of the tree that a call can run; a class stands for its constructors, an object for one."""
    if call not in project.called:
        project.called[call] = tuple(dict.fromkeys(_called_functions(project, module, call)))
    return project.called[call]


def _called_functions(project: Project, module: Module, call: ast.Call) -> list[Function]:
    found = fixtures_asked(project.program, module, call)
    called = project.references.inference.made_synchronous(call.func) or call.func
    if isinstance(called, ast.Name | ast.Attribute):
        for definition in project.references.resolve(module, called).definitions:
            if isinstance(definition, Class):
                found += makers(project.program, module, called, definition)
            elif not is_property(definition):  # of which what it gives is called
                found.append(definition)
    if not found:
        for value in project.references.inference.of(module, called):
            if isinstance(value, FunctionRef):
                found.append(value.function)
            elif isinstance(value, ClassRef):
                found += makers(project.program, module, called, value.cls)
            elif isinstance(value, Instance) and (run := find_method(project.program, value.cls, "__call__")):
                found.append(run)
    others = [other for function in found for other in namesakes(project, function)]
    others += [other for function in found for other in run_instead(project, module, called, function)]
    return [*found, *others]


def target_carriers(project: Project, module: Module, target: ast.expr) -> Iterator[Carrier]:
    """Yield the carrier that an assignment target names."""
    named = global_named(project.program, module, target)
    if named is not None:
        yield Carrier("global", module, named)
    elif isinstance(target, ast.Name):
        function = project.program.binder(module, target)
        cls = project.program.body_of(target)
        if cls is not None:
            yield from class_carriers(project, cls, target.id)
        else:
            yield Carrier("local", function, target.id) if function else Carrier("global", module, target.id)
    elif isinstance(target, ast.Attribute):
        yield from attribute_carriers(project, module, target)
    elif isinstance(target, ast.Subscript):
        yield from target_carriers(project, module, target.value)


def is_element_read(project: Project, module: Module, node: ast.Attribute) -> bool:
    """Tell whether the attribute is a collection's method that gives what is inside: `stores.get`, `stores.values`."""
    if node.attr not in ELEMENT_METHODS | SAME_METHODS:
        return False
    values = project.references.inference.of(module, node.value)
    if any(isinstance(v, Instance) for v in values):
        return False
    return any(isinstance(v, Collection) for v in values) or node.attr not in project.facade_methods


def is_kept_elsewhere(project: Project, module: Module, node: ast.expr) -> bool:
    """Tell whether the value is kept by an object of which nothing is known: `app.extra.layer = …`."""
    parent = module.parents[node]
    targets = parent.targets if isinstance(parent, ast.Assign) else []
    return any(
        target.attr not in project.config.travel
        and not is_kept_in_state(project, module, target)
        and not project.references.inference.of(module, target.value)
        for target in targets
        if isinstance(target, ast.Attribute)
    )


def is_elsewhere(project: Project, module: Module, node: ast.Attribute) -> bool:
    """Tell whether the attribute is known to be of another class, which a collection or variable holds too."""
    values = project.references.inference.of(module, node.value)
    classes = {v.cls for v in values if isinstance(v, Instance)}
    resolution = project.references.resolve(module, node)
    if resolution.evidence == "type" and not resolution.definitions:
        return not (project.has_foreign_base and classes & project.facade_classes)
    return bool(classes) and not classes & project.facade_classes


def is_of_protocol(project: Project, module: Module, node: ast.Attribute) -> bool:
    """Tell whether a method is called by a protocol that the facade implements, as other classes do."""
    if node.attr not in project.facade_methods:
        return False
    classes = {v.cls for v in project.references.inference.of(module, node.value) if isinstance(v, Instance)}
    return any(cls in classes for cls, shared in project.protocols.items() if shared)


def facade_owns(project: Project, module: Module, node: ast.Attribute) -> bool:
    """Tell whether the name is a method of the facade's family."""
    definitions = project.references.resolve(module, node).definitions
    return any(isinstance(d, Function) and d.cls in project.facade_classes for d in definitions)


def gives_itself(project: Project, module: Module, use: ast.expr) -> ast.Call | None:
    """Return the call of the facade's method if it gives a facade: `layer.add(1)` of `layer.add(1).add(2)`.

    Or what holds one: a collection, an iterator, a context manager. A statement of its own, or a `with` without a name,
    gives nothing to anybody.
    """
    call = module.parents[use]
    if not isinstance(use, ast.Attribute) or not isinstance(call, ast.Call) or call.func is not use:
        return None
    around = module.parents[call]
    is_dropped = isinstance(around, ast.Expr) or (isinstance(around, ast.withitem) and around.optional_vars is None)
    if use.attr not in project.facade_methods or is_dropped:
        return None
    return call if holds_facade(project, module, call) else None


def promises_target(project: Project, name: str) -> bool:
    """Tell whether the target's counterpart of a facade's method is known to give one of the target's family."""
    method = project.counterpart(name)
    promised = flattened(returned(project.references.inference, method)) if method is not None else ()
    return any(isinstance(value, Instance) and value.cls in project.target_family for value in promised)


def built_classes(project: Project, module: Module, call: ast.Call) -> list[Class]:
    """Return the classes of the facade's family that the call builds, or tells a library to build."""
    built = made_by(call) or call.func
    if not isinstance(built, ast.Name | ast.Attribute):
        return []
    definitions = project.references.resolve(module, built).definitions
    return [d for d in definitions if isinstance(d, Class) and d in project.facade_classes]


def entering(project: Project, module: Module, context: ast.expr) -> Iterator[Function]:
    """Yield the `__enter__` methods that `with context` calls."""
    for value in project.references.inference.of(module, context):
        method = find_method(project.program, value.cls, "__enter__") if isinstance(value, Instance) else None
        if method is not None:
            yield method
