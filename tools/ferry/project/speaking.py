"""Which modules can name something: by its own name, by that of an import, or by a variable that is an alias of it."""

import ast
from collections.abc import Collection, Iterator

from tools.ferry.source import Module, Program, called_name
from tools.ferry.types.annotations import annotation_names, names_within


def speaking(program: Program, names: Collection[str]) -> frozenset[Module]:
    """Return the modules that have one of the names, in a string too, or a name that can stand for one of them.

    That is one under which a module imports it, or that of a variable which is an alias of it.
    """
    modules = program.files.values()
    aliases: dict[Module, list[tuple[str, set[str]]]] = {}
    found: set[str] = set()
    new = set(names)
    while new:
        found |= new
        for module in modules:
            if module not in aliases and _mentions(module, new):
                aliases[module] = [(name, _last_names(value)) for name, value in _variables(module)]
        named = {n for m in modules for n, dotted in m.imports.items() if dotted.rpartition(".")[2] in new}
        named |= {name for variables in aliases.values() for name, parts in variables if parts & found}
        new = named - found
    return frozenset(aliases)


def _mentions(module: Module, names: Collection[str]) -> bool:
    return module.has_any(names) or any(name in module.text for name in names)


def _variables(module: Module) -> Iterator[tuple[str, ast.expr]]:
    yield from ((name, value) for name, pairs in module.assigned.items() for _, value in pairs if value is not None)


def _last_names(value: ast.expr) -> set[str]:
    """Return the last names of what an alias of types can be made of."""
    return {called_name(name) for part in annotation_names(value) for name in names_within(part)}
