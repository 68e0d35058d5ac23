"""Makes `python -m tools.lint`, and so `./bazelw run //tools/lint`, run the checks."""

import sys

from tools.lint.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
