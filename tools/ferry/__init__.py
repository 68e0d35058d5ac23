"""Ferry: carries a code base from a synchronous persistence facade to an async one.

Import the packages below this one; the command line is `tools.ferry.cli`.
"""

__version__ = "0.1.0"
