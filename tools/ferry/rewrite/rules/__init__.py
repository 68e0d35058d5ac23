"""The transformations, one module each, and their registry. Only `rewrite` imports them."""

from tools.ferry.rewrite.rules.registry import RULES

__all__ = ["RULES"]
