"""Carrying out a step: edits from the plan, applied with LibCST, written all or none.

Only the command line imports it; which edits a step makes, `edits` says.
"""

from tools.ferry.rewrite.apply import NotWritten, OutsideTree, diff, write
from tools.ferry.rewrite.changes import Changes
from tools.ferry.rewrite.ending import ended_in_order
from tools.ferry.rewrite.engine import RewriteError
from tools.ferry.rewrite.git import CutOff, DirtyTree, IgnoredFiles, refuse_cut_off, refuse_dirty, refuse_ignored
from tools.ferry.rewrite.steps import UnknownStep, carry_out, require_step

__all__ = [
    "Changes",
    "CutOff",
    "DirtyTree",
    "IgnoredFiles",
    "NotWritten",
    "OutsideTree",
    "RewriteError",
    "UnknownStep",
    "carry_out",
    "diff",
    "ended_in_order",
    "refuse_cut_off",
    "refuse_dirty",
    "refuse_ignored",
    "require_step",
    "write",
]
