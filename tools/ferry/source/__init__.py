"""The tree as text and syntax: which files there are, what each defines, where names come from.

`types`, `inventory`, `plan` and `rewrite` may import this package. `verify` may not: it has its own eyes.
"""

from tools.ferry.source.files import (
    DOCUMENTS,
    TEMPLATES,
    SourceProblem,
    find_files,
    find_texts,
    lines_of,
    linked_folders,
    read_source,
)
from tools.ferry.source.nodes import (
    called_name,
    captures,
    characters,
    declared_global,
    dotted,
    has_own_lines,
    span_of,
    text_of,
)
from tools.ferry.source.program import Class, Function, Module, Program
from tools.ferry.source.reading import read_program

__all__ = [
    "DOCUMENTS",
    "TEMPLATES",
    "Class",
    "Function",
    "Module",
    "Program",
    "SourceProblem",
    "called_name",
    "captures",
    "characters",
    "declared_global",
    "dotted",
    "find_files",
    "find_texts",
    "has_own_lines",
    "lines_of",
    "linked_folders",
    "read_program",
    "read_source",
    "span_of",
    "text_of",
]
