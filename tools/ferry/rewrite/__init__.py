"""Carrying out a step: edits from the plan, applied with LibCST, written all or none.

Only the command line imports it.
"""

from tools.ferry.rewrite.apply import DirtyTree, diff, refuse_dirty, write
from tools.ferry.rewrite.changes import Changes
from tools.ferry.rewrite.engine import RewriteError
from tools.ferry.rewrite.steps import UnknownStep, carry_out

__all__ = ["Changes", "DirtyTree", "RewriteError", "UnknownStep", "carry_out", "diff", "refuse_dirty", "write"]
