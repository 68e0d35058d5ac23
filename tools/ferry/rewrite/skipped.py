"""What stops reading at the first item that decides: `any`, `all` and `in`, which get a whole list now."""

import ast
from collections.abc import Iterator

from tools.ferry.edits.consume import element_of
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.source import Module, Program

_DECIDING = frozenset({"all", "any"})
_EACH = frozenset({"filter", "map"})


def reads_to_the_end(program: Program, edits: EditSet) -> Iterator[tuple[Module, ast.expr]]:
    """Yield the calls and comparisons that the edits give a list in place of an iterator."""
    for file, _ in edits:
        module = program.files[file]
        readers: list[ast.Call | ast.Compare] = [*module.nodes(ast.Call), *module.nodes(ast.Compare)]
        for reader in readers:
            iterator = _iterator_of(reader)
            decided = module.parents[reader]  # by a loop that stops, where that is to be
            is_loop = isinstance(decided, ast.Return) and edits.has(module, decided, "deciding_loop")
            if iterator is not None and not is_loop and _is_collected(module, iterator, edits):
                yield module, reader


def _iterator_of(reader: ast.Call | ast.Compare) -> ast.expr | None:
    """Return what the call or comparison reads in part."""
    if isinstance(reader, ast.Call):
        decides = isinstance(reader.func, ast.Name) and reader.func.id in _DECIDING and len(reader.args) == 1
        return reader.args[0] if decides else None
    return reader.comparators[-1] if isinstance(reader.ops[-1], ast.In | ast.NotIn) else None


def _is_collected(module: Module, iterator: ast.expr, edits: EditSet) -> bool:
    if isinstance(iterator, ast.GeneratorExp):
        return edits.has(module, element_of(iterator), "list_comprehension")
    if not isinstance(iterator, ast.Call):
        return False
    is_each = isinstance(iterator.func, ast.Name) and iterator.func.id in _EACH
    return edits.has(module, iterator, "collect_items") or (is_each and edits.has(module, iterator, "unroll"))
