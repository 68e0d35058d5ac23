"""What ferry knows: immutable facts with their evidence, and their JSON form.

Every package of `tools.ferry` may import this one; it imports none of them.
"""

from tools.ferry.model.counted import counted
from tools.ferry.model.errors import WrongUse
from tools.ferry.model.facts import (
    Blocker,
    Elsewhere,
    Evidence,
    Finding,
    FunctionFact,
    GapChoice,
    Hold,
    Inventory,
    Kind,
    Mention,
    MissingAnnotation,
    Plan,
    Site,
    StepPlan,
    Unknown,
)
from tools.ferry.model.place import Span

__all__ = [
    "Blocker",
    "Elsewhere",
    "Evidence",
    "Finding",
    "FunctionFact",
    "GapChoice",
    "Hold",
    "Inventory",
    "Kind",
    "Mention",
    "MissingAnnotation",
    "Plan",
    "Site",
    "Span",
    "StepPlan",
    "Unknown",
    "WrongUse",
    "counted",
]
