"""Compiles modules: `compile_bytecode @FILE`, where FILE has a source and its output on two lines each."""

import sys
from pathlib import Path

from tools.python.compiler import compile_modules

if __name__ == "__main__":
    paths = [Path(line) for line in Path(sys.argv[1].removeprefix("@")).read_text().splitlines()]
    compile_modules(zip(paths[::2], paths[1::2], strict=True))
