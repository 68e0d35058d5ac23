"""Renames a parameter and its uses: one that is named after the accessor which it replaces in a test.

So also one of a function that stands for a method whose parameter has another name in the target. `context.text` is
`old:new`. Safe because pytest passes a patch's mock by position. Leaves attributes and keywords.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


class _Renamer(cst.CSTTransformer):
    def __init__(self, old: str, new: str) -> None:
        super().__init__()
        self.old = old
        self.new = new

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> cst.BaseExpression:
        return updated_node.with_changes(attr=original_node.attr)

    def leave_Arg(self, original_node: cst.Arg, updated_node: cst.Arg) -> cst.Arg:
        return updated_node.with_changes(keyword=original_node.keyword)

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        return updated_node.with_changes(value=self.new) if updated_node.value == self.old else updated_node


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the function with the parameter renamed."""
    old, _, new = context.text.partition(":")
    renamed = node.visit(_Renamer(old, new))
    if isinstance(node, cst.FunctionDef):
        return renamed.with_changes(name=node.name) if isinstance(renamed, cst.FunctionDef) else node
    return renamed if isinstance(renamed, cst.BaseExpression) else node


RULE = Rule("rename_parameter", (cst.FunctionDef, cst.Lambda), apply)
