"""Where an object of which nothing is known may still be the facade: in what code that uses the facade can call."""

import ast
from collections.abc import Iterator

from tools.ferry.config import Config
from tools.ferry.verify.checks.layers import check_facade
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.tree import File, Tree


def reached_by_facade(eyes: Eyes, config: Config) -> frozenset[File]:
    """Return the files that refer to the facade, what they import, directly or not, and the tests that import these.

    Elsewhere nobody can pass the facade, whatever the receiver's annotation does not say.
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
    return frozenset(reached | {file for file in imports if file.is_test and imports[file] & reached})


def _imported(tree: Tree, file: File) -> Iterator[File]:
    """Yield the files of the tree whose modules the file imports, or names of them."""
    names = {alias.name for node in file.nodes if isinstance(node, ast.Import) for alias in node.names}
    for name in names | set(file.names.values()):
        module = name
        while module and module not in tree.modules:
            module = module.rpartition(".")[0]
        if module:
            yield tree.modules[module]
