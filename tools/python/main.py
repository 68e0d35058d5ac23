"""Renews the locks: `./bazelw run //tools/python:lock [-- --upgrade]`."""

import sys

from tools.python.locking import renew_locks
from tools.workspace import workspace_root

if __name__ == "__main__":
    sys.exit(renew_locks(workspace_root(), sys.argv[1:]))
