"""What a mock gives for a generator that is async now: `[1]` becomes `MagicMock(**{"__aiter__.return_value": [1]})`.

A `MagicMock` is iterated over asynchronously by what it is told of `__aiter__`, a list or an iterator, each time anew.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the mock that is iterated over."""
    if not isinstance(node, cst.BaseExpression):
        return node
    told = cst.Dict([cst.DictElement(cst.SimpleString('"__aiter__.return_value"'), node)])
    return cst.Call(cst.Name("MagicMock"), [cst.Arg(told, star="**")])


RULE = Rule("iterated_stub", (cst.BaseExpression,), apply)
