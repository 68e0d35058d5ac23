"""Reading a whole tree into a `Program`."""

import ast
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.ferry.source.files import SourceProblem, find_files, read_source
from tools.ferry.source.indexing import index_module
from tools.ferry.source.program import Module, Program


def read_program(
    root: Path,
    roots: tuple[str, ...] = (".",),
    exclude: tuple[str, ...] = (),
    progress: Callable[[str], None] = lambda _: None,
) -> Program:
    """Read and index the Python files below `root`. A file that does not parse is listed in `problems`, not hidden."""
    program = Program(root)
    files = find_files(root, exclude)
    with _without_collector():
        _read_files(program, files, roots, progress)
    return program


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep Python's cycle collector away while millions of nodes come to stay: it would look at each many times."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read_files(program: Program, files: list[str], roots: tuple[str, ...], progress: Callable[[str], None]) -> None:
    for number, file in enumerate(files, start=1):
        if number % 200 == 0:
            progress(f"reading {number} of {len(files)} files")
        try:
            text = read_source(program.root, file)
            tree = ast.parse(text.removeprefix("\ufeff"))
        except SourceProblem as problem:
            program.problems.append(str(problem))
            continue
        except (SyntaxError, ValueError, RecursionError) as error:
            line = getattr(error, "lineno", 1) or 1
            reason = "nested too deeply" if isinstance(error, RecursionError) else getattr(error, "msg", error)
            program.problems.append(f"{file}:{line}: does not parse: {reason}")
            continue
        module = Module(module_name(file, roots), file, text, tree, lines=text.removeprefix("\ufeff").splitlines())
        if module.name in program.modules:
            _hide(program, module, progress)
        else:
            program.modules[module.name] = module
        program.files[file] = module
        index_module(program, module)


def _hide(program: Program, module: Module, progress: Callable[[str], None]) -> None:
    """Enter the second of two files of one name: Python imports the package, and hides the module beside it."""
    other = program.modules[module.name]
    package, hidden = (module, other) if module.is_package else (other, module)
    program.modules[module.name] = package
    program.hidden[module.name] = hidden
    progress(
        f"note: {hidden.file} is hidden behind {package.file}: type checkers do not see it, ferry follows its names"
    )


def module_name(file: str, roots: tuple[str, ...]) -> str:
    """Return the import name of `file`, seen from the innermost of `roots` that holds it."""
    best = max(
        (root.strip("/") for root in roots if root != "." and file.startswith(root.strip("/") + "/")),
        key=len,
        default="",
    )
    inside = file[len(best) + 1 :] if best else file
    name = inside.removesuffix(".py").replace("/", ".")
    return name.removesuffix(".__init__")
