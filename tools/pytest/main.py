"""The program of every `pytest_test`."""

import sys

from tools.pytest.runner import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
