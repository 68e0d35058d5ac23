"""Namespaces and records of tests in the place of objects of the tree: `SimpleNamespace(level=lambda key: 3)`."""

import ast
from collections.abc import Iterator

from tools.ferry.calls.graph import Graph
from tools.ferry.calls.reach import Reach, running
from tools.ferry.calls.structural import declared_for
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.types.by_text import text_of
from tools.ferry.types.fields import fields_of
from tools.ferry.types.fixtures import is_test_file
from tools.ferry.types.names import ancestry, lookup
from tools.ferry.types.patch_targets import classes_given, given_by_dependencies, patching, stand_ins
from tools.ferry.types.values import FunctionRef, Instance, Namespace

_Told = tuple[Module, ast.expr, list[tuple[str, ast.expr]]]
"""What a test makes, or the class of which it is, and what that has under which names."""


def standing_namespaces(graph: Graph) -> Iterator[tuple[Module, ast.Call, Class]]:
    """Yield each namespace that is given where a class is declared, or put by a patch where an object is made."""
    inference = graph.project.references.inference
    made = list(_made(graph.project))
    for module, call in made:
        for owner, place in graph.handed_out.places(module, call):
            around = owner.parents[place]
            around = owner.parents[around] if isinstance(around, ast.keyword) else around
            declared = declared_for(graph.project, owner, around, place) if isinstance(around, ast.Call) else ()
            yield from ((module, call, one.cls) for one in declared if isinstance(one, Instance))
    patches = [
        (module, patch) for module, patch in patching(graph.project.program) if not graph.project.is_retired(module)
    ]
    put = [found for module, patch in patches if made for found in stand_ins(inference, module, patch)]
    for cls, module, value in (*put, *(given_by_dependencies(inference) if made else ())):
        for one in inference.of(module, value):
            if isinstance(one, Namespace):
                yield one.module, one.node, cls


def plain_fakes(graph: Graph) -> Iterator[tuple[Function, Module, ast.expr]]:
    """Yield the functions for which another namespace or record of a test may have a plain one, each with where.

    Nothing says for what it stands. It is taken for an object whose method of that name runs below the test.
    """
    project = graph.project
    made = [place for place in _made(project) if is_test_file(place[0])]
    known = {node for component in graph.components for node in component.doubles} if made else set()
    known |= {call for _, call, _ in standing_namespaces(graph)} if made else set()
    told: list[_Told] = [
        (module, call, [(k.arg, k.value) for k in call.keywords if k.arg]) for module, call in made if call not in known
    ]
    told += _records(project)
    plain = [(m, node, {n for n, value in given if _is_plain(project, m, value)}) for m, node, given in told]
    patched = list(_patched_at_once(project))
    if not patched and not any(names for _, _, names in plain):
        return
    reach = Reach(graph, graph.facade_calls)

    def below(module: Module, node: ast.expr) -> list[Function]:
        tests = running(project, module, node)
        reached = reach.below(tests) if tests is not None else reach.known
        return sorted((one for one in reached if not one.is_async), key=lambda function: function.name)

    for module, node, names in plain:
        yield from ((function, module, node) for function in below(module, node) if function.short in names)
    for module, call, classes in patched:
        yield from ((function, module, call) for function in below(module, call) if function.cls in classes)


def _patched_at_once(project: Project) -> Iterator[tuple[Module, ast.Call, set[Class]]]:
    """Yield where `patch.multiple` makes mocks of functions, with the classes of what these give."""
    for module, name in project.program.loads.get("multiple", []):
        call = module.parents[name]
        if not isinstance(call, ast.Call) or call.func is not name or not call.args or project.is_retired(module):
            continue
        owner = text_of(project.program, module, call.args[0])
        made = [k.arg for k in call.keywords if k.arg and called_name(k.value) == "DEFAULT"] if owner else []
        found = [lookup(project.program, f"{owner}.{one}") for one in made]
        functions = [one for one in found if isinstance(one, Function)]
        yield module, call, {c for one in functions for c in classes_given(project.references.inference, one)}


def _made(project: Project) -> Iterator[tuple[Module, ast.Call]]:
    for module, name in project.program.loads.get("SimpleNamespace", []):
        call = module.parents[name]
        if isinstance(call, ast.Call) and call.func is name and not project.is_retired(module):
            yield module, call


def _records(project: Project) -> Iterator[_Told]:
    """Yield the records that tests make of classes of their own, named tuples too, each with what its fields get.

    And where they use a class in whose body something else than a `def` makes a method; of an heir others tell that.
    """
    for module in project.program.files.values():
        if not is_test_file(module) or project.is_retired(module):
            continue
        kinds = {cls.name.rpartition(".")[2]: cls for cls in module.classes.values()}
        fields = {name: fields_of(project.program, cls) for name, cls in kinds.items()}
        for name, order in {**fields, **dict(_named_tuples(project, module))}.items():
            alone = kinds[name] if name in kinds and len(ancestry(project.program, kinds[name])) == 1 else None
            bound = alone.assigned if alone is not None else {}
            body = [(field, value) for field, values in bound.items() for _, value, _ in values if value is not None]
            for node in project.program.loads.within(module, name) if order or body else ():
                call = module.parents[node]
                made = call if isinstance(call, ast.Call) and call.func is node else None
                given = [*zip(order, made.args, strict=False)] if made is not None else []
                given += [(k.arg, k.value) for k in made.keywords if k.arg] if made is not None else []
                yield module, made or node, [*given, *body]


def _named_tuples(project: Project, module: Module) -> Iterator[tuple[str, list[str]]]:
    """Yield the named tuples that the module makes, by the variable that has each, and their fields."""
    for node in project.program.loads.within(module, "namedtuple") if module.has_any({"namedtuple"}) else ():
        match module.parents[node]:
            case ast.Call(args=[_, ast.Constant(str(fields))]) as call:
                names = fields.replace(",", " ").split()
            case ast.Call(args=[_, ast.List(elts=parts) | ast.Tuple(elts=parts)]) as call:
                names = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
            case _:
                continue
        match module.parents[call]:
            case ast.Assign(targets=[ast.Name(id=name)]):
                yield name, names


def _is_plain(project: Project, module: Module, value: ast.expr) -> bool:
    """Tell whether the value is a function that gives its result at once."""
    if isinstance(value, ast.Call) and called_name(value) in {"classmethod", "staticmethod"} and value.args:
        return _is_plain(project, module, value.args[0])
    if isinstance(value, ast.Lambda):
        return True
    functions = project.references.inference.of(module, value) if isinstance(value, ast.Name) else ()
    return any(isinstance(one, FunctionRef) and not one.function.is_async for one in functions)
