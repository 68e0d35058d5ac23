"""Does `ferry.toml` fit the tree: every name in it has to be there."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from tools.ferry.config import place_of
from tools.ferry.config.schema import covers
from tools.ferry.plan.twins import untwinned
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module
from tools.ferry.types.names import (
    Definition,
    ancestry,
    class_of,
    descendants,
    find_method,
    lookup,
    near_names,
    second_names,
)
from tools.ferry.types.parameters import is_called_on_class


def misfits(project: Project) -> list[str]:
    """Return `file:line: key: reason` for each name of the configuration that the tree does not have."""
    return (
        list(_roots(project))
        or list(_classes(project))
        or [*_functions(project), *_heirs(project), *_methods(project), *_steps(project)]
        or list(_travel(project))
    )


def absent(project: Project) -> Iterator[str]:
    """Yield a note for each path of a category that is not there, unless a step deletes it, and for travel attributes.

    No misfit: folders are moved and deleted while a migration lasts, and attributes go. A mistyped folder leaves
    functions in no step, which the plan counts.
    """
    config, files = project.config, project.program.files
    kinds = {"delete", "delete_tests"}
    deleted = [entry for step in config.steps if step.kind in kinds for entry in step.texts("files")]
    for category, paths in config.categories.items():
        for path in paths:
            if not (project.program.root / path).exists() and not any(covers(entry, path) for entry in deleted):
                folders = {folder.as_posix() for file in files for folder in PurePosixPath(file).parents}
                hint = near_names(path, folders)
                yield f"note: {place_of(config, 'categories', category)}: the tree has no {path}{hint}"
    for attribute in config.travel if project.facade is not None else ():
        if attribute not in project.program.loads:
            yield f"note: {place_of(config, 'travel', attribute)}: no code of the tree has an attribute {attribute}"


def _roots(project: Project) -> Iterator[str]:
    for root in project.config.roots:
        if not (project.program.root / root).is_dir():
            yield f"{place_of(project.config, 'roots')}: the tree has no folder {root}"


def _classes(project: Project) -> Iterator[str]:
    config = project.config
    if config.target == config.facade:
        yield f"{place_of(config, 'target', 'class')}: is the facade itself; the class that replaces it is wanted"
    names = {"target": config.target} | ({} if _is_deleted(project) else {"facade": config.facade})
    for table, name in sorted(names.items()):
        if class_of(project.program, name) is None:
            hint = near_names(name, project.program.classes.keys() - {config.facade, config.target})
            yield f"{place_of(config, table, 'class')}: the tree has no class {name}{hint}"


def _is_deleted(project: Project) -> bool:
    """Tell whether the facade's module is gone because a step has deleted it."""
    config = project.config
    module = config.facade.rpartition(".")[0].replace(".", "/")
    files = [f"{root}/{module}".removeprefix("./") for root in config.roots]
    files = [name for file in files for name in (f"{file}.py", f"{file}/__init__.py")]
    deleted = [entry for step in config.steps if step.kind == "delete" for entry in step.texts("files")]
    return not any(file in project.program.files for file in files) and any(
        covers(entry, file) for entry in deleted for file in files
    )


def _functions(project: Project) -> Iterator[str]:
    config, program = project.config, project.program
    known = {"accessors": config.accessors, "companions": config.companions} if project.facade is not None else {}
    for key, names in known.items():
        for name in names:
            found = lookup(program, name)
            if _is_of_objects(found) or not isinstance(found, Function):
                yield f"{place_of(config, 'facade', key)}: {_no_function(project, name)}"
            elif found.is_generator:
                advice = "move it to a module of its own, where it is migrated with its callers, and leave it out here"
                yield f"{place_of(config, 'facade', key)}: {name} yields the facade, an accessor returns it; {advice}"
    yield from _to_sync(project)
    for old, new in config.target_accessors.items():
        place = place_of(config, "target", "accessors", old)
        if old not in {*config.accessors, *config.companions}:
            yield f"{place}: is not one of facade.accessors or facade.companions"
        if _cannot_be_called(project, new):
            yield f"{place}: {_no_function(project, new)}"
    for companion in sorted(project.companions, key=lambda function: function.name):
        if project.has_coroutine_twin(companion):
            place = place_of(config, "target", "accessors", companion.name)
            yield f"{place}: {project.twin_of(companion)} is async; a companion is called as it was, without await"
    if config.from_facade is not None and _cannot_be_called(project, config.from_facade):
        yield f"{place_of(config, 'target', 'from_facade')}: {_no_function(project, config.from_facade)}"


