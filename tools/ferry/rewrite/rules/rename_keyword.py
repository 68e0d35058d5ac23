"""`layer.get_player(player=1)` becomes `layer.get_player_by_id(id=1)`: the target's parameter has another name.

And `MagicMock(get_player=…)` becomes `AsyncMock(get_player_by_id=…)`: a mock is told of its methods by their names.

`context.text` is `old:new`, several separated by spaces. Leaves the values.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the call with the keywords renamed."""
    if not isinstance(node, cst.Call):
        return node
    new = dict(pair.split(":") for pair in context.text.split())
    return node.with_changes(args=[_renamed(argument, new) for argument in node.args])


def _renamed(argument: cst.Arg, new: dict[str, str]) -> cst.Arg:
    if argument.keyword is None or argument.keyword.value not in new:
        return argument
    return argument.with_changes(keyword=cst.Name(new[argument.keyword.value]))


RULE = Rule("rename_keyword", (cst.Call,), apply)
