"""The checkout that `./bazelw run` was called in: where it is, and which files are its own.

Programs under `tools/` that work on the sources import this.
"""

from tools.workspace.files import own_files
from tools.workspace.root import workspace_root

__all__ = ["own_files", "workspace_root"]
