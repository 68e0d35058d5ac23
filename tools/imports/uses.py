"""Which labels the sources of a target need."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tools.imports.distributions import Distributions
from tools.imports.labels import canonical
from tools.imports.modules import ModuleIndex, package_name
from tools.imports.source import Import, read_imports
from tools.imports.targets import Target


@dataclass(frozen=True)
class Use:
    """An import in the file `path`.

    Any one of `labels` serves it; there is none for a module that neither the repository nor a distribution has.
    `module` is the first-party module it loads, `None` for one of PyPI.
    """

    path: str
    imported: Import
    module: str | None
    labels: frozenset[str]

    @property
    def evidence(self) -> str:
        """Where and what, for a person."""
        return f"{self.path}:{self.imported.line} imports {self.imported}"


@dataclass(frozen=True)
class UseReader:
    """Reads uses from the sources below `root`."""

    root: Path
    index: ModuleIndex
    distributions: Distributions

    def uses(self, target: Target, path: str) -> Iterator[Use]:
        """Yield what one source file of a target needs; imports of the standard library need nothing.

        Raises `SyntaxError` for a file that Python cannot read.
        """
        source = (self.root / path).read_text(encoding="utf-8")
        for imported in (*read_imports(source, package_name(path)), *self._implied(target, path)):
            module = self.index.module_of(imported)
            if module is not None:
                yield Use(path, imported, module, self.index.providers(module))
                if module != imported.module:
                    # `from package import module` names the package too.
                    around = replace(imported, name=None, optional=True)
                    yield Use(path, around, imported.module, self.index.providers(imported.module))
            elif imported.module.partition(".")[0] not in sys.stdlib_module_names:
                owner = self.distributions.owner(str(imported))
                labels = {canonical(f"@pypi//{owner}", "")} if owner else set()
                yield Use(path, imported, None, frozenset(labels))

    def _implied(self, target: Target, path: str) -> Iterator[Import]:
        """Yield what no line of a file imports, from its folder upwards.

        Pytest imports every `conftest.py` beside and above a test. Python runs the `__init__.py` of the packages around
        a module where it is there; that one is optional, for a package that re-exports the module depends on it.
        """
        package = package_name(path)
        while package:
            yield Import(package, None, 1, optional=True)
            if target.kind == "py_test" and self.index.providers(f"{package}.conftest"):
                yield Import(f"{package}.conftest", None, 1)
            package = package.rpartition(".")[0]
