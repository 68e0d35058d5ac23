"""Which target gives a module of this repository."""

from collections import defaultdict
from collections.abc import Iterable

from tools.imports.source import Import
from tools.imports.targets import PYTHON_KINDS, Target


class ModuleIndex:
    """The first-party modules by the targets that hold their files."""

    def __init__(self, targets: Iterable[Target]) -> None:
        self._providers: dict[str, set[str]] = defaultdict(set)
        libraries_first = sorted(targets, key=lambda target: target.kind != "py_library")
        for target in libraries_first:
            if target.kind in PYTHON_KINDS:
                for path in target.sources:
                    # A file that a library holds is imported from the library, though a binary or test lists it too.
                    known = self._providers[module_name(path)]
                    if target.kind == "py_library" or not known:
                        known.add(target.label)
        self._packages = {
            ".".join(module.split(".")[:end]) for module in self._providers for end in range(1, module.count(".") + 1)
        }

    def module_of(self, imported: Import) -> str | None:
        """Return the module that an import loads; `None` when it is not of this repository.

        `from a.b import c` loads `a.b.c` where that is a module, else `a.b`.
        """
        if imported.name is not None and f"{imported.module}.{imported.name}" in self._providers:
            return f"{imported.module}.{imported.name}"
        if imported.module in self._providers or imported.module in self._packages:
            return imported.module
        return None

    def providers(self, module: str) -> frozenset[str]:
        """Return the labels of the targets that hold a module; empty when no target does."""
        return frozenset(self._providers.get(module, ()))


def module_name(path: str) -> str:
    """Return the dotted module of a file: `a/b.py` is `a.b`, and `a/__init__.py` is `a`."""
    return path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def package_name(path: str) -> str:
    """Return the dotted package that holds a file."""
    return path.rpartition("/")[0].replace("/", ".")
