"""Which names a module uses outside its imports."""

import re

import libcst as cst

_NAME = re.compile(r"(?<![\w.])[^\W\d]\w*")


def used_names(module: cst.Module) -> set[str]:
    """Return every name that is read in code, in quoted annotations and in `__all__`."""
    collector = _Collector()
    module.visit(collector)
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
