"""Making findings."""

import ast

from tools.ferry.model import Finding
from tools.ferry.verify.inference.tree import File


def finding(file: File, node: ast.expr | ast.stmt, rule: str, message: str) -> Finding:
    """Return a finding at the start of a node; columns count characters, from 1."""
    return Finding(file.path, node.lineno, file.column(node), rule, message)
