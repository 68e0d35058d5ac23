"""Compiling modules to byte-code."""

import py_compile
from collections.abc import Iterable
from pathlib import Path


def compile_modules(modules: Iterable[tuple[Path, Path]]) -> None:
    """Writes the byte-code of each source to its output; the same source gives the same bytes.

    A file that this Python cannot parse gets an empty output, at which Python reads the source when it is asked to.
    """
    for source, output in modules:
        try:
            py_compile.compile(
                str(source),
                cfile=str(output),
                # The loader puts the real path in its place.
                dfile=source.name,
                doraise=True,
                invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
            )
        except py_compile.PyCompileError:
            # Templates and test data of packages may look like modules.
            output.touch()
