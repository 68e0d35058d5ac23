"""Running all checks over a tree."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.ferry.config import Config
from tools.ferry.config.schema import covers
from tools.ferry.model import Finding
from tools.ferry.verify.blocking import check_blocking
from tools.ferry.verify.checker import run_checker
from tools.ferry.verify.coroutines import check_coroutines
from tools.ferry.verify.eyes import Eyes
from tools.ferry.verify.layers import check_facade, check_methods
from tools.ferry.verify.loops import check_loops
from tools.ferry.verify.mocks import check_mocks, check_settings
from tools.ferry.verify.tree import File, Tree, load


@dataclass(frozen=True, slots=True)
class Scope:
    """What counts as migrated: the categories in which no reference to the facade may be left, or all of them."""

    migrated: frozenset[str] = frozenset()
    strict: bool = False
    mypy: bool = True


def verify_tree(root: Path, config: Config, scope: Scope) -> list[Finding]:
    """Return all findings, sorted, one a place and rule. No code of the tree is run."""
    tree = load(root, config.roots, config.exclude)
    found = {Finding(path, line, 1, "unreadable", reason) for path, line, reason in tree.broken}
    eyes = Eyes(tree)
    checked = [file for file in tree.files if scope.strict or not _goes_away(tree, file, config)]
    for file in checked:
        found |= set(_check(eyes, file, config, scope))
    found |= set(check_settings(root))
    if scope.mypy:
        seen = {(f.file, f.line) for f in found if f.rule == "unawaited"}
        for other in run_checker(root, [file.path for file in checked], config.roots):
            if (other.file, other.line) not in seen:
                found.add(other)
    return sorted(found)


def _check(eyes: Eyes, file: File, config: Config, scope: Scope) -> Iterator[Finding]:
    migrated = scope.strict or config.category_of(file.path) in scope.migrated
    eyes.gone = config.facade if migrated else ""
    yield from check_coroutines(eyes, file)
    yield from check_blocking(eyes, file)
    yield from check_loops(eyes, file, config.target)
    yield from check_methods(eyes, file, config)
    yield from check_mocks(eyes, file, config.target)
    if migrated:
        yield from check_facade(eyes, file, config, companions=scope.strict)


def _goes_away(tree: Tree, file: File, config: Config) -> bool:
    """Tell whether the file is the facade's own, or one of its tests: a later step deletes both."""
    info = tree.classes.get(config.facade)
    if info is not None and info.file is file:
        return True
    retired = [f for s in config.steps if s.kind in {"delete", "delete_tests"} for f in s.texts("files")]
    return any(covers(entry, file.path) for entry in retired)
