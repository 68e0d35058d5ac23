"""`main()` under `if __name__ == "__main__":` becomes `asyncio.run(main())`: the program starts its loop there.

So does a bare `main()` in a package's `__main__.py`. Safe because it is the only call of the program's own code at that
place: one loop for everything.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the call, run in an event loop."""
    if not isinstance(node, cst.Call):
        return node
    run = cst.ensure_type(cst.parse_expression("asyncio.run()"), cst.Call)
    return run.with_changes(args=[cst.Arg(node)])


RULE = Rule("run_loop", (cst.Call,), apply)
