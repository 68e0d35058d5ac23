"""`python -m tools.ferry`, and what Bazel runs as `//tools/ferry`."""

import os
import sys

from tools.ferry.cli.main import main

if __name__ == "__main__":
    # `bazel run` starts a program in a folder of its own, and says here where the person is.
    os.chdir(os.environ.get("BUILD_WORKING_DIRECTORY", "."))
    sys.exit(main())
