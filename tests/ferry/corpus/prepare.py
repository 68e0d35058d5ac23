"""A tree that is ready to be migrated: the package's own code, the generated async class, a `ferry.toml`."""

import json
import shutil
from pathlib import Path

from tests.ferry.corpus.packages import Package
from tests.ferry.corpus.twin import Twin, make_twin
from tools.ferry.source import read_program

STEPS = ("migrate_source", "migrate_tests")
"""The steps, callers of the source included; each leaves a tree that has to pass."""


def prepare(package: Package, source: Path, tree: Path) -> None:
    """Copy `source` to `tree` and add what the migration needs."""
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(source, tree, symlinks=True)
    program = read_program(tree, package.roots, package.exclude)
    twin = make_twin(program, package.facade, package.accessors, package.twin, package.tests)
    facade = program.classes[package.facade].module
    root = facade.file.removesuffix("/__init__.py").removesuffix(".py").removesuffix(facade.name.replace(".", "/"))
    (tree / f"{root}{package.twin.replace('.', '/')}.py").write_text(twin.text, encoding="utf-8")
    (tree / "ferry.toml").write_text(_configuration(package, twin), encoding="utf-8")


def _configuration(package: Package, twin: Twin) -> str:
    lines = [
        "version = 1",
        f"roots = {json.dumps(package.roots)}",
        f"exclude = {json.dumps(package.exclude)}",
        "[facade]",
        f'class = "{package.facade}"',
        f"accessors = {json.dumps(list(twin.accessors))}",
        "[target]",
        f'class = "{twin.target}"',
        f'from_facade = "{twin.module}.wrap"',
        f'to_sync = "{twin.module}.to_sync"',
        f"sync_callers = {json.dumps(package.sync_callers)}",
        f"stay_sync = {json.dumps(twin.synchronous)}",
        "[target.accessors]",
        *(f'"{old}" = "{new}"' for old, new in twin.accessors.items()),
        "[target.classes]",
        *(f'"{old}" = "{new}"' for old, new in twin.classes.items()),
        "[categories]",
        f"tests = {json.dumps(package.tests)}",
        "[[steps]]",
        'id = "migrate_source"',
        'kind = "package"',
        'category = "other"',
        "[[steps]]",
        'id = "migrate_tests"',
        'kind = "package"',
        'category = "tests"',
    ]
    return "\n".join(lines) + "\n"
