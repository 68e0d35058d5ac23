"""Every use of the facade, accounted for: facade, elsewhere, or unknown with a cause.

`report`, `rewrite`, `status` and the command line may import this package.
"""

from tools.ferry.inventory.collect import take_inventory

__all__ = ["take_inventory"]
