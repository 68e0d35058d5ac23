"""What only tests give to code outside of them, their fakes and mocks, does not say what else it is given."""

from collections.abc import Iterable

from tools.ferry.source import Class, Function, Module
from tools.ferry.types.fixtures import is_test_file
from tools.ferry.types.values import ClassRef, Collection, FunctionRef, Instance, Mock, Namespace, Value


def told_to(module: Module, values: Iterable[Value]) -> list[Value]:
    """Return the values without those that tell nothing, in this module: it is a test's, or they are not of tests."""
    by_test = is_test_file(module)
    return [value for value in values if by_test or not _is_of_tests(value)]


def defined_for(module: Module, definitions: Iterable[Function | Class]) -> list[Function | Class]:
    """Return the definitions that code of the module can mean, as far as more than tests say so."""
    by_test = is_test_file(module)
    return [one for one in definitions if by_test or not is_test_file(one.module)]


def _is_of_tests(value: Value) -> bool:
    match value:
        case Instance(cls) | ClassRef(cls):
            return is_test_file(cls.module)
        case FunctionRef(function):
            return is_test_file(function.module)
        case Collection(elements):
            return bool(elements) and all(map(_is_of_tests, elements))
    return isinstance(value, Mock | Namespace)
