"""Is an async tree right? Static checks with other eyes than those of the rewriter: `ast`, own inference, mypy.

Imports `config` and `model` only; shares no code with `source`, `types`, `plan` or `rewrite`.
"""

from tools.ferry.verify.rules import RULES
from tools.ferry.verify.run import Scope, verify_tree

__all__ = ["RULES", "Scope", "verify_tree"]
