"""Carrying out a step: edits from the plan, applied with LibCST, written all or none.

Only the command line imports it.
"""

from tools.ferry.rewrite.apply import DirtyTree, OutsideTree, diff, refuse_dirty, write
from tools.ferry.rewrite.changes import Changes
from tools.ferry.rewrite.engine import RewriteError
from tools.ferry.rewrite.steps import UnknownStep, carry_out, require_step

__all__ = [
    "Changes",
    "DirtyTree",
    "OutsideTree",
    "RewriteError",
    "UnknownStep",
    "carry_out",
    "diff",
    "refuse_dirty",
    "require_step",
    "write",
]
