"""`def f(…)` becomes `async def f(…)`.

Safe when every call of `f` is awaited or moved in the same step; the step's closure sees to that. A test gets
the marker `@pytest.mark.asyncio` as its first decorator. Leaves alone what is async already.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the async function."""
    if not isinstance(node, cst.FunctionDef) or node.asynchronous is not None:
        return node
    decorators = list(node.decorators)
    if context.text == "marked":
        decorators.insert(0, cst.Decorator(cst.parse_expression("pytest.mark.asyncio")))
    return node.with_changes(asynchronous=cst.Asynchronous(), decorators=decorators)


RULE = Rule("async_def", (cst.FunctionDef,), apply)
