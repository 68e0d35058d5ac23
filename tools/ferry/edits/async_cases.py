"""The edits of `unittest` classes: their base, `setUp` and `tearDown`, clean-ups, expected errors."""

import ast

from tools.ferry.edits.edit_set import EditSet
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.uses.cases import ASYNC_FORMS, case_bases, is_case, is_synchronous

_ASYNC_BASE = "unittest.IsolatedAsyncioTestCase"


def become_async_case(project: Project, function: Function, edits: EditSet) -> None:
    """Let the class of the method run an event loop, and give `setUp` and `tearDown` their async names."""
    if function.cls is None or isinstance(function.node, ast.Lambda):
        return
    _async_base(project, function.cls, edits)
    new = ASYNC_FORMS.get(function.short)
    if new is None:
        return
    edits.add(function.module, function.node, "rename_definition", new)
    for node in ast.walk(function.node):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == function.short:
            edits.add(function.module, node.func, "rename_attribute", new)
            edits.add(function.module, node, "await_call")


def _async_base(project: Project, cls: Class, edits: EditSet) -> None:
    for owner, base, name in case_bases(project, cls):
        if not is_synchronous(name):
            continue
        if isinstance(base, ast.Attribute):
            edits.add(owner.module, base, "rename_attribute", "IsolatedAsyncioTestCase")
        else:
            edits.rename(owner.module, base, _ASYNC_BASE)


def clean_up_async(project: Project, module: Module, reference: ast.expr, edits: EditSet) -> None:
    """Let a test case await a clean-up that is async now."""
    call = module.parents[reference]
    function = project.owner(module, reference)
    if not isinstance(call, ast.Call) or called_name(call) != "addCleanup" or not isinstance(call.func, ast.Attribute):
        return
    edits.add(module, call.func, "rename_attribute", ASYNC_FORMS["addCleanup"])
    if function is not None and function.cls is not None and is_case(project, function.cls):
        _async_base(project, function.cls, edits)


def expect_in_block(module: Module, call: ast.expr, edits: EditSet) -> None:
    """Turn `raises(Error, f, x)` into a block in which `f(x)` is awaited."""
    statement = module.parents[call]
    if isinstance(statement, ast.Expr | ast.Assign):
        position = "2" if called_name(call) == "assertRaisesRegex" else "1"
        edits.add(module, statement, "expecting_block", position)
