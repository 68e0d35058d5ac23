"""Categories by folder, and the folders from which a tree imports."""

from collections.abc import Collection, Mapping

from tools.ferry.config.schema import covers
from tools.ferry.plan.propose import category_names
from tools.ferry.source import Class, Program

_TESTS = frozenset({"test", "tests"})


def import_root(files: Collection[str], cls: str) -> str | None:
    """Return the folder from which a dotted class name can be imported, `.` for the tree itself; None when nowhere."""
    module = cls.rpartition(".")[0].replace(".", "/")
    while module:
        for ending in (f"{module}.py", f"{module}/__init__.py"):
            found = [
                f.removesuffix(ending).rstrip("/") or "." for f in files if f == ending or f.endswith(f"/{ending}")
            ]
            if found:
                return min(found, key=lambda folder: (folder.count("/") if folder != "." else -1, folder))
        module = module.rpartition("/")[0]
    return None


def folders_of_siblings(program: Program, roots: Collection[str]) -> list[str]:
    """Return the folders in which a file imports one beside it by its bare name: Python and pytest look there."""
    found: set[str] = set()
    tops = ["" if root == "." else f"{root}/" for root in roots]
    for file, module in program.files.items():
        folder, beside, _ = file.rpartition("/")
        if not beside or folder in roots or f"{folder}/__init__.py" in program.files:
            continue
        names = {dotted.partition(".")[0] for dotted in module.imports.values()}
        siblings = {name for name in names if _is_module(program, f"{folder}/{name}")}
        if any(not any(_is_module(program, f"{top}{name}") for top in tops) for name in siblings):
            found.add(folder)
    return sorted(found)


def _is_module(program: Program, path: str) -> bool:
    return f"{path}.py" in program.files or f"{path}/__init__.py" in program.files


def categories(program: Program, facade: Class, target: Class) -> Mapping[str, tuple[str, ...]]:
    """Return category -> paths, in the order in which the first that covers a file has it.

    Tests first, then the layer itself, then each folder one below a package, and last the packages for what lies in
    their own folder.
    """
    files = sorted(program.files)
    tests = sorted({prefix for file in files if (prefix := _tests_folder(file))})
    layer = _layer(facade, target)
    inner = sorted({_inner(file, program) for file in files if not _tests_folder(file)} - {"", *layer})
    own = {file.rpartition("/")[0] for file in files if not _tests_folder(file) and file not in layer}
    tops = sorted(folder for folder in own if folder in _packages(inner) - {""} or f"{folder}/__init__.py" in files)
    outer = [folder for folder in tops if not any(covers(other, folder) for other in (*inner, *layer))]
    found: dict[str, tuple[str, ...]] = {"tests": tuple(tests)} if tests else {}
    found["persistence"] = tuple(layer)
    names = category_names([*inner, *outer])
    for name, folder in zip(names, [*inner, *outer], strict=True):
        found[name if name not in found else f"{name}_package"] = (folder,)
    return found


def _tests_folder(file: str) -> str:
    """Return the outermost folder of tests that holds the file, or the empty string."""
    parts = file.split("/")[:-1]
    for number, part in enumerate(parts):
        if part in _TESTS:
            return "/".join(parts[: number + 1])
    return ""


def _layer(facade: Class, target: Class) -> list[str]:
    """Return the folder of both classes when it is theirs alone, below a package; else their files."""
    files = [facade.module.file, target.module.file]
    folders = {file.rpartition("/")[0] for file in files}
    if len(folders) == 1 and "/" in (folder := min(folders)):
        return [folder]
    return sorted(set(files))


def _inner(file: str, program: Program) -> str:
    """Return the folder one below the outermost package that holds the file; empty when the file lies above it."""
    parts = file.split("/")[:-1]
    depth = next((n for n in range(1, len(parts)) if "/".join([*parts[:n], "__init__.py"]) in program.files), 1)
    return "/".join(parts[: depth + 1]) if len(parts) > depth else ""


def _packages(inner: Collection[str]) -> set[str]:
    return {folder.rpartition("/")[0] for folder in inner}
