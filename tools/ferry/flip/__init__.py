"""The flip test, a second opinion on the inventory.

Only the facade's methods become `async def`, in a copy; mypy, which had no part in the inventory, runs before and
after. What it notices anew should be where the inventory has sites, and the other way round. The difference is risk.
Imports `config`, `model`, `report` and `verify`; it gets the inventory as facts.
"""

from tools.ferry.flip.compare import Flipped, Opinion, Risk, compare, flip
from tools.ferry.flip.document import flip_document, flip_json

__all__ = ["Flipped", "Opinion", "Risk", "compare", "flip", "flip_document", "flip_json"]
