"""Names that a module gives by its `__getattr__` (PEP 562), and of which nothing else says what they are."""

import ast
from collections.abc import Iterator

from tools.ferry.source import Module, Program
from tools.ferry.types.names import lookup, member, resolve_expression

LazyRead = tuple[Module, ast.Name | ast.Attribute, str]
"""A module, the expression there that reads such a name, and the name."""


def lazy_reads(program: Program) -> dict[Module, list[LazyRead]]:
    """Return where such names are read, by the module that gives them."""
    found: dict[Module, list[LazyRead]] = {}
    giving = [module for module in program.files.values() if "__getattr__" in module.functions]
    for giver in giving:
        for module in program.files.values():
            reads = [read for read in _read(program, giver, module) if _is_given(program, giver, read[2])]
            found.setdefault(giver, []).extend(reads)
    return found


def _read(program: Program, giver: Module, module: Module) -> Iterator[LazyRead]:
    """Yield what the module takes of the giver: by an import of the name, or after the giver's own name."""
    short = giver.name.rpartition(".")[2]
    for local, dotted in module.imports.items():
        base, _, name = dotted.rpartition(".")
        if base == giver.name:
            yield from ((module, node, name) for node in program.loads.within(module, local))
        if local != short and lookup(program, dotted) is giver:
            yield from _after(program, giver, module, local)
    if module.has_any({short}):
        yield from _after(program, giver, module, short)


def _after(program: Program, giver: Module, module: Module, local: str) -> Iterator[LazyRead]:
    for node in program.loads.within(module, local):
        above = module.parents[node]
        if (
            isinstance(above, ast.Attribute)
            and above.value is node
            and resolve_expression(program, module, node) is giver
        ):
            yield module, above, above.attr


def _is_given(program: Program, giver: Module, name: str) -> bool:
    return not name.startswith("__") and isinstance(member(program, giver, name), str)
