"""`x.size` becomes `await asyncio.to_thread(getattr, x, "size")`: the property comes to an event loop of its own.

That cannot run inside the loop that is running now. A property cannot become async: it stays so until a person makes a
method of it. `context.text` is the quote.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule, awaited


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the awaited read in a worker thread."""
    if not isinstance(node, cst.Attribute):
        return node
    name = cst.SimpleString(f"{context.text}{node.attr.value}{context.text}")
    owner = node.value.with_changes(lpar=[], rpar=[]) if isinstance(node.value, cst.Await) else node.value
    values = (cst.Name("getattr"), owner, name)
    call = cst.Call(cst.parse_expression("asyncio.to_thread"), [cst.Arg(value) for value in values])
    return awaited(call.with_changes(lpar=node.lpar, rpar=node.rpar), context)


RULE = Rule("read_off_loop", (cst.Attribute,), apply)
