"""`await asyncio.to_thread(f, x)` becomes `await f(x)`: the callee is async now.

Also `run_in_threadpool(f, x)`, `loop.run_in_executor(None, f, x)` and `to_thread(partial(f, x, key=y))`. Who awaited
the thread awaits the coroutine.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the call of the function that was handed to the thread."""
    if not isinstance(node, cst.Call):
        return node
    position = 1 if _name(node) == "run_in_executor" else 0
    run, rest = node.args[position].value, node.args[position + 1 :]
    if isinstance(run, cst.Call) and _name(run) == "partial":
        bound = [*run.args[1:], *rest]
        run, rest = run.args[0].value, sorted(bound, key=lambda arg: arg.keyword is not None or arg.star == "**")
        spaced = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
        rest = [arg.with_changes(comma=spaced) for arg in rest[:-1]] + [
            arg.with_changes(comma=cst.MaybeSentinel.DEFAULT) for arg in rest[-1:]
        ]
    before = node.whitespace_before_args if rest else cst.SimpleWhitespace("")
    return node.with_changes(func=run, args=rest, whitespace_before_args=before)


def _name(call: cst.Call) -> str:
    return call.func.attr.value if isinstance(call.func, cst.Attribute) else getattr(call.func, "value", "")


RULE = Rule("on_loop", (cst.Call,), apply)
