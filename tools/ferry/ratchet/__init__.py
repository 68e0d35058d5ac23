"""The ratchet: counts of findings by file and rule that may only fall, and who raised them. Imports `model` only."""

from tools.ferry.ratchet.counts import Rise, turn

__all__ = ["Rise", "turn"]
