"""Protocols of the tree, and the classes that implement them without naming them (PEP 544)."""

from tools.ferry.source import Class, Function, Program
from tools.ferry.types.fixtures import serves_tests
from tools.ferry.types.names import ancestry, find_method


def implements(program: Program, cls: Class, protocol: Class) -> bool:
    """Tell whether the class has all that the protocol promises: methods with parameters of the same names, attributes.

    So a type checker decides.
    """
    promised, own = ancestry(program, protocol), ancestry(program, cls)
    attributes = {name for part in promised for name in part.assigned}
    if any(all(name not in part.assigned and name not in part.methods for part in own) for name in attributes):
        return False
    for name in {name for part in promised for name in part.methods if name != "__init__"}:
        wanted, found = find_method(program, protocol, name), find_method(program, cls, name)
        if wanted is None or found is None or _parameters(wanted) != _parameters(found)[: len(_parameters(wanted))]:
            return False
    return True


def protocols_of(program: Program, facade: Class) -> list[Class]:
    """Return the synchronous protocols with methods that the facade implements without naming them."""
    named = ancestry(program, facade)
    return [
        protocol
        for protocol in program.subclasses.get("Protocol", [])
        if protocol not in named and _is_synchronous(program, protocol) and implements(program, facade, protocol)
    ]


def is_shared(program: Program, protocol: Class, family: set[Class]) -> bool:
    """Tell whether a class outside the family implements the protocol, too; a test's fake counts for nothing."""
    others = (cls for cls in program.classes.values() if cls not in family and "Protocol" not in cls.bases)
    return any(
        (protocol in ancestry(program, cls) or implements(program, cls, protocol)) and not serves_tests(cls.module)
        for cls in others
    )


def _is_synchronous(program: Program, protocol: Class) -> bool:
    methods = [method for part in ancestry(program, protocol) for method in part.methods.values()]
    return bool(methods) and not any(method.is_async for method in methods)


def _parameters(method: Function) -> list[str]:
    return [param.arg for param in method.params[1:]]
