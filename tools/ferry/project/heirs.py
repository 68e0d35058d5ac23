"""Methods that only heirs of the facade have, and what their async classes have in place of them."""

from collections.abc import Callable, Mapping

from tools.ferry.source import Class, Function, Program
from tools.ferry.types.names import ancestry, class_of, find_method

_Pair = tuple[Function, Function | None]


def methods_of_heirs(
    program: Program, facade: Class, twins: Mapping[str, str], renamed: Callable[[str], str]
) -> dict[str, _Pair]:
    """Return the public methods that the facade lacks, of classes with a twin of their own, and their counterparts.

    Of several by one name it is one that is missing in the twin, or else one that is async there. What a twin hands on
    by `__getattr__` stays as it is, and is none of them.
    """
    known = {name for cls in ancestry(program, facade) for name in cls.methods}
    found: dict[str, list[_Pair]] = {}
    for heir, twin in sorted(twins.items()):
        old, new = class_of(program, heir), class_of(program, twin)
        methods = [m for cls in ancestry(program, old) for m in cls.methods.values()] if old is not None else []
        for method in methods if new is not None else ():
            if method.short not in known and not method.short.startswith("_"):
                counterpart = find_method(program, new, renamed(method.short)) if new is not None else None
                if counterpart is not None or new is None or find_method(program, new, "__getattr__") is None:
                    found.setdefault(method.short, []).append((method, counterpart))
    return {name: min(pairs, key=_rank) for name, pairs in found.items()}


def _rank(pair: _Pair) -> int:
    counterpart = pair[1]
    return 0 if counterpart is None else 1 if counterpart.is_async else 2
