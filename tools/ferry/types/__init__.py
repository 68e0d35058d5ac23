"""What names and expressions mean: a type checker's definitions first, our own inference where they end.

`inventory` and `plan` may import this package. `rewrite` works from the plan; `verify` has its own eyes.
"""

from tools.ferry.types.cache import FileFacts, remembered
from tools.ferry.types.infer import Inference
from tools.ferry.types.pyrefly import CheckerMissing, Pyrefly
from tools.ferry.types.references import Reference, References, Resolution

__all__ = [
    "CheckerMissing",
    "FileFacts",
    "Inference",
    "Pyrefly",
    "Reference",
    "References",
    "Resolution",
    "remembered",
]
