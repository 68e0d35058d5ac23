"""`await asyncio.to_thread(f, x)` becomes `await f(x)`: the callee is async now.

Also `run_in_threadpool(f, x)` and `loop.run_in_executor(None, f, x)`. Who awaited the thread awaits the coroutine.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the call of the function that was handed to the thread."""
    if not isinstance(node, cst.Call):
        return node
    name = node.func.attr.value if isinstance(node.func, cst.Attribute) else getattr(node.func, "value", "")
    position = 1 if name == "run_in_executor" else 0
    rest = node.args[position + 1 :]
    before = node.whitespace_before_args if rest else cst.SimpleWhitespace("")
    return node.with_changes(func=node.args[position].value, args=rest, whitespace_before_args=before)


RULE = Rule("on_loop", (cst.Call,), apply)