def _cannot_be_called(project: Project, name: str) -> bool:
    """Tell whether code cannot call the name as a function; a variable can hold one."""
    found = lookup(project.program, name)
    return _is_of_objects(found) or not isinstance(found, Function | tuple)


def _is_of_objects(found: Definition | str) -> bool:
    """Tell whether it is a method that is called on an object, and not on its class."""
    return isinstance(found, Function) and found.cls is not None and not is_called_on_class(found)


def _no_function(project: Project, name: str) -> str:
    found = lookup(project.program, name)
    if isinstance(found, str):
        return f"the tree has no function {name}{near_names(name, project.program.functions)}"
    kinds = {Function: "a method of objects", Class: "a class", tuple: "a variable", Module: "a module"}
    what = kinds[type(found)]
    return f"{name} is {what}; a function is wanted"


def _heirs(project: Project) -> Iterator[str]:
    config, program = project.config, project.program
    for heir, new in config.target_classes.items():
        place = place_of(config, "target", "classes", heir)
        cls = class_of(program, heir)
        for name in (heir, new) if project.facade is not None else (new,):
            if class_of(program, name) is None:
                yield f"{place}: the tree has no class {name}{near_names(name, program.classes)}"
        if cls is not None and project.facade is not None and not _answers(project, cls):
            yield f"{place}: {heir} neither derives from {config.facade} nor has a method of it"


def _answers(project: Project, cls: Class) -> bool:
    """Tell whether the class derives from the facade, is a base of it, or has a method of its names."""
    family = {*ancestry(project.program, cls), *descendants(project.program, cls)}
    return project.facade in family or any(find_method(project.program, cls, m) for m in project.facade_methods)


def _to_sync(project: Project) -> Iterator[str]:
    """Yield what is wrong with `to_sync`, which a library may have, and with `sync_callers`, which needs it."""
    config, program = project.config, project.program
    name = config.to_sync
    if name is None:
        if config.sync_callers:
            yield f"{place_of(config, 'target', 'sync_callers')}: needs target.to_sync"
        return
    own = name.partition(".")[0] in {module.partition(".")[0] for module in program.modules}
    if own and isinstance(lookup(program, name), str | Module):
        yield f"{place_of(config, 'target', 'to_sync')}: {_no_function(project, name)}"


def _methods(project: Project) -> Iterator[str]:
    config = project.config
    target = _names(project, project.target)
    own = _names(project, project.facade) if project.facade is not None else set(config.methods)
    for old, new in config.methods.items():
        place = place_of(config, "methods", old)
        if old not in own:
            yield f"{place}: {config.facade} has no method {old}{near_names(old, own)}"
        if new not in target:
            yield f"{place}: {config.target} has no method {new}{near_names(new, target)}"
    for name in sorted(config.stay_sync - target):
        place = place_of(config, "target", "stay_sync")
        yield f"{place}: {config.target} has no method {name}{near_names(name, target)}"
    for name in sorted(config.stay_sync & target):
        for cls in (project.target, *descendants(project.program, project.target)):
            method = find_method(project.program, cls, name)
            if method is not None and method.is_async:
                yield f"{place_of(config, 'target', 'stay_sync')}: {method.name} is async"
                break


def _steps(project: Project) -> Iterator[str]:
    for nth, step in enumerate(project.config.steps):
        for kind, key, what in (("container", "class", Class), ("lifespan", "function", Function)):
            name = step.text(key)
            if step.kind == kind and not isinstance(lookup(project.program, name), what):
                place = place_of(project.config, "steps", key, occurrence=nth)
                yield f"{place}: the tree has no {key} {name}{near_names(name, _all_names(project, key))}"


def _travel(project: Project) -> Iterator[str]:
    config = project.config
    for old, new in config.travel.items() if project.facade is not None else ():
        for one in untwinned(project, old, project.holders, project.serving):
            place, where = place_of(config, "travel", old), f"{one.module.file}:{one.line}"
            advice = f"set it there by hand, or leave {old} out: without a twin it keeps its name"
            yield f"{place}: no step can set {new} beside {old} at {where}: {one.reason}; {advice}"


def _all_names(project: Project, key: str) -> Iterable[str]:
    return project.program.classes if key == "class" else project.program.functions


def _names(project: Project, cls: Class) -> set[str]:
    return {name for c in ancestry(project.program, cls) for name in (*c.methods, *second_names(c))}
