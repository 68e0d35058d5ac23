"""What is kept on disk between runs: a cache that changes how long a run takes, never what it says.

`source`, `types` and the command line may import this package.
"""

from tools.ferry.cache.checker import checker_version
from tools.ferry.cache.entries import Cache, open_cache

__all__ = ["Cache", "checker_version", "open_cache"]
