"""Which package of PyPI an import name comes from.

The answer is read from what is installed, not from a table of names: `yaml` comes from `pyyaml` because that is the
distribution whose folder holds it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path


class Distributions:
    """The installed distributions by the modules they hold."""

    def __init__(self, owners: dict[str, set[str]]) -> None:
        self._owners = owners

    @classmethod
    def installed(cls) -> "Distributions":
        """Read the distributions on `sys.path`."""
        return cls.read(distributions())

    @classmethod
    def read(cls, found: Iterable[Distribution]) -> "Distributions":
        """Read the given distributions."""
        owners: dict[str, set[str]] = defaultdict(set)
        for distribution in found:
            for module in _modules(distribution):
                owners[module].add(label_name(distribution.metadata["Name"]))
        return cls(dict(owners))

    def owner(self, module: str) -> str | None:
        """Return the distribution that holds a dotted module, as its name in `@pypi//`; `None` when there is none.

        A namespace package belongs to several: then the modules below it decide.
        """
        parts = module.split(".")
        for end in range(len(parts), 0, -1):
            owners = self._owners.get(".".join(parts[:end]), set())
            if len(owners) == 1:
                return next(iter(owners))
        return None


def label_name(distribution: str) -> str:
    """Return a distribution's name as the `@pypi//` labels spell it."""
    return re.sub(r"[-_.]+", "_", distribution).lower()


def _modules(distribution: Distribution) -> Iterator[str]:
    """Yield top-level modules, and below a namespace package its first modules too."""
    recorded = distribution.files
    if recorded is not None:
        yield from {module for path in recorded for module in _prefixes(path.parts)}
        return
    # Bazel leaves the RECORD out, and gives each distribution a folder of its own.
    root = Path(str(distribution.locate_file("")))
    for pattern in ("*", "*/*"):
        for path in root.glob(pattern):
            if path.suffix in {".py", ".so"} or path.is_dir():
                yield from _prefixes(path.relative_to(root).parts)


def _prefixes(parts: tuple[str, ...]) -> Iterator[str]:
    """Yield `a` and `a.b` for the path `a/b.py`, as far as they can be names of modules."""
    names = [part.partition(".")[0] if index == len(parts) - 1 else part for index, part in enumerate(parts)]
    for end in range(1, min(len(names), 2) + 1):
        if all(name.isidentifier() and name != "__pycache__" for name in names[:end]):
            yield ".".join(names[:end])
