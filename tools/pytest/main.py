"""The program of every `pytest_test`.

Before anything is imported, it takes the packages that are installed on this machine out of sight: a test sees what its
target declares, here as on a machine where nothing is installed.
"""

import os
import site
import sys

if "TEST_SRCDIR" in os.environ:
    installed = {*site.getsitepackages(), site.getusersitepackages()}
    sys.path[:] = [folder for folder in sys.path if folder not in installed]

from tools.pytest.runner import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
