"""Reading a whole tree into a `Program`."""

import ast
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tools.ferry.cache import Cache, open_cache
from tools.ferry.source.composed import compose_texts
from tools.ferry.source.entering import define, enter
from tools.ferry.source.files import SourceProblem, find_files, lines_of, linked_folders, read_source
from tools.ferry.source.indexing import index_module
from tools.ferry.source.outline import Outline
from tools.ferry.source.program import Module, Program


def read_program(
    root: Path,
    roots: tuple[str, ...] = (".",),
    exclude: tuple[str, ...] = (),
    progress: Callable[[str], None] = lambda _: None,
) -> Program:
    """Read and index the Python files below `root`. What cannot be read is listed in `problems`, not hidden.

    Modules whose outline was kept are parsed when their syntax is asked for. `progress` gets the `notes`, too.
    """
    program = Program(root)

    def unreadable(error: OSError) -> None:
        folder = Path(error.filename).relative_to(root).as_posix()
        program.problems.append(f"{folder}: cannot be read: {error.strerror}")

    files = find_files(root, exclude, unreadable=unreadable)
    _note_links(program, linked_folders(root, exclude))
    kept = open_cache()
    for number, file in enumerate(files, start=1):
        if number % 200 == 0:
            progress(f"reading {number} of {len(files)} files")
        module = _read_file(program, file, roots, kept)
        if module is None:
            continue
        if module.name in program.modules:
            _hide(program, module)
        else:
            program.modules[module.name] = module
        enter(program, module)
    if kept is not None:
        kept.close()
    for note in program.notes:
        progress(note)
    return program


def _note_links(program: Program, links: list[str]) -> None:
    if links:
        more = f" and {len(links) - 5} more" if len(links) > 5 else ""
        program.notes.append(f"note: links to folders are not followed: {', '.join(links[:5])}{more}")


def _read_file(program: Program, file: str, roots: tuple[str, ...], kept: Cache | None) -> Module | None:
    """Return the module of a file, entered nowhere yet; None when there is a problem with it."""
    if file.splitlines() != [file]:
        program.problems.append(f"{file!r}:1: its name has a line break; rename it")
        return None
    try:
        text = read_source(program.root, file)
    except SourceProblem as problem:
        program.problems.append(str(problem))
        return None
    module = Module(module_name(file, roots), file, text, partial(_open, program))
    depends_on = ("outline", module.name, file, text)
    outline = _outline(kept.read(*depends_on)) if kept is not None else None
    if outline is not None:
        module.outline = outline
        define(module)
        return module
    try:
        _open(program, module)
    except (SyntaxError, ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1) or 1
        if "\0" in text:
            line = len(lines_of(text[: text.index("\0") + 1]))  # Python does not say
        reason = "nested too deeply" if isinstance(error, RecursionError) else getattr(error, "msg", error)
        program.problems.append(f"{file}:{line}: does not parse: {reason}")
        return None
    if kept is not None:
        kept.write(module.outline.as_json(), *depends_on)
    return module


def _outline(kept: object | None) -> Outline | None:
    try:
        return Outline.from_json(kept) if kept is not None else None
    except (TypeError, KeyError, ValueError):
        return None


def _open(program: Program, module: Module) -> None:
    """Parse a module and fill in its syntax."""
    index_module(program, module, ast.parse(module.text.removeprefix("\ufeff")))
    compose_texts(program, module)


def _hide(program: Program, module: Module) -> None:
    """Enter the second of two files of one name: Python imports the package, and hides the module beside it."""
    other = program.modules[module.name]
    package, hidden = (module, other) if module.is_package else (other, module)
    program.modules[module.name] = package
    program.hidden[module.name] = hidden
    program.notes.append(
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
