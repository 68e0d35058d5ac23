"""The functions from which accessors get the facade: an accessor stays, and so has what it is given to."""

import ast
from collections.abc import Iterable, Iterator, Set

from tools.ferry.source import Class, Function
from tools.ferry.types import References
from tools.ferry.types.members import returned
from tools.ferry.types.values import Instance


def givers(references: References, accessors: Iterable[Function], family: Set[Class]) -> list[Function]:
    """Return the functions that accessors call, and those that these call, which give an object of the family."""
    queue = list(accessors)
    own = set(queue)
    found: list[Function] = []
    for function in queue:
        for called in _called_in(references, function):
            gives = any(isinstance(v, Instance) and v.cls in family for v in returned(references.inference, called))
            if called not in own and called.cls not in family and gives:
                own.add(called)
                found.append(called)
                queue.append(called)
    return found


def _called_in(references: References, function: Function) -> Iterator[Function]:
    for node in ast.walk(function.node):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            found = references.resolve(function.module, node.func).definitions
            yield from (one for one in found if isinstance(one, Function))
