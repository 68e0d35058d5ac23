"""Makes `python -m tools.imports`, and so `./bazelw run //tools/imports`, run the check of dependencies."""

import sys

from tools.imports.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
