"""`python -m tools.ferry`, and what Bazel runs as `//tools/ferry`."""

import sys

from tools.ferry.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
