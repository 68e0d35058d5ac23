"""`layer.is_admin(1)` becomes `layer.is_admin(player_id=1)`: the target takes it elsewhere, or by keyword alone.

`context.text` is `position:name`, several separated by spaces. Leaves the order in which arguments are evaluated.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the call with arguments that have a name."""
    if not isinstance(node, cst.Call):
        return node
    names = {int(position): name for position, _, name in (pair.partition(":") for pair in context.text.split())}
    plain = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
    named = (
        argument.with_changes(keyword=cst.Name(names[position]), equal=plain) if position in names else argument
        for position, argument in enumerate(node.args)
    )
    return node.with_changes(args=list(named))


RULE = Rule("name_argument", (cst.Call,), apply)
