"""Shared holders: objects of the application that carry the facade in an attribute, for others to read."""

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from tools.ferry.carriers.application_state import is_of_state
from tools.ferry.plan.twins import untwinned
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Program
from tools.ferry.trace.replaced_attributes import puts_of
from tools.ferry.types import Inference
from tools.ferry.types.annotations import annotated_values
from tools.ferry.types.fixtures import serves_tests
from tools.ferry.types.names import descendants, lookup
from tools.ferry.types.values import Instance

_HOLDER_NAMES = ("container", "context", "registry", "services", "state", "application")


@dataclass(frozen=True, slots=True)
class Holder:
    """An attribute that holds the facade; `owner` is the class, or the function that sets it on a framework's state."""

    attribute: str
    owner: str
    reason: str


def holders(project: Project, candidates: Collection[Holder]) -> tuple[Holder, ...]:
    """Return those among the candidates that steps can give the target beside the facade."""
    classes, functions = _owners(project.program, candidates)
    hindered = {
        one.attribute
        for one in candidates
        if any(untwinned(project, one.attribute, classes, functions)) or _is_replaced(project, one.attribute, classes)
    }
    return tuple(one for one in candidates if one.attribute not in hindered)


def hindered_states(project: Project, candidates: Collection[Holder]) -> Iterator[tuple[str, str]]:
    """Yield what no step can give the target on a framework's state, by what says so, and why it is that.

    Without an entry under `[travel]` all that reads it there changes with it, in one step.
    """
    classes, functions = _owners(project.program, candidates)
    for one in candidates:
        if one.owner not in project.program.classes:
            reasons = (found.reason for found in untwinned(project, one.attribute, classes, functions))
            yield from ((one.reason, reason) for reason in list(reasons)[:1])


def _owners(program: Program, candidates: Collection[Holder]) -> tuple[list[Class], list[Function]]:
    classes = [program.classes[one.owner] for one in candidates if one.owner in program.classes]
    return classes, [found for one in candidates if isinstance(found := lookup(program, one.owner), Function)]


def _is_replaced(project: Project, attribute: str, classes: Collection[Class]) -> bool:
    """Tell whether an heir, a test's for example, sets the attribute itself, or a test replaces it there.

    Nothing gives that a twin, so code that reads it there would not find what it was switched to; nor what a test
    puts on an object of the class itself, where nothing follows that.
    """
    program = project.program
    heirs = {heir for cls in classes for heir in descendants(program, cls)} - set(classes)
    if any(attribute in heir.assigned for heir in heirs):
        return True
    return any(
        isinstance(owner, Instance) and (owner.cls in heirs or (owner.cls in classes and not put.is_followed(project)))
        for put in puts_of(project, attribute)
        for owner in put.owners(project)
    )


def possible_holders(program: Program, facade: Class) -> list[Holder]:
    """Return the attributes by which the facade may travel.

    A class that builds the facade itself (or calls an accessor) and is named as a container is a holder; a service that
    is given the facade keeps it for itself, and so does a class with a name that is private. `app.state.x = …` is one
    too.
    """
    inference = Inference(program)
    found: dict[tuple[str, str], Holder] = {}
    for cls in program.classes.values():
        name = cls.name.rpartition(".")[2]
        if not any(word in name.lower() for word in _HOLDER_NAMES):
            continue
        for attribute, assigned in cls.assigned.items():
            for annotation, value, _ in assigned if not attribute.startswith("_") else ():
                held = annotated_values(program, cls.module, annotation)
                held |= inference.of(cls.module, value) if value is not None else frozenset()
                if Instance(facade) in held:
                    found[attribute, cls.name] = Holder(attribute, cls.name, f"{name}.{attribute} holds it")
    for module in program.files.values():
        for node in module.nodes(ast.Assign) if not serves_tests(module) else ():
            targets = [target for target in node.targets if is_of_state(target)]
            setter = program.enclosing(module, node)
            if targets and setter is not None and Instance(facade) in inference.of(module, node.value):
                for target in targets:
                    reason = f"{ast.unparse(target)} is set in {module.file}:{node.lineno}"
                    found.setdefault((target.attr, setter.name), Holder(target.attr, setter.name, reason))
    return sorted(found.values(), key=lambda holder: (holder.attribute, holder.owner))
