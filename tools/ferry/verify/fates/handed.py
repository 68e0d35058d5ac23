"""A coroutine that is given to a call: what the function, the class or the container does with it."""

import ast

from tools.ferry.verify.fates import consumers
from tools.ferry.verify.fates.ends import IDLE, WELL, Place, Way, badly
from tools.ferry.verify.fates.fields import field_of
from tools.ferry.verify.fates.promises import speaks_of_awaitables
from tools.ferry.verify.fates.stored import put
from tools.ferry.verify.inference import annotations
from tools.ferry.verify.inference.arguments import argument_parameter
from tools.ferry.verify.inference.calls import is_empty
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.scopes import FunctionDef
from tools.ferry.verify.inference.tree import File
from tools.ferry.verify.inference.values import External, Func, Group, Instance, present


def passed(eyes: Eyes, place: Place, call: ast.Call) -> Way:
    """Go on from an argument of the call."""
    file, node, boxed = place.file, place.node, place.boxed
    use = consumers.use_of(eyes, file, call, boxed=boxed, ours=place.ours)
    if _is_entry(eyes, file, call, node):
        yield place.on(call, boxed=boxed + 1)
    elif boxed > 1 and _is_of_pairs(eyes, file, call, node):
        yield place.on(call, boxed=boxed - 1)
    elif use == "through":
        yield place.on(call, boxed=max(boxed, 1))
    elif use == "pairs":
        yield place.on(call, boxed=boxed + 1)
    elif use in {"takes", "needs"} and not boxed and _is_default(call, node):
        yield place.on(call)
    elif node in call.args[:1] and eyes.values(file, call.func) == {External("ferry:one")}:
        yield badly("it is looked up in place of its result")
    elif use == "stored" and isinstance(call.func, ast.Attribute):
        around = max(boxed, 1) if call.func.attr in consumers.JOINING else boxed + 1
        yield from put(eyes, place, call.func.value, boxed=around)
    elif use == "idle":
        yield IDLE
    elif use == "needs" or (not boxed and _is_for_other(eyes, file, call, node)):
        is_called = consumers.wants_function(eyes, file, call, node)
        yield badly("the function is meant here" if is_called else "it is passed on in place of its result")
    elif use == "ours":
        yield from _into_tree(eyes, place, call)
    elif (field := field_of(eyes, file, call, node)) is not None and not boxed:
        yield from _into_field(eyes, place, *field)
    else:
        yield WELL


def _is_entry(eyes: Eyes, file: File, call: ast.Call, node: ast.expr) -> bool:
    """Tell whether the call makes a dictionary of the argument: `dict(first=node)`, `dict.fromkeys(names, node)`."""
    is_named = any(keyword.arg and keyword.value is node for keyword in call.keywords)
    paths = eyes.paths(file, call.func)
    return (is_named and paths == {"dict"}) or (node in call.args[1:2] and paths == {"dict.fromkeys"})


def _is_of_pairs(eyes: Eyes, file: File, call: ast.Call, node: ast.expr) -> bool:
    """Tell whether the call makes a dictionary of pairs that hold the coroutine: `dict(zip(names, node))`."""
    rows = eyes.elements(eyes.values(file, node)) if node in call.args[:1] else frozenset()
    are_pairs = bool(rows) and all(isinstance(row, Group) and row.items is not None for row in rows)
    return are_pairs and eyes.paths(file, call.func) == {"dict"}


def _is_for_other(eyes: Eyes, file: File, call: ast.Call, node: ast.expr) -> bool:
    """Tell whether whatever is called takes a function at the place of the argument, or by annotation its result."""
    if consumers.wants_function(eyes, file, call, node):
        return True
    if node not in call.args or any(isinstance(argument, ast.Starred) for argument in call.args):
        return False
    position = call.args.index(node)
    callees = present(eyes.values(file, call.func))
    return bool(callees) and all(
        isinstance(callee, External)
        and annotations.is_never_awaitable(eyes, eyes.union(callee.takes[position : position + 1]))
        for callee in callees
    )


def _is_default(call: ast.Call, node: ast.expr) -> bool:
    """Tell whether a container's method gives the argument back where it has nothing else: `table.get(key, node)`."""
    return isinstance(call.func, ast.Attribute) and call.func.attr in {"get", "pop"} and node in call.args[1:2]


def _into_field(eyes: Eyes, place: Place, file: File, field: ast.AnnAssign) -> Way:
    """Go on to where the field is read of objects of its class; where that is never so, it is read in another way."""
    if annotations.denies_awaitable(eyes, file, field.annotation):
        yield badly(f"the field `{ast.unparse(field.target)}` is for its result")
        return
    cls, name = file.parents[field], ast.unparse(field.target)
    owner = frozenset({Instance(eyes.tree.classes[cls])} if isinstance(cls, ast.ClassDef) else ())
    reads = [(home, load, eyes.values(home, load.value)) for home, load in eyes.tree.attribute_loads.get(name, [])]
    reads = [read for read in reads if not eyes.classes.are_unrelated(owner, read[2])]
    is_read = any(of and all(isinstance(value, Instance) for value in of) for _, _, of in reads)
    if not is_read or speaks_of_awaitables(field.annotation):
        yield WELL
    for home, load, _ in reads:
        yield place.on(load, file=home)


def _into_tree(eyes: Eyes, place: Place, call: ast.Call) -> Way:
    """Follow the coroutine into the parameter of a function or class of the tree."""
    for function in consumers.receivers(eyes, place.file, call):
        argument = argument_parameter(function, call, place.node)
        if argument is None:
            yield WELL
        elif not place.boxed and annotations.denies_awaitable(eyes, function.file, argument.annotation):
            yield badly(f"`{ast.unparse(call.func)}` wants its result")
        elif place.ours and not place.boxed and _keeps_data(eyes, function, argument):
            yield badly(f"`{ast.unparse(call.func)}` keeps it in place of its result")
        else:
            yield from _parameter(place, function, argument)


def _keeps_data(eyes: Eyes, function: Func, argument: ast.arg) -> bool:
    """Tell whether a method of the async class only puts what it gets into a table, of which nobody awaits an item.

    Who reads such a table expects data there.
    """
    owner = eyes.tree.owner.get(function.node)
    if owner is None or frozenset(owner.methods) != eyes.known or speaks_of_awaitables(argument.annotation):
        return False
    file = function.file
    puts = [file.parents[load] for load in file.loads_of(file.scopes[function.node], argument.arg)]
    kept = all(isinstance(put, ast.Assign) and isinstance(put.targets[0], ast.Subscript) for put in puts)
    awaits = ((home, node.value) for home in eyes.tree.files for node in home.nodes if isinstance(node, ast.Await))
    return (
        bool(puts)
        and kept
        and not any(
            isinstance(value, ast.Subscript) or (home is file and not isinstance(value, ast.Call))
            for home, value in awaits
        )
    )


def _parameter(place: Place, function: Func, argument: ast.arg) -> Way:
    node = function.node
    if isinstance(node, FunctionDef) and is_empty(node):
        yield WELL  # a protocol or an abstract method: whoever implements it decides
    elif speaks_of_awaitables(argument.annotation):
        yield WELL
    else:
        yield IDLE
        for load in function.file.loads_of(function.file.scopes[node], argument.arg):
            yield place.on(load, boxed=place.boxed, file=function.file)
