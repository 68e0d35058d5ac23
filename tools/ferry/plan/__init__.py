"""What must become async, why, what stands in the way, and in which steps.

`inventory`, `rewrite`, `status` and the command line may import this package.
"""

from tools.ferry.plan.analysis import Analysis, analyse
from tools.ferry.plan.plan import gaps_of, make_plan
from tools.ferry.plan.propose import add_steps, propose_steps

__all__ = ["Analysis", "add_steps", "analyse", "gaps_of", "make_plan", "propose_steps"]
