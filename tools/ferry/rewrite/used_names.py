"""Which names a module uses outside its imports."""

import re
from collections.abc import Collection

import libcst as cst

from tools.ferry.rewrite.import_lines import is_import

_NAME = re.compile(r"(?<![\w.])[^\W\d]\w*")


def used_among(names: Collection[str], module: cst.Module) -> set[str]:
    """Return those of the names that are read in code, in quoted annotations or in `__all__`.

    Most are not even in the text outside the imports, which is known sooner than the tree is walked.
    """
    if not names:
        return set()
    text = "".join(module.code_for_node(statement) for statement in module.body if not is_import(statement))
    if not any(re.search(rf"\b{re.escape(name)}\b", text) for name in names):
        return set()
    return names_read(module) & set(names)


def names_read(node: cst.CSTNode) -> set[str]:
    """Return the names that are read in the code of the node, imports aside, or in quoted annotations there."""
    collector = _Collector()
    node.visit(collector)
    return collector.names


class _Collector(cst.CSTVisitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def visit_Import(self, node: cst.Import) -> bool:
        return False

    def visit_ImportFrom(self, node: cst.ImportFrom) -> bool:
        return False

    def visit_Attribute(self, node: cst.Attribute) -> bool:
        node.value.visit(self)
        return False

    def visit_Arg(self, node: cst.Arg) -> bool:
        node.value.visit(self)
        return False

    def visit_Param(self, node: cst.Param) -> bool:
        for part in (node.annotation, node.default):
            if part is not None:
                part.visit(self)
        return False

    def visit_Name(self, node: cst.Name) -> None:
        self.names.add(node.value)

    def visit_SimpleString(self, node: cst.SimpleString) -> None:
        text = node.raw_value
        if len(text) < 200 and "\n" not in text:
            self.names |= set(_words(text))


def _words(text: str) -> list[str]:
    """Return the names that a string could refer to as a quoted annotation or an export; a sentence has none."""
    if " " in text.strip() and "|" not in text and "[" not in text:
        return []
    return _NAME.findall(text)
