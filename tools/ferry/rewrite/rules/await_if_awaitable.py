"""`f(x)` becomes `await result if inspect.isawaitable(result := f(x)) else result`: `f` is one of several functions.

Used where a variable, an attribute or a table holds async functions and others that stay as they are, whichever module
puts them there: a lambda, a function of a library. Safe in a function that is async after the step, except in a lambda
and in what a comprehension loops over, where no result can be named. `context.text` is a name that is free there.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the expression that asks what the call gave."""
    if not isinstance(node, cst.Call):
        return node
    name = cst.Name(context.text)
    asked = cst.Attribute(cst.Name("inspect"), cst.Name("isawaitable"))
    alone = isinstance(context.parent, cst.Return | cst.Assign | cst.AnnAssign)
    return cst.IfExp(
        test=cst.Call(asked, [cst.Arg(cst.NamedExpr(name, node))]),
        body=cst.Await(name),
        orelse=name,
        lpar=[] if alone else [cst.LeftParen()],
        rpar=[] if alone else [cst.RightParen()],
    )


RULE = Rule("await_if_awaitable", (cst.Call,), apply)
