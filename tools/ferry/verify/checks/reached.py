"""Where an object of which nothing is known may still be the facade: in what code that uses the facade can call."""

import ast
from collections.abc import Iterator

from tools.ferry.config import Config
from tools.ferry.verify.checks.layers import check_facade
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.passing import fixture_function, fixture_name
from tools.ferry.verify.inference.scopes import FunctionDef, parameters
from tools.ferry.verify.inference.tree import File, Tree
from tools.ferry.verify.inference.values import Func


def reached_by_facade(eyes: Eyes, config: Config) -> frozenset[File]:
    """Return the files that refer to the facade, what they import, directly or not, and the tests that import these.

    So too the tests that ask for a fixture of such a test. Elsewhere nobody can pass the facade, whatever the
    receiver's annotation does not say.
    """
    if eyes.tree.class_named(config.facade) is None:
        return frozenset()
    imports = {file: set(_imported(eyes.tree, file)) for file in eyes.tree.files}
    reached = set[File]()
    pending = [file for file in imports if any(check_facade(eyes, file, config, companions=True))]
    while pending:
        file = pending.pop()
        if file not in reached:
            reached.add(file)
            pending += imports[file]
    giving = {home for home, _ in eyes.tree.decorated.get("fixture", [])}  # a plugin need not be among the tests
    asking = {file: set(_asked(eyes, file)) for file in imports if file.is_test or file in giving}
    further = {file for file in asking if imports[file] & reached}
    while further:
        reached |= further
        further = {file for file, asked in asking.items() if file not in reached and asked & reached}
    return frozenset(reached)


def _asked(eyes: Eyes, file: File) -> Iterator[File]:
    """Yield the files with the fixtures for which functions of the file ask, by a parameter or by name.

    One that a plugin gives, or an import, counts wherever it is.
    """
    functions = [node for node in file.nodes if isinstance(node, FunctionDef)]
    asked = [(Func(file, function), argument.arg) for function in functions for argument in parameters(function)]
    for home, call in eyes.tree.calls.get("getfixturevalue", []):
        asker = file.function_of(call) if home is file else None
        names = [str(given.value) for given in call.args if isinstance(given, ast.Constant)]
        asked += [(Func(file, asker), name) for name in names if asker is not None]
    for asking, name in asked:
        found = fixture_function(eyes, asking, name)
        if found is not None:
            yield found.file
        else:
            yield from (home for home, node in eyes.tree.decorated.get("fixture", []) if fixture_name(node) == name)


def _imported(tree: Tree, file: File) -> Iterator[File]:
    """Yield the files of the tree whose modules the file imports, or names of them."""
    names = {alias.name for node in file.nodes if isinstance(node, ast.Import) for alias in node.names}
    for name in names | set(file.names.values()):
        module = name
        while module and module not in tree.modules:
            module = module.rpartition(".")[0]
        if module:
            yield tree.modules[module]
