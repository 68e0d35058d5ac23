"""`Callable[[A], T]` becomes `Callable[[A], Awaitable[T]]`: what is called there is async now.

Applied to the `T`. Where other functions may be called there too, and stay as they are, the call asks what it got
(`await_if_awaitable`), and the result becomes `T | Awaitable[T]`; `Union[T, Awaitable[T]]` where the module writes so.
`context.text` is `|`, `Union` or nothing. Leaves a result that is awaitable already.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the wider result."""
    if not isinstance(node, cst.BaseExpression):
        return node
    return cst.parse_expression(awaitable(cst.Module([]).code_for_node(node), context.text))


def awaitable(result: str, form: str) -> str:
    """Return the text of the annotation `result` with a promise of an awaitable; one in quotes keeps them around it."""
    quote = result[0] if form and result[0] in "\"'" else ""
    inside = result[1:-1] if quote else result
    if form == "Union" and not quote:
        parts = inside[len("Union[") : -1] if inside.startswith("Union[") else inside
        return f"Union[{parts}, Awaitable[{inside}]]"
    return f"{quote}{inside} | Awaitable[{inside}]{quote}" if form else f"Awaitable[{result}]"


RULE = Rule("awaitable", (cst.BaseExpression,), apply)
