"""Running all checks over a tree."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath

from tools.ferry.config import Config, place_of
from tools.ferry.config.schema import covers
from tools.ferry.model import Finding, WrongUse
from tools.ferry.verify.checker import Checked, coroutine_findings, run_mypy
from tools.ferry.verify.checks.blocking import check_blocking
from tools.ferry.verify.checks.cases import check_cases
from tools.ferry.verify.checks.coroutines import check_coroutines
from tools.ferry.verify.checks.fixtures import check_fixtures
from tools.ferry.verify.checks.generators import check_generators
from tools.ferry.verify.checks.given import check_given
from tools.ferry.verify.checks.kept import check_kept
from tools.ferry.verify.checks.layers import check_facade, check_methods
from tools.ferry.verify.checks.locks import check_locks
from tools.ferry.verify.checks.loops import check_loops
from tools.ferry.verify.checks.mixed import check_mixed
from tools.ferry.verify.checks.plugins import runs_in_strict_mode, said_of_tests
from tools.ferry.verify.checks.reached import reached_by_facade
from tools.ferry.verify.checks.results import check_results
from tools.ferry.verify.checks.settings import check_settings
from tools.ferry.verify.checks.silencing import check_filters
from tools.ferry.verify.checks.special_methods import check_special_methods
from tools.ferry.verify.checks.tasks import check_tasks
from tools.ferry.verify.checks.uncalled import check_uncalled
from tools.ferry.verify.checks.unmarked import check_unmarked
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.loading import load, module_named
from tools.ferry.verify.inference.tree import ClassInfo, File, Tree
from tools.ferry.verify.mocks.forgotten import check_forgotten
from tools.ferry.verify.mocks.mocks import check_mocks
from tools.ferry.verify.mocks.overridden import check_overridden
from tools.ferry.verify.mocks.put_into_tables import check_put_into_tables
from tools.ferry.verify.mocks.replaced_names import check_replaced_names
from tools.ferry.verify.verdict import OF_COROUTINES, Scope, Verdict

Say = Callable[[str], None]


def _silent(_: str) -> None:
    """Say nothing."""


def verify_tree(root: Path, config: Config | None, scope: Scope, progress: Say = _silent) -> Verdict:
    """Return what is found. No code of the tree is run.

    Without a configuration nothing is known of a facade; everything else is checked all the same.

    Raises:
        WrongUse: when the configuration names an async class, or methods of it or the facade, that the tree lacks.
    """
    roots = config.roots if config else default_roots(root)
    progress("reading the tree")
    tree = load(root, roots, config.exclude if config else ())
    notes = list(_notes_of(tree))
    target = tree.class_named(config.target) if config else None
    known = frozenset(target.methods) if target else frozenset[str]()
    eyes = Eyes(tree, known, (config.to_sync if config else None) or "")
    if config is not None and (problems := list(_misfits(eyes, target, config))):
        raise WrongUse("\n".join(problems))
    if config is not None and _lacks_facade(tree, config):
        notes.append(f"{place_of(config, 'facade', 'class')}: the tree has no class {config.facade}")
    found = {Finding(path, line, 1, "unreadable", reason) for path, line, reason in tree.broken}
    if config is not None and not scope.strict:
        eyes.retired = frozenset(file for file in tree.files if _goes_away(tree, file, config))
    checked = [file for file in tree.files if file not in eyes.retired]
    _leave_facade_out(eyes, config, scope)
    calling = {
        file for file in eyes.retired if not file.is_test
    }  # what it calls may be async now; its tests go with it
    broken = {module_named(path, roots) for path, _, _ in tree.broken}
    unreadable = sorted(module for module in broken if all(part.isidentifier() for part in module.split(".")))
    with ThreadPoolExecutor(1) as pool:  # mypy runs beside our own checks, as a process of its own
        paths = [file.path for file in checked if file not in tree.hidden.values()]  # mypy takes one file of a name
        other = pool.submit(run_mypy, root, paths, roots, unreadable) if scope.mypy else None
        for number, file in enumerate(checked):
            if number % 100 == 0:
                progress(f"checking file {number + 1} of {len(checked)}")
            found |= set(_check(eyes, file, config, scope))
        for file in sorted(calling, key=lambda file: file.path):
            found |= set(check_coroutines(eyes, file, config.target if config is not None else ""))
        found |= set(check_settings(root, _above_tests(tree)))
        tests = [file for file in tree.files if file.is_test]
        said = said_of_tests(root, _above_tests(tree))
        if runs_in_strict_mode(root, said, tests):
            found |= {*check_fixtures(eyes, tests), *check_unmarked(eyes, said)}
        if other is not None:
            progress("waiting for mypy")
            found |= set(_of_checker(other.result(), found))
    problem = other.result().problem if other is not None else "it was not asked"
    if other is not None and problem:
        notes.append(f"mypy had no full say, the findings are those of ferry's own eyes: {problem}")
    skipped = frozenset({path for path, _, _ in tree.broken} | {file.path for file in eyes.retired - calling})
    retired = frozenset(file.path for file in calling)
    return Verdict(tuple(sorted(found)), tuple(notes), skipped, retired, not problem, scope, config)


def _notes_of(tree: Tree) -> Iterator[str]:
    """Yield what of the tree is not looked at, or not by all."""
    if tree.links:
        more = f" and {len(tree.links) - 5} more" if len(tree.links) > 5 else ""
        yield f"links to folders are not followed: {', '.join(tree.links[:5])}{more}"
    for module, hidden in sorted(tree.hidden.items()):
        yield f"{hidden.path} is hidden behind {tree.modules[module].path}: mypy does not see it"
    if not tree.files and not tree.broken:
        yield f"no Python file below {tree.root}: nothing was checked but settings"


def _leave_facade_out(eyes: Eyes, config: Config | None, scope: Scope) -> None:
    """Let a receiver of which nothing is known be no facade in what is migrated and gets none from elsewhere."""
    migrated = frozenset(file for file in eyes.tree.files if scope.has_migrated(config, file.path))
    if config is not None and migrated:
        eyes.facade = config.facade
        own = Eyes(eyes.tree, eyes.known, eyes.to_sync)  # what is read before this is known would be kept
        eyes.migrated = migrated - reached_by_facade(own, config)


def _above_tests(tree: Tree) -> set[str]:
    """Return the folders that have tests, and those above them."""
    return {folder.as_posix() for file in tree.files if file.is_test for folder in PurePosixPath(file.path).parents}


def _misfits(eyes: Eyes, target: ClassInfo | None, config: Config) -> Iterator[str]:
    """Yield what the configuration says of the two classes that is not so: with it, checks would be silent."""
    if target is None:
        if not eyes.tree.broken:
            yield f"{place_of(config, 'target', 'class')}: the tree has no class {config.target}"
        return
    facade = eyes.tree.class_named(config.facade)
    known, all_known = eyes.classes.lineage(facade) if facade is not None else ([], False)
    lineage, complete = eyes.classes.lineage(target)
    for old, new in config.methods.items():
        if all_known and not any(old in cls.methods or old in cls.attributes for cls in known):
            yield f"{place_of(config, 'methods', old)}: {config.facade} has no method {old}"
        if complete and not any(new in cls.methods or new in cls.attributes for cls in lineage):
            yield f"{place_of(config, 'methods', old)}: {config.target} has no method {new}"


def _lacks_facade(tree: Tree, config: Config) -> bool:
    """Tell whether the facade is not there, though no step has deleted its file: its name may be misspelt."""
    deleted = [entry for step in config.steps if step.kind == "delete" for entry in step.texts("files")]
    is_left = not deleted or any(covers(entry, file.path) for entry in deleted for file in tree.files)
    return tree.class_named(config.facade) is None and not tree.broken and is_left


def _of_checker(checked: Checked, found: set[Finding]) -> Iterator[Finding]:
    """Yield what only mypy saw."""
    seen = {(f.file, f.line) for f in found if f.rule in OF_COROUTINES}
    for finding in coroutine_findings(checked):
        if (finding.file, finding.line) not in seen:
            yield finding


def default_roots(root: Path) -> tuple[str, ...]:
    """Return the import roots of a tree that has no configuration: itself, and `src` when that holds the packages."""
    source = root / "src"
    return (".", "src") if source.is_dir() and not (source / "__init__.py").exists() else (".",)


def _check(eyes: Eyes, file: File, config: Config | None, scope: Scope) -> Iterator[Finding]:
    migrated = scope.has_migrated(config, file.path)
    target = config.target if config else ""
    yield from check_coroutines(eyes, file, target)
    yield from check_blocking(eyes, file)
    yield from check_locks(eyes, file)
    yield from check_loops(eyes, file, target)
    yield from check_tasks(eyes, file)
    cls = eyes.tree.class_named(target) if target else None
    yield from check_methods(eyes, file, cls, config)
    yield from check_special_methods(eyes, file, cls)
    yield from check_uncalled(eyes, file)
    yield from check_kept(eyes, file)
    yield from check_results(eyes, file)
    yield from check_mixed(eyes, file)
    yield from check_generators(eyes, file)
    yield from check_cases(eyes, file)
    yield from check_mocks(eyes, file)
    yield from check_forgotten(eyes, file)
    yield from check_replaced_names(eyes, file)
    yield from check_overridden(eyes, file)
    yield from check_put_into_tables(eyes, file)
    yield from check_filters(eyes, file)
    if config is not None:
        yield from check_given(eyes, file, config)
    if config is not None and migrated:
        yield from check_facade(eyes, file, config, companions=scope.strict)


def _goes_away(tree: Tree, file: File, config: Config) -> bool:
    """Tell whether the file is the facade's own, or one of its tests: a later step deletes both."""
    info = tree.class_named(config.facade)
    if info is not None and info.file is file:
        return True
    retired = [f for s in config.steps if s.kind in {"delete", "delete_tests"} for f in s.texts("files")]
    return any(covers(entry, file.path) for entry in retired)
