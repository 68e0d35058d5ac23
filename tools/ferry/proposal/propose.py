"""Reading the two classes and writing down what follows from them."""

import ast
import re
from collections import Counter
from pathlib import Path

from tools.ferry.model import WrongUse
from tools.ferry.proposal.methods import Guess, guess_methods
from tools.ferry.source import Class, Function, Program, read_program
from tools.ferry.types import Inference
from tools.ferry.types.annotations import annotated_values
from tools.ferry.types.names import class_of
from tools.ferry.types.values import Instance


class ProposalError(WrongUse):
    """The tree does not have the classes that were named."""


def propose(root: Path, facade_name: str, target_name: str) -> str:
    """Return the text of a `ferry.toml` for the tree; what could not be guessed stands there as a comment.

    Raises:
        ProposalError: when one of the classes is not in the tree.
    """
    program = read_program(root)
    facade, target = _class(program, facade_name), _class(program, target_name)
    accessors = _returning(program, facade)
    twins = _twins(accessors, _returning(program, target))
    categories = _categories(program, facade, target)
    lines = ["version = 1", "", "[facade]", f'class = "{facade.name}"', _list("accessors", [a.name for a in accessors])]
    lines += ["", "[target]", f'class = "{target.name}"', "", "[target.accessors]"]
    lines += [
        f'"{old}" = "{new}"' if new else f'# "{old}" = ""  # no function returns the target' for old, new in twins
    ]
    lines += ["", "[methods]", *(_method(guess) for guess in guess_methods(program, facade, target))]
    lines += ["", "[travel]", *_travel(program, facade)]
    lines += ["", "[categories]", *(_list(name, [folder]) for name, folder in categories)]
    for name, _ in categories:
        lines += ["", "[[steps]]", f'id = "migrate_{name}"', 'kind = "package"', f'category = "{name}"']
    return "\n".join(lines) + "\n"


def _class(program: Program, name: str) -> Class:
    found = class_of(program, name)
    if found is None:
        raise ProposalError(f"the tree has no class {name}")
    return found


def _returning(program: Program, cls: Class) -> list[Function]:
    """Return the functions at module level whose annotation promises an object of the class."""
    found = []
    for function in program.functions.values():
        if function.cls is None and function.outer is None and not isinstance(function.node, ast.Lambda):
            values = annotated_values(program, function.module, function.node.returns)
            if Instance(cls) in values and not function.params:
                found.append(function)
    return sorted(found, key=lambda f: f.name)


def _twins(accessors: list[Function], others: list[Function]) -> list[tuple[str, str]]:
    """Pair each accessor with the function of the target whose name is nearest: the same but for `async`."""
    pairs = []
    for accessor in accessors:
        plain = [o.name for o in others if o.short.replace("async_", "").replace("_async", "") == accessor.short]
        pairs.append((accessor.name, plain[0] if plain else others[0].name if len(others) == 1 else ""))
    return pairs


def _method(guess: Guess) -> str:
    if guess.new:
        return f'{guess.old} = "{guess.new}"  # {guess.reason}'
    return f'# {guess.old} = ""  # unresolved: {guess.reason}'


def _travel(program: Program, facade: Class) -> list[str]:
    """Return the attributes that hold the facade in classes that look like a container of the application."""
    inference = Inference(program)
    names = set()
    for cls in program.classes.values():
        for attribute, assigned in cls.assigned.items():
            for annotation, value, _ in assigned:
                held = annotated_values(program, cls.module, annotation)
                held |= inference.of(cls.module, value) if value is not None else frozenset()
                if Instance(facade) in held and "container" in cls.name.rpartition(".")[2].lower():
                    names.add(attribute)
    return [f'{name} = "async_{name}"' for name in sorted(names)]


def _categories(program: Program, facade: Class, target: Class) -> list[tuple[str, str]]:
    """Return (name, folder) for each folder one below a package that has code beside the layer's own."""
    own = {facade.module.file.rpartition("/")[0], target.module.file.rpartition("/")[0]}
    folders = {"/".join(file.split("/")[:2]) for file in program.files if file.count("/") >= 2}
    tests = [("tests", "tests")] if any(file.startswith("tests/") for file in program.files) else []
    others = sorted(folder for folder in folders if folder not in own and not folder.startswith("tests/"))
    last = Counter(folder.rpartition("/")[2] for folder in others)
    names = [f.rpartition("/")[2] if last[f.rpartition("/")[2]] == 1 else f for f in others]
    return [*tests, *((re.sub(r"\W", "_", name), folder) for name, folder in zip(names, others, strict=True))]


def _list(key: str, values: list[str]) -> str:
    quoted = ", ".join(f'"{value}"' for value in values)
    return f"{key} = [{quoted}]"
