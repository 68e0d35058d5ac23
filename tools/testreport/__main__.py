"""Makes the package a program: `./bazelw run //tools/testreport`."""

import sys

from tools.testreport.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
