"""Names that a module uses and nothing binds: a call of them is a `NameError`."""

import builtins
import symtable
import tokenize
from collections.abc import Iterator
from io import BytesIO

_OF_MODULES = frozenset({"__annotations__", "__file__", "__path__", "__builtins__", *vars(builtins)})


def unbound_names(source: bytes) -> frozenset[str]:
    """Return such names; none where a `from … import *` may bind any, and where the source does not compile."""
    try:
        encoding, _ = tokenize.detect_encoding(BytesIO(source).readline)
        text = source.decode(encoding)
        top = symtable.symtable(text, "<ferry>", "exec")
    except (SyntaxError, UnicodeDecodeError):
        return frozenset()
    if "import *" in text:
        return frozenset()
    tables = list(_tables(top))
    bound = {s.get_name() for s in top.get_symbols() if s.is_assigned() or s.is_imported()}
    bound |= {
        s.get_name() for table in tables for s in table.get_symbols() if s.is_declared_global() and s.is_assigned()
    }
    used = {s.get_name() for t in tables for s in t.get_symbols() if s.is_referenced() and (s.is_global() or t is top)}
    return frozenset(used - bound - _OF_MODULES)


def _tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    yield table
    for inner in table.get_children():
        yield from _tables(inner)
