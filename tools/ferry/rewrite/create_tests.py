"""The changes of the `create_tests` step: a test of the target's signatures, and the tests that a person completed."""

import ast
import json

from tools.ferry.config import Step
from tools.ferry.plan.analysis import Analysis
from tools.ferry.rewrite.changes import Changes
from tools.ferry.rewrite.completed import completed_files
from tools.ferry.rewrite.step_paths import file_of
from tools.ferry.source import Class
from tools.ferry.types.names import ancestry

_TEMPLATE = '''"""The operations of `{name}`: each is a coroutine function with these parameters."""

import inspect

import pytest

from {module} import {name}

OPERATIONS = {{
{operations}
}}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_operation_is_awaited_and_takes_these_parameters(operation: str) -> None:
    method = getattr({name}, operation)

    assert inspect.iscoroutinefunction(method)
    assert list(inspect.signature(method).parameters)[1:] == OPERATIONS[operation]


def test_there_is_no_other_operation() -> None:
    methods = inspect.getmembers({name}, inspect.iscoroutinefunction)

    assert {{name for name, _ in methods if not name.startswith("_")}} == set(OPERATIONS)
'''


def create_tests_step(analysis: Analysis, step: Step) -> Changes:
    """Write the tests; files of the `completed` folder win over generated ones."""
    project = analysis.project
    root = project.program.root
    wanted = {file_of(project, step, "file"): signature_tests(analysis, project.target).encode()}
    wanted |= completed_files(project.config, step)
    changes = Changes()
    for file, content in sorted(wanted.items()):
        path = root / file
        if not path.exists() or path.read_bytes() != content:
            changes.contents[file] = content
    return changes


def signature_tests(analysis: Analysis, target: Class) -> str:
    """Return a test module for the public coroutine methods of the class."""
    operations: dict[str, list[str]] = {}
    for cls in reversed(ancestry(analysis.project.program, target)):
        for name, method in cls.methods.items():
            if isinstance(method.node, ast.AsyncFunctionDef) and not name.startswith("_") and not method.is_generator:
                operations[name] = [p.arg for p in method.params[1:]]
    lines = [f"    {json.dumps(name)}: {json.dumps(params)}," for name, params in sorted(operations.items())]
    module, _, name = target.name.rpartition(".")
    return _TEMPLATE.format(name=name, module=module, operations="\n".join(lines))
